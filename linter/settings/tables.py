"""Faults in TOML files, in both languages, each with the file and the line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from typing import Any

from ...grammar.toml import Flaw, Kind, Located, Notes, Remark, TomlTable
from ..messages import Message, Phrase
from ..registry import UnknownRule

ON_LINE = Message(zh="{file} 第 {line} 行：{problem}", en="{file}:{line}: {problem}")
IN_FILE = Message(zh="{file}：{problem}", en="{file}: {problem}")
UNKNOWN_RULE = Message(
    zh="没有规则“{wanted}”，是不是“{near}”？", en="no rule {wanted!r}; did you mean {near}?"
)
NO_RULE = Message(
    zh="没有规则“{wanted}”，nianbao rules 列出全部规则", en="no rule {wanted!r}; nianbao rules lists them all"
)
SWITCH_OFF = Message(
    zh="{code} 不能关闭，请从“{key}”里删去", en="{code} cannot be switched off; remove it from {key!r}"
)

CHINESE: dict[Enum, str] = {
    Flaw.MISSING: "缺少“{key}”，请补上",
    Flaw.UNKNOWN_KEY: "没有“{key}”这个配置项，是不是“{near}”？",
    Flaw.WRONG_TYPE: "“{key}”应是{kind}，而不是 {value}",
    Flaw.NO_CHOICE: "“{key}”不能是“{value}”，可以是 {choices}{hint}",
    Flaw.HINT: "；是不是“{near}”？",
    Kind.TEXT: "引号里的文字",
    Kind.TEXTS: '文字的列表，如 ["…"]',
    Kind.NUMBER: " {least} 至 {most} 的整数",
    Kind.FLAG: "true 或 false",
    Kind.TABLE: "一个表，如 {example}",
    Kind.TABLES: "写作 [[{key}]] 的表",
    Kind.GRID: "若干行的列表，每行是表的列表",
}


def phrase_of(remark: Remark, chinese: dict[Enum, str] = CHINESE) -> Phrase:
    """A remark of the reader in both languages."""
    values = {
        name: phrase_of(value, chinese) if isinstance(value, Remark) else value
        for name, value in remark.values.items()
    }
    return Phrase(Message(zh=chinese[remark.kind], en=remark.kind.value), values)


def phrases_of(path: Path, notes: Notes) -> list[Phrase]:
    """All that is wrong with a file, in the order of its lines."""
    return [placed(path, one, _phrase(one)) for one in notes.located]


def placed(path: Path, located: Located, problem: Phrase) -> Phrase:
    """A problem with the file and, where it is known, the line."""
    file, line = shown(path), located.line
    return ON_LINE(file=file, line=line, problem=problem) if line else IN_FILE(file=file, problem=problem)


def _phrase(located: Located) -> Phrase:
    what: Any = located.what
    return phrase_of(what) if isinstance(what, Remark) else what


Resolve = Callable[[list[str]], Iterable[str]]
"""The codes that a list of codes and names stands for. Raises `UnknownRule`."""


def codes_in(table: TomlTable, key: str, resolve: Resolve) -> frozenset[str] | None:
    """The codes that the rules under a key stand for; None where there is no such key."""
    texts = table.texts(key)
    if texts is None:
        return None
    listed = isinstance(table.data[key], list)
    return frozenset(
        code
        for number, text in enumerate(texts)
        for code in codes_of(table, text, resolve, key, *([number] if listed else []))
    )


def codes_of(table: TomlTable, text: str, resolve: Resolve, key: str, *deeper: int) -> list[str]:
    """The codes that a text of a table stands for; it stands under a key, or deeper there."""
    try:
        return list(resolve([part for part in re.split(r"[\s,，、]+", text) if part] or [text]))
    except UnknownRule as error:
        table.note(key, unknown_rule(error), *deeper)
        return []


def unknown_rule(error: UnknownRule) -> Phrase:
    """What to say of a code or name that no rule has."""
    return (UNKNOWN_RULE if error.near else NO_RULE)(wanted=error.wanted, near=error.near)


def shown(path: Path) -> str:
    """A path as messages print it: from the current folder where it lies in it."""
    relative = os.path.relpath(path) if path.drive == Path.cwd().drive else str(path)
    return str(path) if relative.startswith(os.pardir) else relative
