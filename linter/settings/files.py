"""Where a configuration is kept: found upwards from a file, and read as TOML."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ...grammar.regex import Regex
from ...grammar.toml import fault_of_syntax, parse_toml
from ..config import UsageError
from ..messages import Message
from .tables import IN_FILE, ON_LINE, shown

NAMES = ("nianbao.toml", ".nianbao.toml")
PROJECT = "pyproject.toml"
TABLE = ("tool", "nianbao")

ABSENT = Message(zh="没有这个配置文件，请检查路径", en="no such configuration file; check the path")
UNOPENED = Message(
    zh="配置文件打不开（{error}），请检查文件和权限",
    en="the configuration cannot be opened ({error}); check the file and its rights",
)
ENCODING = Message(
    zh="配置文件不是 UTF-8 编码，请另存为 UTF-8", en="the configuration is not in UTF-8; save it as UTF-8"
)
SYNTAX = Message(zh="不是正确的 TOML（{error}）", en="not valid TOML ({error})")
NO_TABLE = Message(
    zh="里面没有 [tool.nianbao] 这一段，请补上或换一个文件",
    en="it has no table [tool.nianbao]; add it or name another file",
)
TWO = Message(
    zh="和 {other} 在同一个文件夹里，不知道用哪一个，请只留一个",
    en="stands beside {other}, and both are configurations; keep one of them",
)

_OURS = Regex(r"\[\s*tool\s*\]|tool[\"'\s]*\.[\"'\s]*nianbao")


class File(NamedTuple):
    """A configuration file."""

    path: Path
    text: str
    data: dict[str, Any]  # the table that is ours
    at: tuple[str, ...]  # where that table stands in the file


def named(path: Path) -> File:
    """The configuration file that a user named. Raises `UsageError`."""
    found = _load(path) if path.is_file() else None
    if found is None:
        raise UsageError(IN_FILE(file=shown(path), problem=NO_TABLE() if path.is_file() else ABSENT()))
    return found


def above(folder: Path) -> Path | None:
    """The configuration file for the files in a folder: the first one upwards. Raises `UsageError`."""
    for place in (folder, *folder.parents):
        found = [path for name in NAMES if (path := place / name).is_file()]
        project = place / PROJECT
        if project.is_file() and _load(project):
            found.append(project)
        if len(found) > 1:
            raise UsageError(IN_FILE(file=shown(found[1]), problem=TWO(other=found[0].name)))
        if found:
            return found[0]
    return None


def _load(path: Path) -> File | None:
    """A configuration file; None for the file of a project that says nothing to us."""
    try:
        status = path.stat()
    except OSError as error:
        raise UsageError(IN_FILE(file=shown(path), problem=UNOPENED(error=error.strerror))) from error
    return _loaded(path, status.st_mtime_ns, status.st_size)


@lru_cache(64)
def _loaded(path: Path, _changed: int, _size: int) -> File | None:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(IN_FILE(file=shown(path), problem=UNOPENED(error=error.strerror))) from error
    except UnicodeDecodeError as error:
        raise UsageError(IN_FILE(file=shown(path), problem=ENCODING())) from error
    project = path.name == PROJECT
    if project and not _OURS.search(text):
        return None
    try:
        data: Any = parse_toml(text)
    except ValueError as error:
        line, words = fault_of_syntax(error, text)
        raise UsageError(ON_LINE(file=shown(path), line=line, problem=SYNTAX(error=words))) from error
    if not project:
        return File(path, text, data, ())
    for name in TABLE:
        data = data.get(name) if isinstance(data, dict) else None
    return File(path, text, data, TABLE) if isinstance(data, dict) else None
