"""The lines of a page as a browser shows them, each with where it stands; tables become rows with bars.

A row holds each cell once, where it begins, and a blank where a cell of the rows above reaches down into it; so cells that span several columns, which every
program spreads in its own way, take up one place only. A row of a single cell, and one that holds paragraphs, is layout: what it holds are lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from ....grammar.regex import Regex
from .numbering import numbers
from .pictures import prominent
from .tree import BLOCKS, CELLS, GROUPS, Element, PageComment, Text

_NO_COMMENT = "＜!--"
PICTURE = "[图片]"  # stands where a picture stands, as in text that was copied
_BLANKS = Regex("[ \t\n\r\f]+")
_LINE_END = Regex("[\n\r]")
_RUN = Regex("[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_UNFIT = {ord(character): "¦" for character in "|｜│┃"} | {
    ord(character): " " for character in "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
}
_BLOCK_STYLE = Regex(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_PRE_STYLE = Regex(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SPAN = Regex(r"\s*([0-9]{1,4})")
_SPACER = Regex(
    r"\sheight\s*=\s*[\"']?0(?![0-9.])", re.IGNORECASE
)  # the row that Word puts below a table to fix its columns
_FIGURE = Regex("[0-9][0-9,.]*")
_PROSE, _SENTENCE = (
    200,
    60,
)  # characters of a cell from which on it holds a paragraph, and where it has a full stop or some lines
_LABEL_LINES = 4
_WIDEST = 20  # so many cells of a row may reach down
_WIDE = "\u2e80"  # the first of the characters that no blank stands between
_ALL = 10_000  # rows, where all of a group are meant


class Run(NamedTuple):
    """A stretch of a line and its place in the page; `first` is negative where the reader put it in."""

    said: str
    first: int
    last: int


class PageLine(Struct):
    """A line or a row. `element`: the innermost one around its beginning; `linked`: how many of its characters are links; `cells`: of a row, how many,
    `figures`: and how many of them hold nothing but figures; `remark`: it is but a comment to nianbao."""

    element: Element
    runs: list[Run] = field(default_factory=list)
    linked: int = 0
    cells: int = 0
    figures: int = 0
    remark: bool = False

    @property
    def text(self) -> str:
        return "".join(run.said for run in self.runs)


def lines_of(root: Element, page: str) -> list[PageLine]:
    """All lines of a page with this root."""
    return _Flow(page).lines_of(root)


class _Flow:
    """`line`: the one that is open; `gap`: white space before what comes next, none at the beginning of a line; `pictures`: those of unknown size that stand
    where there is no line yet; `numbers`: of list items, as they are printed; `item`: the one whose first line is still to come."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.lines: list[PageLine] = []
        self.line: PageLine | None = None
        self.gap: Run | None = None
        self.pictures: list[Element] = []
        self.numbers: dict[Element, str] = {}
        self.item: Element | None = None
        self.links = self.preformatted = 0

    def lines_of(self, element: Element) -> list[PageLine]:
        """What an element holds, apart from the lines that are being written."""
        outside = self.lines, self.line, self.gap, self.pictures
        self.lines, self.line, self.gap, self.pictures = [], None, None, []
        self._inside(element)
        self._end_line()
        found = self.lines
        self.lines, self.line, self.gap, self.pictures = outside
        return found

    def _inside(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Text):
                self._text(child, element)
            elif isinstance(child, PageComment):
                self._comment(child, element)
            elif child.name == "img":
                self._picture(child)
            elif (
                child.name in BLOCKS
                or child.name in ("br", "hr")
                or (":" in child.tag and _BLOCK_STYLE.search(child.tag))
            ):
                self._end_line()
                self._block(child)
                self._end_line()
            elif child.name == "a" and ("href" in child.attributes or "onclick" in child.attributes):
                self.links += 1
                self._inside(child)
                self.links -= 1
            else:
                self._inside(child)

    def _block(self, element: Element) -> None:
        preformatted = element.name in ("pre", "listing") or (
            ":" in element.tag and _PRE_STYLE.search(element.tag) is not None
        )
        self.preformatted += preformatted
        if element.name == "table":
            self.lines += self._table(element)
        else:
            if element.name == "ol":
                self.numbers |= numbers(element)
            elif element.name == "li":
                self.item = element
            self._inside(element)
            if element.name == "li":
                self.item = None
        self.preformatted -= preformatted

    # ── Text ──────────────────────────────────────────────────────────────────

    def _text(self, text: Text, element: Element) -> None:
        said, start = text.said, text.start
        if len(said) != text.end - start:  # an entity
            if _BLANKS.fullmatch(said):
                self._blank(said, start, text.end)
            else:
                self._put(said, start, text.end, element)
            return
        if self.preformatted:
            self._verbatim(said, start, element)
            return
        at = 0
        for match in _RUN.finditer(said):
            first, last = match.span()
            if first > at:
                self._blank(said[at:first], start + at, start + first)
            self._put(match[0], start + first, start + last, element)
            at = last
        if at < len(said):
            self._blank(said[at:], start + at, text.end)

    def _verbatim(self, said: str, start: int, element: Element) -> None:
        for line in said.splitlines(keepends=True):
            content = line.rstrip("\r\n")
            if content:
                self._put(content, start, start + len(content), element)
            if content != line:
                self._end_line()
            start += len(line)

    def _blank(self, said: str, first: int, last: int) -> None:
        if self.line:
            first, before = (self.gap.first, self.gap.said) if self.gap else (first, "")
            self.gap = Run("\n" if _LINE_END.search(before + said) else " ", first, last)

    def _put(self, said: str, first: int, last: int, element: Element) -> None:
        line = self.line
        if line is None:
            line = self.line = PageLine(element)
            if self.item and self.numbers.get(
                self.item
            ):  # it stands where the tag of the item does, and cannot be edited
                line.runs += [Run("", self.item.start, self.item.start), Run(self.numbers[self.item], -1, -1)]
            self.item = None
        elif self.gap:
            # A line end in the page is no blank between Chinese characters.
            if self.gap.said == " " or line.runs[-1].said[-1] < _WIDE or said[0] < _WIDE:
                line.runs.append(Run(" ", self.gap.first, self.gap.last))
            self.gap = None
        if "<" in said:  # what looks like a comment here is text
            said = said.replace("<!--", _NO_COMMENT)
            if said == "<" and self.page.startswith("!--", last):
                said = _NO_COMMENT[0]
        line.runs.append(Run(said, first, last))
        if self.links:
            line.linked += len(said)

    def _comment(self, comment: PageComment, element: Element) -> None:
        run = Run(comment.said, comment.start, comment.start + len(comment.said))
        if self.line:
            self.line.runs += [Run(" ", self.gap.first, self.gap.last), run] if self.gap else [run]
            self.gap = None
        else:
            self.lines.append(PageLine(element, [run], remark=True))

    def _end_line(self) -> None:
        if self.line:
            self.lines.append(self.line)
        else:
            self.lines += map(_pictured, self.pictures)
        self.line, self.gap, self.pictures = None, None, []

    def _picture(self, image: Element) -> None:
        """A large one is a line of its own, one of unknown size only where there is no text beside it."""
        large = prominent(image)
        if large:
            self._end_line()
            self.lines.append(_pictured(image))
        elif large is None and not self.line:
            self.pictures.append(image)

    # ── Tables ────────────────────────────────────────────────────────────────

    def _table(self, table: Element) -> list[PageLine]:
        found: list[PageLine] = []
        reaching: _Reaching = {}
        group = table
        for parent, part in _parts(table):
            if not isinstance(part, Element) or part.name != "tr":
                found += self.lines_of(Element("", "", table.start, table, [part]))
                continue
            if parent is not group:
                group, reaching = parent, {}
            row, reaching = _placed(part, reaching)
            found += self._row(part, row)
        return found

    def _row(self, tr: Element, row: list[Element | None]) -> list[PageLine]:
        if not any(row):
            return self.lines_of(Element("", "", tr.start, tr, tr.children))
        first = next(
            number
            for number, child in enumerate(tr.children)
            if isinstance(child, Element) and child.name in CELLS
        )
        found = self.lines_of(Element("", "", tr.start, tr, tr.children[:first])) if first else []
        cells = [self.lines_of(cell) if cell else [] for cell in row]
        if len(row) == 1 or any(map(_is_layout, cells)):
            return found + [line for cell in cells for line in cell]
        if _SPACER.search(tr.tag):
            return found
        whole = PageLine(tr, [Run("|", -1, -1)], cells=len(row))
        for element, cell in zip(row, cells, strict=True):
            runs = _joined(cell)
            text = "".join(run.said for run in runs if not _is_comment(run)).strip()
            whole.figures += _FIGURE.fullmatch(text) is not None
            whole.linked += sum(line.linked for line in cell)
            if text:
                whole.runs += [Run(" ", -1, -1), *runs]
            elif element:  # a blank cell has a place too
                place = next((run.first for run in runs if not _is_comment(run)), element.end)
                whole.runs += [Run("", place, place), *filter(_is_comment, runs)]
            whole.runs.append(Run(" |", -1, -1))
        return [*found, whole]


