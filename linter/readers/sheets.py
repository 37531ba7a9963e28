"""Spreadsheets: .xlsx, .xls, .et, .ods. Rows of tables become rows with bars, everything else becomes lines.

bytes ──calamine──▶ sheets ──_rows──▶ SheetRow: cells, merged ones once ──_Writer──▶ regions ──▶ Source
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, product

from msgspec import Struct
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ...grammar import Location, Source
from ...grammar.regex import Regex
from ..findings import ReadError
from ..messages import Message
from .shared import BARS_IN_CELL, ENCRYPTED_PART, LOCKED, PlacedText

LIMIT = 200_000  # cells of a sheet; the three tables have some four hundred together
INFLATED = 512 * 2**20  # bytes of an unpacked workbook

BROKEN = Message(
    zh="不是电子表格或已损坏，请在 Excel 或 WPS 中打开，另存为 .xlsx 再检查",
    en="not a spreadsheet, or a broken one; open it in Excel or WPS and save it as .xlsx",
)
TOO_LARGE = Message(
    zh="工作表“{sheet}”用到了第 {rows} 行、第 {columns} 列，不像年度报告，请检查是否选错了文件",
    en="sheet {sheet!r} goes as far as row {rows}, column {columns};"
    " it does not look like a report, check that it is the right file",
)

_BREAK = Regex(r"(?<!\s)\s*[\r\n]\s*")
_SENTENCE = Regex("[。；！？]")
_UNNAMED = Regex(r"(?i:sheet|工作表)\s*[0-9]*")
_DIGITS = 15  # Excel keeps so many of a number

Slot = tuple[int, int]  # row and column, from 0
Area = tuple[Slot, Slot]  # the first and the last slot of a merged cell


class SheetCell(Struct, frozen=True):
    """A cell of a row."""

    text: str
    place: str  # such as C5
    width: int = 1  # in columns
    reaches_down: bool = False  # it began in a row above, which has its text


class SheetRow(Struct, frozen=True):
    """A row of a sheet."""

    cells: tuple[SheetCell, ...]  # from left to right; merged ones count once

    @property
    def filled(self) -> list[SheetCell]:
        return [cell for cell in self.cells if cell.text]

    @property
    def width(self) -> int:
        return sum(cell.width for cell in self.cells)


def source(data: bytes, name: str, sha256: str) -> Source:
    """The source of a workbook, without its hidden sheets. Raises `ReadError`."""
    if _inflated(data) > INFLATED:
        raise ReadError(name, BROKEN())
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            shown = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            sheets = {sheet: _rows(workbook.get_sheet_by_name(sheet), name) for sheet in shown}
    except PasswordError as error:
        raise ReadError(name, LOCKED()) from error
    except (CalamineError, ValueError, OverflowError) as error:
        raise ReadError(name, (LOCKED if ENCRYPTED_PART in data else BROKEN)()) from error
    writer = _Writer()
    for sheet, rows in sheets.items():
        if any(row.filled for row in rows):
            writer.sheet(sheet, rows)
    return writer.out.source(name, sha256)


def _inflated(data: bytes) -> int:
    """The size of a workbook once it is unpacked, in bytes and by its own account; 0 if it is not packed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return 0  # a broken archive is left to calamine to refuse


# ── Cells ─────────────────────────────────────────────────────────────────────


def _rows(sheet: CalamineSheet, name: str) -> list[SheetRow]:
    if sheet.start is None or sheet.end is None:
        return []
    if (sheet.end[0] + 1) * (sheet.end[1] + 1) > LIMIT:
        raise ReadError(name, TOO_LARGE(sheet=sheet.name, rows=sheet.end[0] + 1, columns=sheet.end[1] + 1))
    merged = {slot: area for area in sheet.merged_cell_ranges or () for slot in _slots(*area)}
    return [
        SheetRow(tuple(_cells(number, values, merged)))
        for number, values in enumerate(sheet.to_python(skip_empty_area=False))
    ]


