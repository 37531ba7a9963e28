"""Markup cut into tags, texts and comments, each with its exact place.

Python's own html.parser takes quadratic time on tags and comments that are left open (five seconds for 24 kB
of `<a `), changes from version to version, and gives places by line. This module goes through a page once,
whatever it holds, and loses nothing: a tag or comment that is left open ends at once.
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
    """A tag, a text or a comment of a page."""

    kind: TokenKind
    text: str  # the name of a tag in small letters, a text with entities decoded, a comment with its marks
    start: int
    end: int


# A tag is matched whole where its quotation marks come in pairs and hold no < or >: nothing is read twice.
_MARKUP = Regex(
    r"<(?:(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<rest>(?:[^<>\"']*(?:\"[^<>\"]*\"|'[^<>']*'))*[^<>\"']*>)?|(?P<declaration>[!?/]))"
    r"|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
)
_VALUE_OR_END = Regex("=\\s*(?:\"[^\"]*\"|'[^']*')|>")
_ATTRIBUTE = Regex("([^\\s\"'<>/=]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?")
_COMMENT_END = Regex("--!?>")
# The content of these elements is no markup.
RAW = {
    name: Regex(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}


def tokens(page: str) -> Iterator[PageToken]:
    """The tokens of a page in order, without declarations and the content of scripts, styles and the like."""
    return _Scanner(page).tokens()


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag, `<td colspan=2>`, by their names in small letters."""
    found: dict[str, str] = {}
    begin = _MARKUP.match(tag)
    for match in _ATTRIBUTE.finditer(tag, begin.end("name") if begin else 0):
        name, *values = match.groups()
        value = next((value for value in values if value), "")
        # Of two with the same name the first one counts.
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


class _Scanner:
    """One pass over one page."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.absent: set[str] = set()  # marks that the rest of the page does not have: no second search

    def tokens(self) -> Iterator[PageToken]:
        page, at = self.page, 0
        while match := _MARKUP.search(page, at):
            start, end = match.span()
            slash, name, rest, declaration = match.groups()
            character = "" if name or declaration else unescape(match[0])
            if character and character == match[0]:  # it looks like an entity and is none
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
                yield PageToken(TokenKind.TEXT, character, start, end)
            at = end
        if at < len(page):
            yield PageToken(TokenKind.TEXT, page[at:], at, len(page))

    def _tag_end(self, at: int) -> int:
        """The end of a tag whose name ends at an offset. A > in the quoted value of an attribute is none."""
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
        """The end of content that is no markup and begins at an offset; that offset where nothing ends it."""
        end = None if name in self.absent else RAW[name].search(self.page, at)
        if end is None:
            self.absent.add(name)
        return end.start() if end else at

    def _declaration(self, start: int, at: int) -> Generator[PageToken, None, int]:
        """Yields the text of comments and CDATA. Returns the end of the declaration."""
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
        """The end of a comment; -1 where nothing ends it."""
        if self.page.startswith((">", "->"), start + 4):
            return self.page.index(">", start) + 1
        match = None if "-->" in self.absent else _COMMENT_END.search(self.page, start + 4)
        if match is None:
            self.absent.add("-->")
        return match.end() if match else -1

    def _find(self, mark: str, at: int) -> int:
        """Where a mark stands next; -1 where it does not."""
        found = -1 if mark in self.absent else self.page.find(mark, at)
        if found < 0:
            self.absent.add(mark)
        return found