_Reaching = dict[int, tuple[int, int]]
"""By grid column, where a cell of a row above reaches down: how many columns it spans and how many rows it still reaches."""


def _parts(element: Element) -> Iterator[tuple[Element, Element | Text | PageComment]]:
    """The rows of a table, each with the group that it is in, and whatever stands between them."""
    for child in element.children:
        if isinstance(child, Element) and child.name in GROUPS:
            yield from _parts(child)
        elif not isinstance(child, Text) or not _BLANKS.fullmatch(child.said):
            yield element, child


def _placed(row: Element, reaching: _Reaching) -> tuple[list[Element | None], _Reaching]:
    """The cells of a row, None for each that reaches down from above, and those that reach further."""
    placed: list[Element | None] = []
    further = {column: (width, rows - 1) for column, (width, rows) in reaching.items() if rows > 1}
    column = 0
    for cell in row.children:
        if not isinstance(cell, Element) or cell.name not in CELLS:
            continue
        while column in reaching:
            placed.append(None)
            column += reaching[column][0]
        placed.append(cell)
        width, rows = _span(cell, "colspan") or 1, _span(cell, "rowspan")
        if rows != 1 and len(further) < _WIDEST:
            further[column] = width, (rows or _ALL) - 1
        column += width
    return placed + [None for above in reaching if above >= column], further


