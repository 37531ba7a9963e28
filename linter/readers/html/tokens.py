"""Markup cut into tags, texts and comments, each with its exact place.

Python's own html.parser takes quadratic time on tags and comments that are left open (five seconds for 24 kB of `<a `), reads differently from one version
to the next, and counts places in lines. What follows goes through a page once, whatever stands in it, and loses nothing: what is left open ends at once.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from enum import Enum
from html import unescape
from typing import NamedTuple

from ....grammar.regex import Regex


class TokenKind(Enum):
    START = "start"
    END = "end"
    TEXT = "text"
    COMMENT = "comment"


class PageToken(NamedTuple):
    """A stretch of a page, `start` to `end`. `text`: the name of a tag in small letters; what a text says, entities decoded; a comment with its marks."""

    kind: TokenKind
    text: str
    start: int
    end: int


# A tag is matched whole where its quotation marks come in pairs and hold no < or >, so that nothing is read twice.
_MARKUP = Regex(
    r"<(?:(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?:[^<>\"']*(?:\"[^<>\"]*\"|'[^<>']*'))*[^<>\"']*>)?|(?P<declaration>[!?/]))"
    r"|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
)
_VALUE_OR_END = Regex("=\\s*(?:\"[^\"]*\"|'[^']*')|>")
_ATTRIBUTE = Regex("([^\\s\"'<>/=]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?")
_COMMENT_END = Regex("--!?>")
# No tags are looked for inside these.
RAW = {
    name: Regex(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}


def tokens(page: str) -> Iterator[PageToken]:
    """The tokens of a page in order. The content of scripts, styles and the like, declarations, and what no name follows, are left out."""
    return _Scanner(page).tokens()


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag, `<td colspan=2>`, by their names in small letters; the first of each counts."""
    found: dict[str, str] = {}
    begin = _MARKUP.match(tag)
    for match in _ATTRIBUTE.finditer(tag, begin.end("name") if begin else 0):
        name, *values = match.groups()
        value = next((value for value in values if value), "")
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


class _Scanner:
    """One pass over one page. `absent`: marks that were looked for in vain, and so need not be looked for again."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.absent: set[str] = set()

    def tokens(self) -> Iterator[PageToken]:
        page, at = self.page, 0
        while match := _MARKUP.search(page, at):
            start, end = match.span()
            slash, name, rest, declaration = match.groups()
            said = "" if name or declaration else unescape(match[0])
            if said and said == match[0]:  # what looks like an entity and is none
                start = end
            if start > at:
                yield PageToken(TokenKind.TEXT, page[at:start], at, start)
            if name:
                name = name.lower()
                end = end if rest else self._tag_end(end)
                yield PageToken(TokenKind.END if slash else TokenKind.START, name, start, end)
                if name in RAW and not slash and page[end - 2] != "/":
                    end = self._behind_raw(name, end)
            elif declaration:
                end = yield from self._declaration(start, end)
            elif start < end:
                yield PageToken(TokenKind.TEXT, said, start, end)
            at = end
        if at < len(page):
            yield PageToken(TokenKind.TEXT, page[at:], at, len(page))

    def _tag_end(self, at: int) -> int:
        """Where a tag ends whose name ends at an offset; a > in the quoted value of an attribute does not end it."""
        page = self.page
        plain = self._find(">", at)
        if plain < 0:
            return at
        if "quoted" in self.absent or (page.find('"', at, plain) < 0 and page.find("'", at, plain) < 0):
            return plain + 1
        for match in _VALUE_OR_END.finditer(page, at):
            if match[0] == ">":
                return match.end()
        self.absent.add("quoted")  # a quotation mark is missing somewhere, so none can be trusted
        return plain + 1

    def _behind_raw(self, name: str, at: int) -> int:
        """Behind the content that is no markup; the same place where nothing ends it."""
        end = None if name in self.absent else RAW[name].search(self.page, at)
        if end is None:
            self.absent.add(name)
        return end.start() if end else at

    def _declaration(self, start: int, at: int) -> Generator[PageToken, None, int]:
        """Comments and CDATA are passed on. Returns the offset behind."""
        page = self.page
        if page.startswith("<!--", start):
            end = self._comment_end(start)
            if end < 0:
                return start + 4
            yield PageToken(TokenKind.COMMENT, page[start:end], start, end)
            return end
        if page.startswith("<![CDATA[", start) and (end := self._find("]]>", start)) >= 0:
            if end > start + 9:
                yield PageToken(TokenKind.TEXT, page[start + 9 : end], start + 9, end)
            return end + 3
        end = self._find(">", at)
        return end + 1 if end >= 0 else at

    def _comment_end(self, start: int) -> int:
        if self.page.startswith((">", "->"), start + 4):
            return self.page.index(">", start) + 1
        match = None if "-->" in self.absent else _COMMENT_END.search(self.page, start + 4)
        if match is None:
            self.absent.add("-->")
        return match.end() if match else -1

    def _find(self, mark: str, at: int) -> int:
        found = -1 if mark in self.absent else self.page.find(mark, at)
        if found < 0:
            self.absent.add(mark)
        return found
