"""The text of a Word document in reading order: paragraphs as lines, rows of tables as rows with bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from msgspec import Struct

from ...findings import ReadError
from ...messages import Message
from ..shared import BARS_IN_CELL, PICTURE
from .numbering import Numbering
from .package import Package, integer, is_on, value, w
from .runs import ALTERNATE, AROUND, Aside, Bit, Runs, chosen

EMBEDDED = Message(
    zh="Word 文件里嵌有另一份文件，其内容读不到；请用 Word 打开后另存为 .docx",
    en="the Word file embeds another file, which cannot be read; open it in Word and save it as .docx",
)
_PARAGRAPH, _TABLE, _ROW, _CELL = w("p"), w("tbl"), w("tr"), w("tc")
_PROPERTIES = w("pPr")
_ELSEWHERE = frozenset(map(w, ("altChunk", "subDoc")))
_DELETED = ("del", "moveFrom")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_PROSE = 60  # characters: a longer paragraph in a cell is prose, and the table only arranges it
_TABULAR = 3  # so many fields between tabs make a row of a table
_COLUMNS = 64  # Word allows no more
# In a cell no line ends.
_IN_CELL = BARS_IN_CELL | str.maketrans(dict.fromkeys("\n\t\x85\u2028\u2029", " "))


class RunText(NamedTuple):
    """A range of the text that stands in one element of a run."""

    start: int
    end: int
    element: etree._Element
    first: int  # the character of the element that it begins at


class ParagraphStart(Struct, frozen=True):
    """The beginning of the text of a paragraph, or of a cell."""

    start: int
    number: int | None  # among the paragraphs outside tables that are not empty, from 1; None in a cell
    paragraph: etree._Element  # the first one of a cell; of text boxes and notes the one they belong to


class WordText(Struct, frozen=True):
    """The text of a document, and where each part of it stands. Both lists are in order of the text."""

    text: str
    anchors: list[ParagraphStart]
    stretches: list[RunText]


def read_body(package: Package) -> WordText:
    """The text of an opened document. Raises `ReadError`."""
    walk = _Walk(package)
    (body,) = package.document.iterchildren(w("body"))
    walk.blocks(body)
    walk.asides()
    return WordText("".join(walk.out) + "\n" * bool(walk.out), walk.anchors, walk.stretches)


class _Walk:
    """One pass over the body."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.numbering = Numbering(package.part("numbering"), package.part("styles"))
        self.runs = Runs()
        self.out: list[str] = []  # the text so far
        self.at = 0  # its length
        self.anchors: list[ParagraphStart] = []
        self.stretches: list[RunText] = []
        self.paragraphs = 0
        self.held: list[Bit] = []  # of paragraphs whose end was deleted, so that they go on in the next one
        self.host: etree._Element | None = None  # the paragraph of the text box or note that is being read
        self.last: etree._Element | None = None  # the paragraph read last
        self.notes: dict[tuple[str, str], etree._Element] = {}  # by kind and id
        for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
            part = package.part(kind)
            for note in part.iterchildren(w(name)) if part is not None else ():
                if note.get(w("type")) not in _SEPARATORS:
                    self.notes[kind, note.get(w("id"), "")] = note

    def blocks(self, parent: etree._Element) -> None:
        """Read paragraphs and tables, one below the other."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child)
                if not self.held:
                    self.asides()
            elif tag == _TABLE:
                self._flush()
                self._table(child)
                self.asides()
            elif tag in AROUND:
                self.blocks(child)
            elif tag == ALTERNATE:
                self.blocks(chosen(child))
            elif tag in _ELSEWHERE:
                raise ReadError(self.package.name, EMBEDDED())
        self._flush()

    def asides(self) -> None:
        """Read whatever stands beside or below the paragraph or table that was read last."""
        outer = self.host
        if self.host is None:
            self.host = self.last
        while self.runs.asides:
            waiting, self.runs.asides = self.runs.asides, []
            for aside in waiting:
                if aside.kind == "picture":
                    self._line([Bit(PICTURE)], None)
                    continue
                is_box = aside.kind == "box"
                content = aside.element if is_box else self.notes.pop((aside.kind, aside.id), None)
                if content is not None:
                    self.blocks(content)
        self.host = outer

    # ── Paragraphs ──────────────────────────────────────────────────────────

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(_PROPERTIES)
        self.held += self.runs.of(paragraph)
        if _end_deleted(properties):
            self._reached(paragraph)
            return
        bits, self.held = self.held, []
        number = self.numbering.number(properties)
        self._line([Bit(number), *bits] if number else bits, paragraph)

    def _flush(self) -> None:
        """End a paragraph that was to go on in the next one, where no other follows."""
        if self.held:
            bits, self.held = self.held, []
            self._line(bits, self.last)

    def _line(self, bits: list[Bit], paragraph: etree._Element | None) -> None:
        """Write a paragraph outside tables, unless it is empty; None for a picture."""
        if paragraph is not None:
            self._reached(paragraph)
        if not any(bit.text.strip() for bit in bits):
            return
        text = "".join(bit.text for bit in bits)
        tabular = sum(1 for field in text.split("\t") if field.strip()) >= _TABULAR
        self._begin()
        if paragraph is not None:
            self.paragraphs += 1
        anchored = self.host if self.host is not None else paragraph if paragraph is not None else self.last
        if anchored is not None:
            self.anchors.append(ParagraphStart(self.at, self.paragraphs or None, anchored))
        for bit in bits:
            self._write(bit.text if tabular else bit.text.replace("\t", " "), bit)

    def _reached(self, paragraph: etree._Element) -> None:
        if self.host is None:
            self.last = paragraph

    def _begin(self) -> None:
        if self.out:
            self._write("\n")

    def _write(self, text: str, bit: Bit | None = None) -> None:
        if bit and bit.element is not None and self.host is None:
            self.stretches.append(RunText(self.at, self.at + len(text), bit.element, bit.first))
        self.out.append(text)
        self.at += len(text)

    # ── Tables ──────────────────────────────────────────────────────────────

    def _table(self, table: etree._Element) -> None:
        """Write a merged cell once, and a blank cell for it in each row that it reaches down to.

        Merged columns leave no blanks: the grid of a table in Word has a line wherever any cell has an edge,
        many more than one sees.
        """
        merged: set[int] = set()  # columns at which a cell that reaches down begins
        for row in _inside(table, _ROW):
            properties = row.find(w("trPr"))
            if any(is_on(properties, change) for change in _DELETED):
                continue
            cells = [cell for cell in _inside(row, _CELL) if not is_on(cell.find(w("tcPr")), "cellDel")]
            if _arranges(row, cells):
                for cell in cells:
                    self.blocks(cell)
                continue
            self._begin()
            self._write("|")
            column = integer(properties, "gridBefore") or 0
            if column:
                self._write(" |")
            for cell in cells:
                span, covered = _extent(cell, column, merged)
                self._cell(cell, covered)
                column += span

    def _cell(self, cell: etree._Element, covered: bool) -> None:
        """Write a cell. `covered`: it belongs to a cell above or left of it, and so is blank."""
        paragraphs = list(_inside(cell, _PARAGRAPH))
        anchored = self.host if self.host is not None else paragraphs[0] if paragraphs else self.last
        if anchored is not None:
            self._reached(anchored)
            self.anchors.append(ParagraphStart(self.at, None, anchored))
        for paragraph in paragraphs if not covered else ():
            properties = paragraph.find(_PROPERTIES)
            bits = self.runs.of(paragraph)
            number = "" if _end_deleted(properties) else self.numbering.number(properties)
            if number or any(bit.text.strip() for bit in bits):
                self._write(f" {number}")
                for bit in bits:
                    self._write(bit.text.translate(_IN_CELL), bit)
        if not covered and Aside("picture") in self.runs.asides:
            self.runs.asides = [aside for aside in self.runs.asides if aside.kind != "picture"]
            self._write(f" {PICTURE}")
        self._write(" |")


def _end_deleted(properties: etree._Element | None) -> bool:
    """Whether the end of a paragraph was deleted or moved away, so that it goes on in the next one."""
    mark = properties.find(w("rPr")) if properties is not None else None
    return any(is_on(mark, change) for change in _DELETED)


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table, the cells of a row or the paragraphs of a cell, also those in content controls."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in AROUND:
            yield from _inside(child, wanted)
        elif child.tag == ALTERNATE:
            yield from _inside(chosen(child), wanted)


def _arranges(row: etree._Element, cells: list[etree._Element]) -> bool:
    """Whether a row only arranges paragraphs and tables on the page."""
    if next(row.iter(_TABLE), None) is not None:
        return True
    for cell in cells:
        if len(cell) <= 2:  # its properties and a paragraph
            continue
        filled = [text for text in _paragraph_texts(cell) if text.strip()]
        if len(filled) > 1 and (len(cells) == 1 or any(len(text) > _PROSE for text in filled)):
            return True
    return False


def _paragraph_texts(cell: etree._Element) -> Iterator[str]:
    for paragraph in _inside(cell, _PARAGRAPH):
        yield "".join(text.text or "" for text in paragraph.iter(w("t")))


def _extent(cell: etree._Element, column: int, merged: set[int]) -> tuple[int, bool]:
    """How many columns of the grid a cell fills, and whether a cell above or left of it reaches over it.

    `merged`: the columns at which cells that reach down begin; it is brought up to date.
    """
    properties = cell.find(w("tcPr"))
    span = min(max(integer(properties, "gridSpan") or 1, 1), _COLUMNS)
    vertical = value(properties, "vMerge")
    if vertical is not None and vertical != "restart" and column in merged:
        return span, True
    merged.difference_update(range(column, column + span))
    if vertical is not None:
        merged.add(column)
    return span, value(properties, "hMerge") in ("", "continue")
