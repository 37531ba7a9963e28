"""Errors of the operating system in words."""

from __future__ import annotations

import errno

from ..messages import Message, Phrase

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


def reason(error: OSError) -> Phrase:
    """Why the system refused something; in its own words where we have none."""
    known = REASONS.get(error.errno or 0)
    return known() if known else OTHER(error=error.strerror or error)
