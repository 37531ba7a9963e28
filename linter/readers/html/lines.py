"""The lines of a page as a browser shows them, each with its place; tables become rows with bars.

A row has each cell once, where it begins, and a blank for each cell that reaches down from a row above.
A cell over several columns takes up one place only, as every program spreads such cells in its own way.
A row of a single cell, and one with paragraphs in it, is layout: its contents are lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

from msgspec import Struct, field

from ....grammar.regex import Regex
from ..shared import BARS_IN_CELL, PICTURE
from .numbering import numbers
from .pictures import prominent
from .tree import BLOCKS, CELLS, GROUPS, Element, PageComment, Text

_NO_COMMENT = "＜!--"
_BLANKS = Regex("[ \t\n\r\f]+")
_LINE_END = Regex("[\n\r]")
_RUN = Regex("[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
# In a cell no line ends.
_IN_CELL = BARS_IN_CELL | str.maketrans(dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
_BLOCK_STYLE = Regex(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_PRE_STYLE = Regex(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SPAN = Regex(r"\s*([0-9]{1,4})")
# Word puts such a row below a table to fix its columns.
_SPACER = Regex(r"\sheight\s*=\s*[\"']?0(?![0-9.])", re.IGNORECASE)
_FIGURE = Regex("[0-9][0-9,.]*")
_PROSE = 200  # characters: a longer cell holds paragraphs
_SENTENCE = 60  # characters: so does a longer cell with a full stop or many lines
_LABEL_LINES = 4  # a label has no more
_WIDEST = 20  # so many cells of a row may reach down
_WIDE = "\u2e80"  # the first of the characters that stand beside each other without a blank
_ALL = 10_000  # rows, for a cell that reaches down to the end of its group


class Run(NamedTuple):
    """A piece of a line and its place in the page."""

    text: str
    first: int  # negative for a text that the reader put in
    last: int


class PageLine(Struct):
    """A line or a row."""

    element: Element  # the innermost one around its beginning
    runs: list[Run] = field(default_factory=list)
    linked: int = 0  # characters in links
    cells: int = 0  # of a row
    figures: int = 0  # cells that hold nothing but a figure
    remark: bool = False  # it is only a comment to nianbao

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def lines_of(root: Element, page: str) -> list[PageLine]:
    """All lines of a page with this root."""
    return _Flow(page).lines_of(root)


class _Flow:
    """One pass over the elements of a page."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.lines: list[PageLine] = []
        self.line: PageLine | None = None  # the one that is open
        self.gap: Run | None = None  # white space behind the text of the open line
        self.pictures: list[Element] = []  # of unknown size, before any text of a line
        self.numbers: dict[Element, str] = {}  # of list items, as they are printed
        self.item: Element | None = None  # the list item whose first line is still to come
        self.links = self.preformatted = 0  # how many such elements are open

    def lines_of(self, element: Element) -> list[PageLine]:
        """The lines within an element, apart from those that are being written."""
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
            elif _is_block(child):
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
        preformatted = _is_preformatted(element)
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
        shown, start = text.text, text.start
        if len(shown) != text.end - start:  # an entity
            if _BLANKS.fullmatch(shown):
                self._blank(shown, start, text.end)
            else:
                self._put(shown, start, text.end, element)
            return
        if self.preformatted:
            self._verbatim(shown, start, element)
            return
        at = 0
        for match in _RUN.finditer(shown):
            first, last = match.span()
            if first > at:
                self._blank(shown[at:first], start + at, start + first)
            self._put(match[0], start + first, start + last, element)
            at = last
        if at < len(shown):
            self._blank(shown[at:], start + at, text.end)

    def _verbatim(self, text: str, start: int, element: Element) -> None:
        for line in text.splitlines(keepends=True):
            content = line.rstrip("\r\n")
            if content:
                self._put(content, start, start + len(content), element)
            if content != line:
                self._end_line()
            start += len(line)

    def _blank(self, text: str, first: int, last: int) -> None:
        """Remember white space, and whether it holds a line end."""
        if self.line:
            first, before = (self.gap.first, self.gap.text) if self.gap else (first, "")
            self.gap = Run("\n" if _LINE_END.search(before + text) else " ", first, last)

    def _put(self, text: str, first: int, last: int, element: Element) -> None:
        """Add a text to the open line, or to a new one."""
        line = self.line
        if line is None:
            line = self.line = PageLine(element)
            number = self.numbers.get(self.item) if self.item else None
            if self.item and number:  # it stands at the tag of the item, where it cannot be edited
                line.runs += [Run("", self.item.start, self.item.start), Run(number, -1, -1)]
            self.item = None
        elif self.gap:
            # A line end in the page is no blank between Chinese characters.
            if self.gap.text == " " or line.runs[-1].text[-1] < _WIDE or text[0] < _WIDE:
                line.runs.append(Run(" ", self.gap.first, self.gap.last))
            self.gap = None
        if "<" in text:  # so that text which looks like a comment is not read as one later
            text = text.replace("<!--", _NO_COMMENT)
            if text == "<" and self.page.startswith("!--", last):
                text = _NO_COMMENT[0]
        line.runs.append(Run(text, first, last))
        if self.links:
            line.linked += len(text)

    def _comment(self, comment: PageComment, element: Element) -> None:
        run = Run(comment.text, comment.start, comment.start + len(comment.text))
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
        """A large picture is a line of its own, one of unknown size only if no text stands beside it."""
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
        """The lines before the cells of a row, and the row itself. `row`: as `_placed` returns it."""
        if not any(row):
            return self.lines_of(Element("", "", tr.start, tr, tr.children))
        first = next(number for number, child in enumerate(tr.children) if _is_cell(child))
        found = self.lines_of(Element("", "", tr.start, tr, tr.children[:first])) if first else []
        cells = [self.lines_of(cell) if cell else [] for cell in row]
        if len(row) == 1 or any(map(_is_layout, cells)):
            return found + [line for cell in cells for line in cell]
        if _SPACER.search(tr.tag):
            return found
        whole = PageLine(tr, [Run("|", -1, -1)], cells=len(row))
        for element, cell in zip(row, cells, strict=True):
            runs = _joined(cell)
            text = "".join(run.text for run in runs if not _is_comment(run)).strip()
            whole.figures += _FIGURE.fullmatch(text) is not None
            whole.linked += sum(line.linked for line in cell)
            if text:
                whole.runs += [Run(" ", -1, -1), *runs]
            elif element:  # a blank cell has a place too
                place = next((run.first for run in runs if not _is_comment(run)), element.end)
                whole.runs += [Run("", place, place), *filter(_is_comment, runs)]
            whole.runs.append(Run(" |", -1, -1))
        return [*found, whole]


