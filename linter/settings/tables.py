"""Tables of a configuration file, read with care: what is wrong with them is noted with its line, so that a user sees all of it at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from ...grammar.regex import Regex
from ..messages import Message, Phrase
from ..registry import UnknownRule, nearest

ON_LINE = Message(zh="{file} 第 {line} 行：{problem}", en="{file}:{line}: {problem}")
IN_FILE = Message(zh="{file}：{problem}", en="{file}: {problem}")
UNKNOWN_KEY = Message(
    zh="没有“{key}”这个配置项，是不是“{near}”？", en="there is no key {key!r}; did you mean {near}?"
)
WRONG_TYPE = Message(zh="“{key}”应是{kind}，而不是 {value}", en="{key!r} must be {kind}, not {value}")
NO_CHOICE = Message(
    zh="“{key}”不能是“{value}”，可以是 {choices}{hint}",
    en="{key!r} cannot be {value!r}; it may be {choices}{hint}",
)
HINT = Message(zh="；是不是“{near}”？", en="; did you mean {near}?")
UNKNOWN_RULE = Message(
    zh="没有规则“{wanted}”，是不是“{near}”？", en="no rule {wanted!r}; did you mean {near}?"
)
SWITCH_OFF = Message(
    zh="{code} 不能关闭，请从“{key}”里删去", en="{code} cannot be switched off; remove it from {key!r}"
)
MISSING = Message(zh="缺少“{key}”，请补上", en="{key!r} is missing; add it")

TEXT = Message(zh="引号里的文字", en='a text in quotes, such as "…"')
TEXTS = Message(zh='文字的列表，如 ["…"]', en='a list of texts, such as ["…"]')
NUMBER = Message(zh=" {least} 至 {most} 的整数", en="a whole number from {least} to {most}")
FLAG = Message(zh="true 或 false", en="true or false")
TABLE = Message(zh="一个表，如 {example}", en="a table, such as {example}")
TABLES = Message(zh="写作 [[{key}]] 的表", en="written as [[{key}]]")

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = Regex(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_KEY = Regex(rf"\s*({_DOTTED})\s*=")
_PART = Regex(_NAME)

At = tuple[str | int, ...]
"""The way to a value from the root of a file: keys, and numbers from 0 in lists."""


class Notes:
    """What is wrong with one file, each with its line."""

    def __init__(self, path: Path, text: str) -> None:
        self.file, self.text = shown(path), text
        self._problems: list[tuple[int, Phrase]] = []

    def add(self, at: At, problem: Phrase) -> None:
        line = _line_of(self.text, at)
        self._problems.append(
            (
                line or 0,
                ON_LINE(file=self.file, line=line, problem=problem)
                if line
                else IN_FILE(file=self.file, problem=problem),
            )
        )

    @property
    def phrases(self) -> list[Phrase]:
        """All of it, in the order of the lines."""
        return [phrase for _, phrase in sorted(self._problems, key=lambda problem: problem[0])]


class TomlTable:
    """A table of a file. Whatever is asked for and is not as it must be is noted, and then as if it were not there."""

    def __init__(self, data: dict[str, Any], at: At, notes: Notes) -> None:
        self.data, self.at, self.notes = data, at, notes
        self.asked: set[str] = set()

    def note(self, key: str, problem: Phrase, *deeper: str | int) -> None:
        self.notes.add((*self.at, key, *deeper), problem)

    def text(self, key: str, choices: Iterable[str] = ()) -> str | None:
        """A text; where there are choices, one of them."""
        value: str | None = self._get(
            key, TEXT(), lambda value: isinstance(value, str) and value.strip() != ""
        )
        known = list(choices)
        if value is None or not known or value in known:
            return value
        import difflib  # only for a slip of the user's, and slow to load

        near = difflib.get_close_matches(value, known, n=1)
        self.note(
            key,
            NO_CHOICE(key=key, value=value, choices=tuple(known), hint=HINT(near=near[0]) if near else ""),
        )
        return None

    def number(self, key: str, least: int, most: int) -> int | None:
        value: int | None = self._get(
            key, NUMBER(least=least, most=most), lambda value: type(value) is int and least <= value <= most
        )
        return value

    def flag(self, key: str) -> bool | None:
        value: bool | None = self._get(key, FLAG(), lambda value: isinstance(value, bool))
        return value

    def texts(self, key: str) -> list[str] | None:
        """A list of texts; one text is a list of one."""
        value = self._get(
            key,
            TEXTS(),
            lambda value: (
                isinstance(value, str)
                or (isinstance(value, list) and all(isinstance(item, str) for item in value))
            ),
        )
        return [value] if isinstance(value, str) else value

    def codes(self, key: str, resolve: Callable[[list[str]], Iterable[str]]) -> frozenset[str] | None:
        """The codes that a list of codes and names stands for."""
        texts = self.texts(key)
        return (
            None
            if texts is None
            else frozenset(code for text in texts for code in self.code(key, text, resolve))
        )

    def code(self, key: str, text: str, resolve: Callable[[list[str]], Iterable[str]]) -> list[str]:
        try:
            return list(resolve([part for part in re.split(r"[\s,，、]+", text) if part] or [text]))
        except UnknownRule as error:
            self.note(key, UNKNOWN_RULE(wanted=error.wanted, near=error.near), error.wanted)
            return []

    def table(self, key: str, example: str) -> TomlTable:
        """A table within; an empty one where there is none."""
        value = self._get(key, TABLE(example=example), lambda value: isinstance(value, dict))
        return TomlTable(value or {}, (*self.at, key), self.notes)

    def tables(self, key: str) -> list[TomlTable]:
        value = self._get(
            key,
            TABLES(key=key),
            lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value),
        )
        return [
            TomlTable(item, (*self.at, key, number), self.notes) for number, item in enumerate(value or [])
        ]

    def names(self) -> Iterator[str]:
        """All keys of a table in which the user chooses them."""
        self.asked.update(self.data)
        yield from self.data

    def raw(self, key: str) -> Any:
        self.asked.add(key)
        return self.data.get(key)

    def done(self) -> None:
        """Note the keys that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                self.note(key, UNKNOWN_KEY(key=key, near=nearest(key, sorted(self.asked))))

    def _get(self, key: str, kind: Phrase, fits: Callable[[Any], bool]) -> Any:
        value = self.raw(key)
        if value is None or fits(value):
            return value
        self.note(key, WRONG_TYPE(key=key, kind=kind, value=_printed(value)))
        return None


