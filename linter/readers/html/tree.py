"""A page as a tree of elements, with the end tags that authors leave out and without hidden elements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct, field

from ....grammar.regex import Regex
from .tokens import RAW, PageToken, TokenKind, attributes, tokens

_CHILDLESS = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "img",
     "input", "keygen", "link", "meta", "param", "source", "track", "wbr", *RAW}
)  # fmt: skip
_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "textarea", "title", "iframe", "noembed", "noframes",
     "object", "applet", "audio", "video", "canvas", "svg", "math", "select", "datalist", "button",
     "xml", "rt", "rp", "del"}
)  # fmt: skip
_REMARK = Regex(r"<!--\s*nianbao\b.*-->\Z", re.DOTALL)
_HIDING = Regex(r"\shidden(?=[\s=/>])|display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog", "dir",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
     "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing", "main", "menu", "nav", "ol", "p",
     "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
CELLS = frozenset({"td", "th"})
GROUPS = frozenset({"tbody", "thead", "tfoot"})
_SCOPES = frozenset({"table", "caption", *CELLS})
# For a start tag, the open elements that it ends, and those beyond which it ends none.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(BLOCKS - CELLS - GROUPS - {"tr", "caption"}, (frozenset({"p"}), _SCOPES)),
    "a": (frozenset({"a"}), _SCOPES),
    "li": (frozenset({"li", "p"}), _SCOPES | {"ul", "ol", "menu", "dir"}),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd", "p"}), _SCOPES | {"dl"})),
}
# For a part of a table, the elements that it stands right in. It ends all elements that are open within them.
_AROUND: dict[str, frozenset[str]] = {
    **dict.fromkeys(CELLS, frozenset({"tr", "table", *GROUPS})),
    "tr": frozenset({"table", *GROUPS}),
    **dict.fromkeys((*GROUPS, "caption"), frozenset({"table"})),
}
# These are left out: a body is often hidden until a script has run.
_WHOLE = frozenset({"html", "head", "body"})
_OF_TABLES = _SCOPES | GROUPS | {"tr"}  # only their end tags reach out of a cell
_DEPTH = 120  # levels; deeper elements become neighbours


class Text(Struct, eq=False):
    """A text of the page, with its entities decoded."""

    text: str
    start: int
    end: int


class PageComment(Struct, eq=False):
    """A remark to nianbao."""

    text: str  # with the marks of a comment
    start: int


class Element(Struct, eq=False, dict=True):
    """An element of the page."""

    name: str  # in small letters
    tag: str  # the start tag as it stands in the page
    start: int  # of the tag
    parent: Element | None  # None for the root
    children: list[Element | Text | PageComment] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The end of the start tag."""
        return self.start + len(self.tag)

    @cached_property
    def attributes(self) -> dict[str, str]:
        return attributes(self.tag)

    def path(self) -> Iterator[Element]:
        """The element and those around it, innermost first."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent


def tree(page: str) -> Element:
    """The root of a page.

    Left out are scripts, hidden elements, deleted text, and all comments except those to nianbao.
    """
    return _Builder(page).build()


class _Builder:
    """One pass over the tokens of a page."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.open = [Element("html", "", 0, None)]  # the elements that are open, outermost first
        self.names: dict[str, int] = defaultdict(int)  # how many of them have a name
        self.hidden = 0  # how many of them are around the outermost one that is not shown; 0 if all are shown

    def build(self) -> Element:
        for token in tokens(self.page):
            if token.kind is TokenKind.TEXT:
                if not self.hidden:
                    _children(self.open[-1]).append(Text(token.text, token.start, token.end))
            elif token.kind is TokenKind.START:
                self._start(token)
            elif token.kind is TokenKind.END:
                self._end(token)
            elif _REMARK.match(token.text):
                _children(self.open[self.hidden - 1]).append(PageComment(token.text, token.start))
        return self.open[0]

    def _start(self, token: PageToken) -> None:
        name = token.text
        if name in _ENDS:
            self._end_implied(*_ENDS[name])
        if name in _WHOLE:
            return
        if name in _AROUND and self.names["table"]:
            depth = len(self.open)
            while self.open[depth - 1].name not in _AROUND[name]:
                depth -= 1
            self._cut(depth)
            if name in CELLS and self.open[-1].name != "tr":
                self._add(Element("tr", "", token.start, self.open[-1]))
        self._add(Element(name, self.page[token.start : token.end], token.start, self.open[-1]))

    def _add(self, element: Element) -> None:
        shown = element.name not in _UNSEEN and not _is_hidden(element.tag.lower())
        if shown and not self.hidden:
            _children(self.open[-1], element.name).append(element)
        if element.name in _CHILDLESS or len(self.open) >= _DEPTH:
            return
        if not shown and element.tag.endswith("/>"):
            return
        if not shown and not self.hidden:
            self.hidden = len(self.open)
        self.open.append(element)
        self.names[element.name] += 1

    def _end(self, token: PageToken) -> None:
        name = token.text
        if name in _WHOLE:
            return
        scopes = frozenset({"table"}) if name in _OF_TABLES else _SCOPES
        for depth in range(len(self.open) - 1, 0, -1) if self.names[name] else ():
            if self.open[depth].name == name:
                return self._cut(depth)
            if self.open[depth].name in scopes:
                break
        if name in ("p", "br"):  # the tag ends no element, but a browser ends the line
            self._add(Element("br", "", token.start, self.open[-1]))

    def _end_implied(self, ended: frozenset[str], scopes: frozenset[str]) -> None:
        """End the outermost element with one of some names within the innermost of the scopes."""
        if not any(map(self.names.get, ended)):
            return
        outermost = 0
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name in ended:
                outermost = depth
            elif self.open[depth].name in scopes:
                break
        if outermost:
            self._cut(outermost)

    def _cut(self, depth: int) -> None:
        """End all open elements from a depth on."""
        for element in self.open[depth:]:
            self.names[element.name] -= 1
        del self.open[depth:]
        if depth <= self.hidden:
            self.hidden = 0


def _children(parent: Element, name: str = "") -> list[Element | Text | PageComment]:
    """The list for a new child of an element. A child between the cells of a row goes into the last cell."""
    if parent.name == "tr" and name not in CELLS and parent.children:
        last = parent.children[-1]
        if isinstance(last, Element) and last.name in CELLS:
            return last.children
    return parent.children


def _is_hidden(tag: str) -> bool:
    """Whether a start tag, in small letters, says that the element is not shown."""
    return ("hid" in tag or "none" in tag) and _HIDING.search(tag) is not None
