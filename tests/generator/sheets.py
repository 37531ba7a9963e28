"""Drafts as workbooks: one sheet, or one for each table."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, cast

from openpyxl import Workbook

from tests.generator.drafts import Draft, Table, place

_NUMBER = re.compile(r"0|[1-9][0-9]*|[0-9]+\.[0-9]*[1-9]")


def workbook(draft: Draft, *, apart: bool = False, gap: int = 1) -> bytes:
    """The draft as .xlsx, its figures as numbers where Excel would take them for such.

    `apart`: each table on a sheet of its own;
    `gap`: empty rows around tables."""
    return _Writer(gap).write(draft, apart)


class _Writer:
    def __init__(self, gap: int) -> None:
        self.book, self.gap, self.row = Workbook(), gap, 1
        self.sheet: Any = cast(Any, self.book.active)
        self.sheet.title = "报告"

    def write(self, draft: Draft, apart: bool) -> bytes:
        for line in (*draft.title, *draft.preamble):
            self.line(line)
        for section in draft.sections:
            if section.table and apart:
                self.sheet, self.row = self.book.create_sheet(section.heading[:20] or "表"), 1
            for line in filter(None, (section.heading, *section.body)):
                self.line(line)
            if section.table:
                self.table(section.table)
        for line in filter(None, (draft.signature, draft.date)):
            self.line(line)
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def line(self, text: str) -> None:
        self.sheet.cell(self.row, 1, text)
        self.row += 1

    def table(self, table: Table) -> None:
        self.row += self.gap
        rows = table.layout()
        for r, line in enumerate(place(rows)):
            for i, cell in enumerate(rows[r]):
                columns = [column for column, at in line.items() if at == (r, i)]
                number = cell.kind == "figure" and _NUMBER.fullmatch(cell.text)
                value = (
                    (float(cell.text) if "." in cell.text else int(cell.text))
                    if number
                    else cell.text or None
                )
                self.sheet.cell(self.row + r, min(columns) + 1, value)
                if cell.rowspan > 1 or cell.colspan > 1:
                    last = min(r + cell.rowspan, len(rows)) - 1
                    self.sheet.merge_cells(
                        start_row=self.row + r, start_column=min(columns) + 1, end_row=self.row + last,
                        end_column=max(columns) + 1
                    )  # fmt: skip
        self.row += len(rows) + self.gap
