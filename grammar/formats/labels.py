"""Looks up the official words of all formats by the text of a cell or a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Literal

from msgspec import Struct

from ..numerals import number
from ..regex import Regex
from .format import Formats, key, without_notes

_SIMILAR = 0.6  # share of common characters below which two labels are different labels
_SAME_TITLE = 0.8  # the same for titles of sections
_LONGEST = 240  # characters, with blanks and marks; a longer text is no label
_TITLE_START = 3  # characters
_SHORT = 5  # characters; a label of this length may be any phrase, such as 其他 or 行政复议
_CACHE = 4096
_YEAR = Regex("^20[0-9]{2}年度?")
_NUMERAL = Regex("[一二三四五六七八九十]+")


LabelKind = Literal["CAPTION", "COLUMN", "SPAN", "ROW"]  # the terminals of report.lark


class Meaning(Struct, frozen=True):
    """One meaning of an official label."""

    table: str  # id
    kind: LabelKind
    id: str  # of the row or span; for captions and columns, the key of the label
    strong: bool  # the label alone shows that its table has begun
    span: str = ""  # for a row, the id of the label that spans it


class Title(Struct, frozen=True):
    """One wording of the title of a section."""

    section: str  # id
    official: str  # the key of the official wording
    widespread: bool = False  # this wording is not official, but common


class Labels:
    """The vocabulary of a set of formats; one key may have several meanings."""

    def __init__(self, formats: Formats) -> None:
        self.by_key: dict[str, tuple[Meaning, ...]] = {}
        self.titles: dict[str, Title] = {}
        # By table and row, the largest number of figures that any format gives it.
        self.widths: dict[tuple[str, str], int] = {}
        for format in formats:
            for table in format.tables.values():
                for block in table.blocks:
                    if block.caption:
                        self._add(block.caption, Meaning(table.id, "CAPTION", key(block.caption), True))
                    for label in block.labels:
                        self._add(label, Meaning(table.id, "COLUMN", key(label), len(key(label)) > _SHORT))
                    for span in block.spans:
                        self._add(
                            span.label, Meaning(table.id, "SPAN", span.id, len(key(span.label)) > _SHORT)
                        )
                    for row in block.rows:
                        self.widths[table.id, row.id] = max(
                            len(block.columns), self.widths.get((table.id, row.id), 0)
                        )
                        for label in filter(None, (row.label, *row.variants)):
                            self._add(
                                label,
                                Meaning(
                                    table.id,
                                    "ROW",
                                    row.id,
                                    bool(block.spans) and len(key(label)) > _SHORT,
                                    row.span,
                                ),
                            )
            for section in format.sections:
                self.titles.setdefault(title_key(section.title), Title(section.id, key(section.title)))
                for widespread, wordings in ((True, section.widespread), (False, section.variants)):
                    for wording in wordings:
                        self.titles.setdefault(
                            title_key(wording), Title(section.id, key(section.title), widespread)
                        )
        self.labelled = frozenset(
            meaning.table
            for meanings in self.by_key.values()
            for meaning in meanings
            if meaning.kind == "ROW"
        )
        self.tables = tuple(
            dict.fromkeys(meaning.table for meanings in self.by_key.values() for meaning in meanings)
        )
        self._captions = tuple(
            k for k, meanings in self.by_key.items() if any(meaning.kind == "CAPTION" for meaning in meanings)
        )
        start = _common_start(self._captions)
        self._caption_start, self._caption_signs = _arabic(start), frozenset(start[:2] + _arabic(start)[:2])
        self.may_begin_label, self.may_begin_title = (
            _quick_look(self.by_key, ""),
            _quick_look(self.titles, "0123456789年度的"),
        )
        self._title_starts = tuple({title[:_TITLE_START] for title in self.titles})
        self.begins_title = lru_cache(_CACHE)(self._begins_title)
        self.whole_label = lru_cache(_CACHE)(self._whole_label)
        self.similar = lru_cache(_CACHE)(self._similar)
        self.similar_title = lru_cache(_CACHE)(self._similar_title)
        self.find = lru_cache(_CACHE)(self._find)
        self.find_in = lru_cache(_CACHE)(self._find_in)

    def _add(self, label: str, meaning: Meaning) -> None:
        meanings = self.by_key.get(key(label), ())
        if meaning not in meanings:
            self.by_key[key(label)] = (*meanings, meaning)

    def _find(self, text: str) -> tuple[Meaning, ...]:
        return self.by_key.get(key(text)) or self.by_key.get(key(without_notes(text)), ())

    def _find_in(self, text: str, table: str | None) -> tuple[Meaning, ...]:
        """Return the meanings of a label in one table."""
        return tuple(meaning for meaning in self._find(text) if meaning.table == table)

    def _begins_title(self, text: str) -> bool:
        """Whether a text may begin with a title."""
        return self.may_begin_title(text) and title_key(text).startswith(self._title_starts)

    def _whole_label(self, text: str) -> tuple[Meaning, ...]:
        """Return the meanings of a label that no longer label begins with, so that it ends with its line."""
        label = key(text)
        return () if label in self.prefixes else self.by_key.get(label, ())

    def begins_label(self, text: str) -> bool:
        """Whether a text is a label or its beginning."""
        if not self.may_begin_label(text):
            return False
        label = key(text)
        return label in self.by_key or label in self.prefixes

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """Every beginning of a label, by which a label that is broken over lines is put together."""
        return frozenset(label[:end] for label in self.by_key for end in range(1, len(label)))

    def _similar(self, text: str, table: str | None) -> tuple[Meaning, ...]:
        """Return the meanings of the label that is most like a misspelt or shortened one, or none."""
        wanted = key(text) if len(text) < _LONGEST else ""
        noted = self._find_in(text, table) if wanted and table else ()
        if noted:
            return noted  # with explanations in brackets, which may be longer than the label
        if not 1 < len(wanted) < 60:
            return ()
        caption = self._similar_caption(wanted)
        if table is None or any(meaning.table == table for meaning in caption):
            return caption
        candidates = tuple(
            k for k, meanings in self.by_key.items() if any(meaning.table == table for meaning in meanings)
        )
        best, label = max((likeness(wanted, candidate, _SIMILAR), candidate) for candidate in candidates)
        return (
            tuple(meaning for meaning in self.by_key[label] if meaning.table == table)
            if best >= _SIMILAR
            else ()
        )

    def _similar_caption(self, wanted: str) -> tuple[Meaning, ...]:
        """Return the meanings of the caption that is most like a misspelt one, or none.

        The text must begin as all captions do, except for one character at either end of that beginning.
        The name of the law may precede the caption.
        """
        start = self._caption_start
        if wanted.endswith(self._captions):
            caption = next(caption for caption in self._captions if wanted.endswith(caption))
            if wanted.removesuffix(caption).endswith("条例"):
                return self.by_key[caption]
        if wanted[0] not in self._caption_signs or not _arabic(wanted).startswith((start[:-1], start[1:])):
            return ()
        best, label = max(
            (likeness(_arabic(wanted), _arabic(caption), _SIMILAR), caption) for caption in self._captions
        )
        return (
            tuple(meaning for meaning in self.by_key[label] if meaning.kind == "CAPTION")
            if best >= _SIMILAR
            else ()
        )

    def _similar_title(self, text: str) -> Title | None:
        """Return the title that is most like a misspelt one, or None."""
        wanted = title_key(text)
        if not 3 < len(wanted) < 30:
            return None
        best, title = max((likeness(wanted, title, _SAME_TITLE), title) for title in self.titles)
        return self.titles[title] if best >= _SAME_TITLE else None


def _quick_look(keys: Iterable[str], skipped: str) -> Callable[..., bool]:
    """Return a quick test whether a text may begin with one of the keys; most lines of prose fail it.

    `skipped` lists characters that the keys leave out, as they do blanks and punctuation.
    """
    signs = "|".join(sorted({re.escape(key[:1]) for key in keys}))
    match = Regex(f"(?i:<br\\s*/?>|[\\W_{skipped}])*(?:{signs}|$)").match
    first = frozenset(key[:1] for key in keys)

    def may_begin(text: str, start: int = 0) -> bool:
        sign = text[start : start + 1]
        if sign in first:
            return True
        return (not sign.isalnum() or sign in skipped) and match(text, start) is not None

    return may_begin


def _arabic(text: str) -> str:
    """Return a text with its Chinese numerals in digits."""
    return _NUMERAL.sub(lambda match: str(number(match[0])), text)


def _common_start(texts: Sequence[str]) -> str:
    same = takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return "".join(column[0] for column in same)


def title_key(title: str) -> str:
    """Return the form in which titles of sections are compared: `key` without 的 and a leading year."""
    wanted = key(title)
    return (_YEAR.sub("", wanted) if wanted.startswith("20") else wanted).replace("的", "")


def are_alike(found: str, expected: str) -> bool:
    """Whether a label may be a misspelt or shortened form of the expected one."""
    return likeness(key(found), key(expected)) >= _SIMILAR or key(found) in key(expected)


def likeness(a: str, b: str, floor: float = 0.0) -> float:
    """Return the share of two texts that is common and in the same order, from 0 to 1.

    If the second text begins with the first, of at least two characters, the result is 0.7 or more.
    If the result cannot reach `floor`, it is 0 at little cost.
    """
    if len(a) > 1 and b.startswith(a):
        return max(0.7, 2 * len(a) / (len(a) + len(b)))
    if 2 * sum(character in b for character in a) < floor * (len(a) + len(b)) or not a:
        return 0.0
    previous = [0] * (len(b) + 1)
    for x in a:
        row = [0]
        for index, y in enumerate(b):
            row.append(previous[index] + 1 if x == y else max(previous[index + 1], row[index]))
        previous = row
    return 2 * previous[-1] / (len(a) + len(b))
