"""Which files are checked: those that are named, and those found in folders."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from ..messages import Message, Phrase
from ..readers import HTML, SUFFIXES, readable
from .reasons import reason

STDIN = "-"
SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist"})  # folders
ABSENT = Message(
    zh="{path}：没有这个文件或文件夹，请检查路径", en="{path}: no such file or folder; check the path"
)
NO_MATCH = Message(zh="没有匹配 {path} 的文件，请检查路径", en="no file matches {path}; check the path")
ALL_EXCLUDED = Message(
    zh="找到的 {count} 个文件都被 --exclude 排除，没有检查",
    en="all {count} files are left out by --exclude; nothing was checked",
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
_OURS = b'<meta name="generator" content="nianbao '
_HEAD = 1000  # bytes in which a page says who made it


def gather(
    paths: list[str],
    troubles: list[Phrase],
    includes: Callable[[str], bool] = lambda path: True,
    excludes: Callable[[str], bool] | None = None,
) -> list[tuple[str, bool]]:
    """The files to check, each once, with whether the user named it.

    Patterns such as `*.docx` are expanded, as not all shells do that. `troubles` gets a phrase for each path
    that cannot be found or opened. `includes`: whether a file that was found in a folder is wanted.
    `excludes`: whether a file is not wanted, though it was named.
    """
    files: dict[str, tuple[str, bool]] = {}
    for path, named in _found(paths, troubles, includes):
        real = path if path == STDIN else os.path.normcase(os.path.abspath(path))
        first, before = files.get(real, (path, False))
        files[real] = (first, before or named)
    wanted = [
        (path, named) for path, named in files.values() if path == STDIN or not (excludes and excludes(path))
    ]
    if files and not wanted:
        troubles.append(ALL_EXCLUDED(count=len(files)))
    return wanted


def _found(
    paths: list[str], troubles: list[Phrase], includes: Callable[[str], bool]
) -> Iterator[tuple[str, bool]]:
    """The files of each path, one path after the other."""
    for path in paths:
        if path == STDIN or os.path.isfile(path):
            yield path, True
        elif os.path.isdir(path):
            before = len(troubles)
            files = [file for file in _walk(path, troubles) if includes(file)]
            if not files and len(troubles) == before:
                troubles.append(NO_FILE(path=path, suffixes=" ".join(SUFFIXES)))
            yield from ((file, False) for file in files)
        elif glob.has_magic(path):
            matches = sorted(filter(os.path.exists, glob.glob(path, recursive=True)))
            if not matches:
                troubles.append(NO_MATCH(path=path))
            yield from _found(matches, troubles, includes)
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
        yield from (path for path in found if not (_endless(path) or _is_ours(path)))


def _is_ours(path: str) -> bool:
    """Whether a page was written by an earlier run, as the output of a check or as an annotated copy."""
    if Path(path).suffix.lower() not in HTML:
        return False
    try:
        with open(path, "rb") as file:
            return _OURS in file.read(_HEAD)
    except OSError:
        return False


def _endless(path: str) -> bool:
    """Whether a path is a pipe or a device, which may never end. A link that leads nowhere is not."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False
