"""PDF files, as offices print them from Word, WPS and browsers: lines as paragraphs, ruled tables as rows with bars.

bytes ──opening──▶ Page: glyphs, rules ──lattice──▶ tables ──flow──▶ paragraphs, tables in reading order ──stitching──▶ Source
                                        └─lines──▶ lines ─┘
"""

from __future__ import annotations

from ....grammar import Layout, Location, Placed, Source, Span
from .flow import Paragraph, Picture, items_of
from .lattice import GridRow, GridTable
from .opening import pages_of
from .page import Box, PdfPage
from .stitching import stitched

PICTURE = "[图片]"


def source(data: bytes, name: str, sha256: str) -> Source:
    """A PDF file as a source, with page and box of every word and cell. Raises `ReadError`."""
    writer = _Writer()
    for item in stitched(items_of(pages_of(data, name))):
        writer.add(item)
    return Source(name, "".join(writer.text), "", sha256, Layout(tuple(writer.placed), tuple(writer.guessed)))


class _Writer:
    """The text of a report, and where each of its words and cells stands. `guessed`: lines with gaps in them, as tables without rules have."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.placed: list[Placed] = []
        self.guessed: list[Span] = []
        self._length = 0

    def add(self, item: Paragraph | GridTable | Picture) -> None:
        start = self._length
        if isinstance(item, Paragraph):
            self._paragraph(item)
            if any(line.columns for line in item.lines):
                self.guessed.append(Span(start, self._length))
        elif isinstance(item, Picture):
            self._place(item.page, item.box)
            self._write(f"{PICTURE}\n")
        else:
            for row in item.rows:
                self._row(row)

    def _paragraph(self, paragraph: Paragraph) -> None:
        last = ""
        for line in paragraph.lines:
            if last.isascii() and last.isalpha() and line.text[0].isascii() and line.text[0].isalpha():
                self._write(" ")
            for character, box in zip(line.text, line.places, strict=True):
                self._place(line.page, box)
                self._write(character)
            last = line.text[-1]
        self._write("\n")

    def _row(self, row: GridRow) -> None:
        self._write("|")
        for cell in row.cells:
            self._place(row.page, cell.box)
            self._write(f" {cell.text} |")
        self._write("\n")

    def _place(self, page: PdfPage, box: Box) -> None:
        self.placed.append(Placed(self._length, Location(page=page.number, box=page.in_file(box))))

    def _write(self, text: str) -> None:
        self.text.append(text)
        self._length += len(text)