def _span(cell: Element, name: str) -> int:
    match = _SPAN.match(cell.attributes.get(name, "")) if name in cell.tag.lower() else None
    return int(match[1]) if match else 1


def _is_layout(cell: list[PageLine]) -> bool:
    """Whether a cell holds paragraphs or a table rather than a label or a figure."""
    if any(line.cells for line in cell):
        return True
    lengths = [len(line.text) for line in cell if not line.remark]
    if sum(lengths) <= _SENTENCE:
        return False
    return (
        sum(lengths) > _PROSE
        or (len(lengths) > _LABEL_LINES and sum(lengths) > _SENTENCE)
        or any("。" in line.text for line in cell)
    )


def _joined(cell: list[PageLine]) -> list[Run]:
    """The lines of a cell as one, without what would end the cell or the row."""
    runs: list[Run] = []
    for line in cell:
        if runs and runs[-1].said[-1:] < _WIDE and line.runs[0].said[:1] < _WIDE:
            runs.append(Run(" ", -1, -1))
        runs += (
            run if _is_comment(run) else Run(run.said.translate(_UNFIT), run.first, run.last)
            for run in line.runs
        )
    return runs


def _pictured(image: Element) -> PageLine:
    return PageLine(image, [Run(PICTURE, image.start, image.end)])


def _is_comment(run: Run) -> bool:
    return run.said.startswith("<!--")
