"""Files replaced as a whole or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from ..messages import Message, Phrase
from .reasons import reason

READ_ONLY = Message(
    zh="{path}：文件是只读的，没有改动；请先取消只读属性",
    en="{path}: the file is read-only and was left as it is; make it writable first",
)
CHANGED = Message(
    zh="{path}：读取之后又被别的程序改过，没有写入；请关闭那个程序后重来",
    en="{path}: another program changed it after it was read, nothing was written; "
    "close that program and try again",
)
UNWRITABLE = Message(
    zh="{path}：写不进去（{reason}），原文件没有改动",
    en="{path}: cannot be written ({reason}); it was left as it is",
)


class NotWritten(Exception):
    """A file could not be written and was left as it is. `phrase` says why and what helps."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.text("en"))
        self.phrase = phrase


def overwrite(path: str, data: bytes, sha256: str) -> None:
    """Replace the content of a file, which had this SHA-256 when it was read. Raises `NotWritten`.

    Links are followed. Permissions are kept, and the owner where that is allowed. The new content is written
    beside the file and takes its place in one step, so there is never half of it.
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

    # The name is short, as that of the file may be as long as names can be.
    handle, temporary = tempfile.mkstemp(prefix=".nianbao-", dir=target.parent)
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