def _cells(row: int, values: Sequence[object], merged: Mapping[Slot, Area]) -> Iterator[SheetCell]:
    """The cells of a row. `merged`: for each slot of a merged cell the whole cell."""
    for column, value in enumerate(values):
        (top, left), (_, right) = merged.get((row, column), ((row, column), (row, column)))
        if column == left:
            text = _text(value) if row == top else ""
            yield SheetCell(text, _place(row, column), right - left + 1, reaches_down=row > top)


def _slots(first: Slot, last: Slot) -> Iterator[Slot]:
    """The slots of a merged cell; none of one that is larger than any sheet may be."""
    if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= LIMIT:
        yield from product(range(first[0], last[0] + 1), range(first[1], last[1] + 1))


def _text(value: object) -> str:
    """The text that a cell shows, as far as it can be told without its number format."""
    if isinstance(value, str):
        return value.strip().translate(BARS_IN_CELL)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return str(int(value)) if value == int(value) else format(value, f".{_DIGITS}g")
    if isinstance(value, datetime):
        return _day(value.date()) + (f" {value:%H:%M}" if value.time() != time() else "")
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, timedelta) else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _place(row: int, column: int) -> str:
    """The name of a cell, such as C5."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return f"{letters}{row + 1}"


# ── Text ──────────────────────────────────────────────────────────────────────


class _Writer:
    """Writes one sheet after another."""

    def __init__(self) -> None:
        self.out = PlacedText()

    def sheet(self, name: str, rows: Sequence[SheetRow]) -> None:
        """Write a sheet that is not empty.

        Its name comes first, unless that says nothing or the sheet begins with it.
        """
        first = next(cell.text for row in rows for cell in row.filled)
        if not _UNNAMED.fullmatch(name) and not "".join(first.split()).startswith("".join(name.split())):
            self._place(name, "A1")
            self.out.write(f"{name}\n")
        for filled, group in groupby(rows, lambda row: bool(row.filled)):
            if filled:
                self._region(name, list(group))

    def _region(self, name: str, rows: list[SheetRow]) -> None:
        """Write rows without an empty one between them: lines, then a table, then lines."""
        several = [number for number, row in enumerate(rows) if len(row.filled) > 1]
        first, last = (several[0], several[-1]) if several else (len(rows), -1)
        # The last rows of a table may have a label only; the first sentence shows that it is over.
        end = last + 1
        while end < len(rows) and not _SENTENCE.search(rows[end].filled[0].text):
            end += 1
        width = max(row.width - _blanks_behind(row) for row in rows)
        for number, row in enumerate(rows):
            only = row.filled[0]
            # A cell alone in its row within a table is the label of a row without figures.
            if len(row.filled) == 1 and (not first <= number < end or only.width >= width):
                self._place(name, only.place)
                self.out.write("\n".join(_BREAK.split(only.text)) + "\n")
            else:
                self._row(name, row, width)

    def _row(self, name: str, row: SheetRow, width: int) -> None:
        self.out.write("|")
        column = 0
        for cell in row.cells:
            if column >= width:
                break
            column += cell.width
            self._place(name, cell.place)
            self.out.write(f" {_BREAK.sub(_joint, cell.text)} |")
        self.out.write("\n")

    def _place(self, sheet: str, cell: str) -> None:
        self.out.place(Location(cell=f"{sheet}!{cell}"))


def _blanks_behind(row: SheetRow) -> int:
    """How many columns follow the last cell that says something or reaches down."""
    count = 0
    for cell in reversed(row.cells):
        if cell.text or cell.reaches_down:
            break
        count += cell.width
    return count


def _joint(match: re.Match[str]) -> str:
    """The text that replaces a line break in a cell: a blank between figures or Latin words, else nothing."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return " " if before.isascii() and after.isascii() and before.isalnum() and after.isalnum() else ""
