"""Files that a command makes: complete or not at all, and never over another one unless asked to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..messages import Message
from .overwrite import NotWritten
from .reasons import reason

EXISTS = Message(
    zh="{path}：文件已经存在；请换一个文件名，或加 --force 覆盖",
    en="{path}: the file exists; choose another name, or --force to replace it",
)
FOLDER = Message(zh="{path}：这是文件夹，请写明文件名", en="{path}: this is a folder; name a file")
NO_FOLDER = Message(
    zh="{path}：没有文件夹 {folder}，请先建立", en="{path}: there is no folder {folder}; make it first"
)
UNWRITABLE = Message(
    zh="{path}：写不进去（{reason}），没有生成文件",
    en="{path}: cannot be written ({reason}); no file was made",
)


def verify(path: str, force: bool) -> None:
    """Find out early whether a file can be written. Raises `NotWritten`."""
    target = Path(path)
    if target.is_dir():
        raise NotWritten(FOLDER(path=path))
    if not target.parent.is_dir():
        raise NotWritten(NO_FOLDER(path=path, folder=target.parent))
    if not force and os.path.lexists(target):
        raise NotWritten(EXISTS(path=path))


def deliver(path: str, data: bytes, force: bool) -> None:
    """Write a file. Raises `NotWritten`."""
    verify(path, force)
    try:
        with _beside(Path(os.path.realpath(path)), force) as stream:
            stream.write(data)
    except FileExistsError as error:
        raise NotWritten(EXISTS(path=path)) from error
    except OSError as error:
        raise NotWritten(UNWRITABLE(path=path, reason=reason(error))) from error


@contextmanager
def output(path: str) -> Iterator[BinaryIO]:
    """A file to write to. It replaces an older one at the end, if there was no error. Raises `OSError`.

    A pipe or device is written to directly, and so is a file in a folder that is read-only.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not (target.is_file() and os.access(target.parent, os.W_OK)):
        with open(path, "wb") as stream:
            yield stream
    else:
        with _beside(target, replace=True) as stream:
            yield stream


@contextmanager
def _beside(target: Path, replace: bool) -> Iterator[BinaryIO]:
    """A new file beside the target. It gets the name of that at the end, or is removed after an error.

    Raises `OSError`.
    """
    import tempfile  # slow to load, and most runs make no file

    handle, temporary = tempfile.mkstemp(prefix=".nianbao-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(temporary, _rights(target))
        if replace:
            os.replace(temporary, target)
        else:
            _appear(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _appear(temporary: str, target: Path) -> None:
    """Give a file its name, unless another file has it by now. Raises `FileExistsError`."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # not all file systems have links
        os.rename(temporary, target)
    else:
        os.unlink(temporary)


def _rights(target: Path) -> int:
    """The permissions of the file that is replaced, else those of new files."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
