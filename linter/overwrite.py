"""A file replaced by another content, as a whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from .messages import Message, Phrase

READ_ONLY = Message(
    zh="{path}：文件是只读的，没有改动；请先取消只读属性",
    en="{path}: the file is read-only and was left as it is; make it writable first",
)
CHANGED = Message(
    zh="{path}：读取之后又被别的程序改过，没有写入；请关闭那个程序后重来",
    en="{path}: another program changed it after it was read, nothing was written; close that program and try again",
)
UNWRITABLE = Message(
    zh="{path}：写不进去（{reason}），原文件没有改动",
    en="{path}: cannot be written ({reason}); it was left as it is",
)
REASONS = {
    errno.ENOSPC: Message(zh="磁盘已满", en="the disk is full"),
    errno.EDQUOT: Message(zh="磁盘配额已满", en="the disk quota is used up"),
    errno.EFBIG: Message(zh="超过文件大小的上限", en="the file would be too large"),
    errno.EACCES: Message(zh="没有权限", en="no permission"),
    errno.EPERM: Message(zh="没有权限", en="no permission"),
    errno.EROFS: Message(zh="磁盘是只读的", en="the disk is read-only"),
    errno.ENOENT: Message(zh="文件或文件夹不存在", en="no such file or folder"),
    errno.EISDIR: Message(zh="这是文件夹", en="it is a folder"),
    errno.ENOTDIR: Message(zh="上级不是文件夹", en="what it is to lie in is no folder"),
    errno.ENAMETOOLONG: Message(zh="名称太长", en="the name is too long"),
    errno.ELOOP: Message(zh="链接绕成了圈", en="links lead in a circle"),
    errno.EBADF: Message(zh="已经关闭", en="it is closed"),
    errno.EMFILE: Message(zh="同时打开的文件太多", en="too many files are open"),
    errno.ENFILE: Message(zh="同时打开的文件太多", en="too many files are open"),
    errno.ENOMEM: Message(zh="内存不足", en="out of memory"),
    errno.EIO: Message(zh="磁盘读写出错", en="the disk fails"),
}
OTHER = Message(zh="{error}", en="{error}")


class NotWritten(Exception):
    """A file that was left as it is; `phrase` says why and what helps."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.text("en"))
        self.phrase = phrase


def reason(error: OSError) -> Phrase:
    """Why the system refused something, in words."""
    known = REASONS.get(error.errno or 0)
    return known() if known else OTHER(error=error.strerror or error)


def overwrite(path: str, data: bytes, sha256: str) -> None:
    """Replace a file whose content had this SHA-256 when it was read. Links are followed; rights and, where allowed, the owner are kept.

    The new content is written beside the file and takes its place in one step, so that at no time there is half of it. Raises `NotWritten`.
    """
    try:
        _replace(Path(os.path.realpath(path)), path, data, sha256)
    except OSError as error:
        raise NotWritten(UNWRITABLE(path=path, reason=reason(error))) from error


def _replace(target: Path, path: str, data: bytes, sha256: str) -> None:
    before = target.stat()
    if not before.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise NotWritten(READ_ONLY(path=path))
    import tempfile  # slow to load, and most runs make no file

    handle, temporary = tempfile.mkstemp(
        prefix=".nianbao-", dir=target.parent
    )  # a short name: that of the file may be as long as names can be
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if hasattr(os, "chown"):
            with suppress(PermissionError):
                os.chown(temporary, before.st_uid, before.st_gid)
        os.chmod(temporary, stat.S_IMODE(before.st_mode))
        if hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
            raise NotWritten(CHANGED(path=path))
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
