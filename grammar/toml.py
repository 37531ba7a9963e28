"""Reads TOML files value by value; notes each fault with its line, to report all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import tomli
from msgspec import Struct, field

from .regex import Regex
from .spelling import nearest

# The path to a value from the root of a file: keys, and numbers from 0 in lists.
At = tuple[str | int, ...]

Choice = TypeVar("Choice", bound=str)

_ALIKE = 0.6  # least similarity, from 0 to 1, of a word that is suggested for a wrong one


def read_toml(path: Path) -> dict[str, Any]:
    """Read the values of a file. Raises `OSError`, `UnicodeDecodeError`, and `ValueError` as `parse_toml`."""
    return parse_toml(path.read_text("utf-8"))


def parse_toml(text: str) -> dict[str, Any]:
    """Parse the values of a text. Raises `ValueError`, whose message ends with the place."""
    return tomli.loads(text)


_WHERE = Regex(r" \(at line (\d+), column \d+\)| \(at end of document\)")


def fault_of_syntax(error: ValueError, text: str) -> tuple[int, str]:
    """Return the line of an error of `parse_toml`, from 1, and its message without the place."""
    where = _WHERE.search(str(error))
    line = int(where[1]) if where and where[1] else text.count("\n") + 1
    return line, _WHERE.sub("", str(error))


# ── Faults ────────────────────────────────────────────────────────────────────


class Flaw(Enum):
    """Faults of values in any file; each value is the English text."""

    MISSING = "{key!r} is missing; add it"
    UNKNOWN_KEY = "there is no key {key!r}; did you mean {near}?"
    WRONG_TYPE = "{key!r} must be {kind}, not {value}"
    NO_CHOICE = "{key!r} cannot be {value!r}; it may be {choices}{hint}"
    HINT = "; did you mean {near}?"


class Kind(Enum):
    """Kinds of values; each value is the English text."""

    TEXT = 'a text in quotes, such as "…"'
    TEXTS = 'a list of texts, such as ["…"]'
    NUMBER = "a whole number from {least} to {most}"
    FLAG = "true or false"
    TABLE = "a table, such as {example}"
    TABLES = "written as [[{key}]]"
    GRID = "a list of rows, each a list of tables"


class Remark(Struct, frozen=True):
    """A fault that can be worded in any language."""

    kind: Enum  # its value is the English text
    # Named in the text; may be remarks or tuples of texts.
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def english(self) -> str:
        text: str = self.kind.value
        return text.format_map({name: _english(value) for name, value in self.values.items()})


def _english(value: Any) -> Any:
    if isinstance(value, Remark):
        return value.english
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


class Located(NamedTuple):
    """A fault and its place in a file."""

    line: int | None  # from 1; None if not even the table around it is in the file
    at: At
    what: Any  # a `Remark`, or what the reader of the file has noted instead


class Notes:
    """The faults of one file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._noted: list[tuple[At, Any]] = []

    def add(self, at: At, what: Any) -> None:
        if (at, what) not in self._noted:
            self._noted.append((at, what))

    @property
    def located(self) -> list[Located]:
        """All faults, in the order of their lines."""
        found = [Located(self._line(at), at, what) for at, what in self._noted]
        return sorted(found, key=lambda one: one.line or 0)

    def _line(self, at: At) -> int | None:
        length = next((length for length in range(len(at), 0, -1) if at[:length] in self._lines), 0)
        return self._lines[at[:length]] if length else None

    @cached_property
    def _lines(self) -> dict[At, int]:
        return lines_of(self.text)


class TomlTable:
    """A table of a file; an invalid value is noted and then treated as absent."""

    def __init__(self, data: dict[str, Any], at: At, notes: Notes) -> None:
        self.data, self.at, self.notes = data, at, notes
        self.asked: set[str] = set()

    def note(self, key: str, what: Any, *deeper: str | int) -> None:
        """Note a fault of a key, or of a value deeper inside it."""
        self.notes.add((*self.at, key, *deeper), what)

    def require(self, *keys: str) -> None:
        """Note each of these keys that is missing."""
        for key in keys:
            if key not in self.data:
                self.asked.add(key)
                self.note(key, Remark(Flaw.MISSING, {"key": key}))

    def text(self, key: str, blank: bool = False) -> str | None:
        """Return a text. `blank`: whether it may be empty."""
        value = self.raw(key)
        if isinstance(value, str) and (blank or value.strip()):
            return value
        self._expect(key, Kind.TEXT)
        return None

    def choice(self, key: str, choices: Collection[Choice]) -> Choice | None:
        """Return a text that is one of several choices."""
        value = self.text(key)
        chosen = next((choice for choice in choices if choice == value), None)
        if value is not None and chosen is None:
            self.note(key, no_choice(key, value, choices))
        return chosen

    def number(self, key: str, least: int, most: int) -> int | None:
        """Return a whole number from `least` to `most`."""
        value = self.raw(key)
        if type(value) is int and least <= value <= most:
            return value
        self._expect(key, Kind.NUMBER, least=least, most=most)
        return None

    def flag(self, key: str) -> bool | None:
        """Return true or false."""
        value = self.raw(key)
        if isinstance(value, bool):
            return value
        self._expect(key, Kind.FLAG)
        return None

    def texts(self, key: str) -> list[str] | None:
        """Return a list of texts; a single text becomes a list of one."""
        value = self.raw(key)
        if isinstance(value, str):
            return [value]
        if _is_list_of(value, str):
            return list(value)
        self._expect(key, Kind.TEXTS)
        return None

    def table(self, key: str, example: str) -> TomlTable:
        """Return an inner table; an empty one if it is missing."""
        value = self.raw(key)
        if not isinstance(value, dict):
            self._expect(key, Kind.TABLE, example=example)
            value = {}
        return TomlTable(value, (*self.at, key), self.notes)

    def tables(self, key: str) -> list[TomlTable]:
        """Return a list of tables; an empty one if it is missing."""
        value = self.raw(key)
        if not _is_list_of(value, dict):
            self._expect(key, Kind.TABLES, key=key)
            value = []
        return self._tables(value, key)

    def grid(self, key: str) -> list[list[TomlTable]]:
        """Return a list of rows, each a list of tables; an empty one if it is missing."""
        rows = self.raw(key)
        if not isinstance(rows, list) or not all(_is_list_of(row, dict) for row in rows):
            self._expect(key, Kind.GRID)
            rows = []
        return [self._tables(row, key, number) for number, row in enumerate(rows)]

    def names(self) -> Iterator[str]:
        """Yield all keys of a table whose keys the user chooses."""
        self.asked.update(self.data)
        yield from self.data

    def raw(self, key: str) -> Any:
        """Return a value of any kind, or None."""
        self.asked.add(key)
        return self.data.get(key)

    def done(self) -> None:
        """Note the keys that no method has asked for."""
        for key in self.data:
            if key not in self.asked:
                near = nearest(key, sorted(self.asked))
                self.note(key, Remark(Flaw.UNKNOWN_KEY, {"key": key, "near": near}))

    def _tables(self, items: list[dict[str, Any]], *way: str | int) -> list[TomlTable]:
        return [TomlTable(item, (*self.at, *way, number), self.notes) for number, item in enumerate(items)]

    def _expect(self, name: str, kind: Kind, /, **named: Any) -> None:
        """Note that a value, if present, has the wrong kind. `named`: values for the text of the kind."""
        value = self.data.get(name)
        if value is not None:
            values = {"key": name, "kind": Remark(kind, named), "value": _printed(value)}
            self.note(name, Remark(Flaw.WRONG_TYPE, values))