def shown(path: Path) -> str:
    """A path as messages print it: from the current folder where it lies in it."""
    relative = os.path.relpath(path) if path.drive == Path.cwd().drive else str(path)
    return str(path) if relative.startswith(os.pardir) else relative


def _printed(value: Any) -> str:
    if isinstance(value, dict):
        return "{…}"
    import json  # only for what is wrong

    return json.dumps(value, ensure_ascii=False, default=str)


def _line_of(text: str, at: At) -> int | None:
    """The line of a value; None where even the table that it is in cannot be found. The parser of TOML does not tell."""
    lines = text.splitlines()
    places = dict(_places(lines))
    for length in range(len(at), 0, -1):
        if at[:length] in places:
            first = places[at[:length]]
            return next(
                (
                    number
                    for number in range(first, _end(places, first, len(lines)) + 1)
                    if _says(lines[number - 1], at[length:])
                ),
                first,
            )
    return None


def _end(places: dict[At, int], first: int, last: int) -> int:
    return min((line - 1 for line in places.values() if line > first), default=last)


def _says(line: str, deeper: At) -> bool:
    """Whether a line has all the texts that lead further down from a key."""
    return all(part in line for part in deeper if isinstance(part, str))


def _places(lines: list[str]) -> Iterator[tuple[At, int]]:
    """The keys and heads of tables that begin a line, with its number from 1."""
    head: At = ()
    counts: dict[At, int] = {}
    for number, line in enumerate(lines, 1):
        header = _HEADER.match(line)
        if header:
            head = _parts(header[2], counts)
            if header[1] == "[[":
                counts[head] = counts.get(head, -1) + 1
                head = (*head, counts[head])
            yield head, number
        else:
            key = _KEY.match(line)
            if key:
                parts = (*head, *_parts(key[1], {}))
                yield from ((parts[:length], number) for length in range(len(head) + 1, len(parts) + 1))


def _parts(dotted: str, counts: dict[At, int]) -> At:
    parts: At = ()
    names = _PART.findall(dotted)
    for index, name in enumerate(names):
        parts = (*parts, name.strip("\"'"))
        if parts in counts and index < len(names) - 1:
            parts = (*parts, counts[parts])
    return parts