# For each column of the grid at which a cell of a row above reaches down: how many columns it spans, and how
# many more rows it reaches.
_Reaching = dict[int, tuple[int, int]]


def _is_block(element: Element) -> bool:
    """Whether an element begins a line and ends it."""
    if element.name in BLOCKS or element.name in ("br", "hr"):
        return True
    return ":" in element.tag and _BLOCK_STYLE.search(element.tag) is not None


def _is_preformatted(element: Element) -> bool:
    if element.name in ("pre", "listing"):
        return True
    return ":" in element.tag and _PRE_STYLE.search(element.tag) is not None


def _is_cell(child: Element | Text | PageComment) -> TypeGuard[Element]:
    return isinstance(child, Element) and child.name in CELLS


def _parts(element: Element) -> Iterator[tuple[Element, Element | Text | PageComment]]:
    """The rows of a table, each with the group that it is in, and whatever stands between them."""
    for child in element.children:
        if isinstance(child, Element) and child.name in GROUPS:
            yield from _parts(child)
        elif not isinstance(child, Text) or not _BLANKS.fullmatch(child.text):
            yield element, child


def _placed(row: Element, reaching: _Reaching) -> tuple[list[Element | None], _Reaching]:
    """The cells of a row, None for each that reaches down from above; and those that reach further down."""
    placed: list[Element | None] = []
    further = {column: (width, rows - 1) for column, (width, rows) in reaching.items() if rows > 1}
    column = 0
    for cell in filter(_is_cell, row.children):
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
    return sum(lengths) > _PROSE or len(lengths) > _LABEL_LINES or any("。" in line.text for line in cell)


def _joined(cell: list[PageLine]) -> list[Run]:
    """The lines of a cell as one, without characters that would end the cell or the row."""
    runs: list[Run] = []
    for line in cell:
        if runs and runs[-1].text[-1:] < _WIDE and line.runs[0].text[:1] < _WIDE:
            runs.append(Run(" ", -1, -1))
        runs += [
            run if _is_comment(run) else run._replace(text=run.text.translate(_IN_CELL)) for run in line.runs
        ]
    return runs


def _pictured(image: Element) -> PageLine:
    return PageLine(image, [Run(PICTURE, image.start, image.end)])


def _is_comment(run: Run) -> bool:
    return run.text.startswith("<!--")
