"""PDF files, as offices print them from Word, WPS and browsers. Ruled tables become rows with bars.

    bytes ──opening, page──▶ PdfPage: glyphs, ruled lines, pictures
                                 ├─lattice──▶ tables ─┐
                                 └─lines──▶ lines ────┴─flow──▶ paragraphs and tables in reading order
                                                                    └─stitching──▶ whole tables ──▶ Source

`unruled` puts together labels of tables without rules. `labels` knows the official labels, which tell whether
pieces of a label belong together.
"""

from __future__ import annotations

from ....grammar import Location, Source, Span
from ..shared import PICTURE, PlacedText
from .flow import Paragraph, Picture, items_of
from .lattice import GridRow, GridTable
from .opening import pages_of
from .page import Box, PdfPage
from .stitching import stitched


def source(data: bytes, name: str, sha256: str) -> Source:
    """The source of a PDF file, with page and box of every character and cell. Raises `ReadError`."""
    writer = _Writer()
    for item in stitched(items_of(pages_of(data, name))):
        writer.add(item)
    return writer.out.source(name, sha256, tuple(writer.guessed))


class _Writer:
    """Writes paragraphs, tables and pictures one after another."""

    def __init__(self) -> None:
        self.out = PlacedText()
        self.guessed: list[Span] = []  # lines with gaps in them, as tables without rules have

    def add(self, item: Paragraph | GridTable | Picture) -> None:
        start = self.out.length
        if isinstance(item, Paragraph):
            self._paragraph(item)
            if any(line.columns for line in item.lines):
                self.guessed.append(Span(start, self.out.length))
        elif isinstance(item, Picture):
            self._place(item.page, item.box)
            self.out.write(f"{PICTURE}\n")
        else:
            for row in item.rows:
                self._row(row)

    def _paragraph(self, paragraph: Paragraph) -> None:
        last = ""
        for line in paragraph.lines:
            if last.isascii() and last.isalpha() and line.text[0].isascii() and line.text[0].isalpha():
                self.out.write(" ")
            for character, box in zip(line.text, line.places, strict=True):
                self._place(line.page, box)
                self.out.write(character)
            last = line.text[-1]
        self.out.write("\n")

    def _row(self, row: GridRow) -> None:
        self.out.write("|")
        for cell in row.cells:
            self._place(row.page, cell.box)
            self.out.write(f" {cell.text} |")
        self.out.write("\n")

    def _place(self, page: PdfPage, box: Box) -> None:
        self.out.place(Location(page=page.number, box=page.in_file(box)))