def no_choice(key: str, value: str, choices: Collection[str]) -> Remark:
    """Return the remark that a text is none of the choices."""
    near = nearest(value, choices, _ALIKE)
    hint = Remark(Flaw.HINT, {"near": near}) if near else ""
    return Remark(Flaw.NO_CHOICE, {"key": key, "value": value, "choices": tuple(choices), "hint": hint})


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _printed(value: Any) -> str:
    if isinstance(value, dict):
        return "{…}"
    import json  # only needed for faults

    return json.dumps(value, ensure_ascii=False, default=str)


# ── Lines of values ───────────────────────────────────────────────────────────


def lines_of(text: str) -> dict[At, int]:
    """Return the line of every value and table of a valid TOML text, from 1; the parser does not tell it."""
    return _Scanner(text).lines


_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_SPACE = Regex(r"(?:\s|#[^\n]*)*")
_HEADER = Regex(rf"(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?")
_KEY = Regex(rf"({_DOTTED})[ \t]*=[ \t]*")
_PART = Regex(_NAME)
_TEXT = Regex(
    r'"""(?:[^"\\]|\\[\s\S]|""?(?!"))*"{3,5}' r"|'''(?:[^']|''?(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'"
)  # fmt: skip
_BARE = Regex(r"[^\s,\[\]{}#]+(?: [0-9][^\s,\[\]{}#]*)?")  # also a date and a time with a blank between them


class _Scanner:
    """Goes through a text once and records the line where each value begins."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[At, int] = {}
        self._counts: dict[At, int] = {}  # the last table of each list of tables, from 0
        self._line, self._counted = 1, 0  # line and offset of the last recorded value
        head: At = ()
        while self._skip():
            header = _HEADER.match(text, self.at)
            if header:
                head = self._head(header[2], header[1] == "[[")
                self.at = header.end()
            elif not self._pair(head):
                self.at += 1  # no valid TOML

    def _head(self, dotted: str, of_list: bool) -> At:
        """Return the path to the table that a header begins."""
        way: At = ()
        names = _names(dotted)
        for place, name in enumerate(names, 1):
            way = (*way, name)
            self._note(way)
            if of_list and place == len(names):
                self._counts[way] = self._counts.get(way, -1) + 1
            if way in self._counts:
                way = (*way, self._counts[way])
                self._note(way)
        return way

    def _pair(self, head: At) -> bool:
        """Pass over a key and its value; False if there is none."""
        key = _KEY.match(self.text, self.at)
        if not key:
            return False
        way = head
        for name in _names(key[1]):
            way = (*way, name)
            self._note(way)
        self.at = key.end()
        self._value(way)
        return True

    def _value(self, way: At) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening not in ("[", "{"):
            value = _TEXT.match(self.text, self.at) or _BARE.match(self.text, self.at)
            self.at = value.end() if value else self.at
            return
        self.at += 1
        number = 0
        while self._skip() and self.text[self.at] not in "]}":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            before = self.at
            if opening == "{":
                self._pair(way)
            else:
                self._note((*way, number))
                self._value((*way, number))
                number += 1
            if self.at == before:  # no valid TOML
                self.at += 1
        self.at += 1

    def _skip(self) -> bool:
        """Pass over blanks and comments; False at the end of the text."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.at < len(self.text)

    def _note(self, way: At) -> None:
        if way not in self.lines:
            self._line += self.text.count("\n", self._counted, self.at)
            self._counted = self.at
            self.lines[way] = self._line


def _names(dotted: str) -> list[str]:
    return [_unquoted(name) for name in _PART.findall(dotted)]


def _unquoted(name: str) -> str:
    if name[0] == '"' and "\\" in name:
        (plain,) = parse_toml(f"{name} = 1")
        return plain
    return name.strip("\"'") if name[0] in "\"'" else name
