"""Which files are checked: those that are named, and those found in folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from ..messages import Message, Phrase
from ..readers import SUFFIXES, readable
from .reasons import reason

STDIN = "-"
SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist"})  # folders
ABSENT = Message(
    zh="{path}：没有这个文件或文件夹，请检查路径", en="{path}: no such file or folder; check the path"
)
UNREACHABLE = Message(
    zh="{path}：打不开（{reason}），没有检查", en="{path}: it cannot be opened ({reason}) and was not checked"
)
NO_PLAIN_FILE = Message(
    zh="{path}：不是普通文件，读取可能没有尽头，没有检查；管道请写成 -",
    en="{path}: this is no plain file, and reading it may never end; it was not checked. For a pipe write -",
)
NO_FILE = Message(
    zh="{path}：文件夹里没有可检查的文件（{suffixes}）",
    en="{path}: the folder holds no file to check ({suffixes})",
)
CLOSED = Message(
    zh="{path}：文件夹打不开（{reason}），里面的文件没有检查",
    en="{path}: the folder cannot be opened ({reason}); its files were not checked",
)


def gather(
    paths: list[str], troubles: list[Phrase], includes: Callable[[str], bool] = lambda path: True
) -> Iterator[tuple[str, bool]]:
    """The files to check, each with whether the user named it.

    `troubles` gets a phrase for each path that cannot be found or opened. `includes`: whether a file that was
    found in a folder is wanted.
    """
    for path in paths:
        if path == STDIN or os.path.isfile(path):
            yield path, True
        elif os.path.isdir(path):
            before = len(troubles)
            files = [file for file in _walk(path, troubles) if includes(file)]
            if not files and len(troubles) == before:
                troubles.append(NO_FILE(path=path, suffixes=" ".join(SUFFIXES)))
            yield from ((file, False) for file in files)
        else:
            troubles.append(_why_not(path))


def _why_not(path: str) -> Phrase:
    """Why a path leads neither to a file nor to a folder."""
    try:
        os.stat(path)
    except (FileNotFoundError, ValueError):
        return ABSENT(path=path)
    except OSError as error:
        return UNREACHABLE(path=path, reason=reason(error))
    return NO_PLAIN_FILE(path=path)


def _walk(folder: str, troubles: list[Phrase]) -> Iterator[str]:
    """The readable files in a folder and the folders below it, in the order of their names."""

    def closed(error: OSError) -> None:
        troubles.append(CLOSED(path=error.filename, reason=reason(error)))

    for root, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        found = (
            os.path.normpath(os.path.join(root, name))
            for name in sorted(files)
            if readable(Path(name)) and not name.startswith(".")
        )
        yield from (path for path in found if not _endless(path))


def _endless(path: str) -> bool:
    """Whether a path is a pipe or a device, which may never end. A link that leads nowhere is not."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False
