"""Spreadsheets: .xlsx, .xls, .et, .ods. Rows of tables become rows with bars, everything else lines."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ...grammar import Layout, Location, Placed, Source
from ...grammar.regex import Regex
from ..findings import ReadError
from ..messages import Message

LIMIT = 200_000  # cells of a sheet; the three tables have some four hundred together
INFLATED = 512 * 2**20  # bytes of a workbook when it is unpacked

BROKEN = Message(
    zh="不是电子表格或已损坏，请在 Excel 或 WPS 中打开，另存为 .xlsx 再检查",
    en="not a spreadsheet, or a broken one; open it in Excel or WPS and save it as .xlsx",
)
ENCRYPTED = Message(
    zh="文件设有打开密码，请去掉密码另存一份再检查",
    en="the file is locked with a password; save a copy without one",
)
TOO_LARGE = Message(
    zh="工作表“{sheet}”用到了第 {rows} 行、第 {columns} 列，不像年度报告，请检查是否选错了文件",
    en="sheet {sheet!r} goes as far as row {rows}, column {columns}; it does not look like a report, check that it is the right file",
)

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the part of an OLE file that holds a locked .xlsx
_BREAK = Regex(r"(?<!\s)\s*[\r\n]\s*")
_SENTENCE = Regex("[。；！？]")
_UNNAMED = Regex(r"(?i:sheet|工作表)\s*[0-9]*")
_BAR = str.maketrans("|\u2502\u2503\uff5c", "¦¦¦¦")  # a bar in a cell is not one between cells
_DIGITS = 15  # that Excel keeps of a number


class SheetCell(NamedTuple):
    """A cell of a row. `place`: such as C5; `width`: columns that it covers; `reaches_down`: it began in a row above, which has its text."""

    text: str
    place: str
    width: int = 1
    reaches_down: bool = False


class SheetRow(Struct, frozen=True):
    """The cells of a row from left to right up to the last one that says something; merged ones count once."""

    cells: tuple[SheetCell, ...]

    @property
    def filled(self) -> list[SheetCell]:
        return [cell for cell in self.cells if cell.text]

    @property
    def width(self) -> int:
        return sum(cell.width for cell in self.cells)


def source(data: bytes, name: str, sha256: str) -> Source:
    """A workbook as a source, with sheet and cell of everything in it; hidden sheets are left out. Raises `ReadError`."""
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
        raise ReadError(name, ENCRYPTED()) from error
    except (CalamineError, ValueError, OverflowError) as error:
        raise ReadError(name, (ENCRYPTED if _ENCRYPTED in data else BROKEN)()) from error
    writer = _Writer()
    for sheet, rows in sheets.items():
        if any(row.filled for row in rows):
            writer.sheet(sheet, rows)
    return Source(name, "".join(writer.text), "", sha256, Layout(tuple(writer.placed)))


def _inflated(data: bytes) -> int:
    """How many bytes a packed workbook takes when it is unpacked, as it says itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return 0  # not packed, or not to be read by anyone


# ── Cells ─────────────────────────────────────────────────────────────────────


def _rows(sheet: CalamineSheet, name: str) -> list[SheetRow]:
    if sheet.start is None or sheet.end is None:
        return []
    if (sheet.end[0] + 1) * (sheet.end[1] + 1) > LIMIT:
        raise ReadError(name, TOO_LARGE(sheet=sheet.name, rows=sheet.end[0] + 1, columns=sheet.end[1] + 1))
    merged = {
        (row, column): (first, last)
        for first, last in sheet.merged_cell_ranges or ()
        for row, column in _slots(first, last)
    }
    rows = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = []
        for column, value in enumerate(values):
            first, last = merged.get((number, column), ((number, column), (number, column)))
            if column == first[1]:
                begins = number == first[0]
                cells.append(
                    SheetCell(
                        _text(value) if begins else "",
                        _place(number, column),
                        last[1] - column + 1,
                        not begins,
                    )
                )
        rows.append(SheetRow(tuple(cells)))
    return rows


def _slots(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= LIMIT:
        yield from (
            (row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1)
        )


def _text(value: object) -> str:
    """What a cell shows, as far as it can be told without its number format."""
    if isinstance(value, str):
        return value.strip().translate(_BAR)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return str(int(value)) if value == int(value) else format(value, f".{_DIGITS}g")
    if isinstance(value, datetime):
        return _day(value.date()) + (f" {value:%H:%M}" if value.time() != time() else "")
    if isinstance(value, date):
        return _day(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value) if isinstance(value, timedelta) else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _place(row: int, column: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return f"{letters}{row + 1}"


# ── Text ──────────────────────────────────────────────────────────────────────


class _Writer:
    """The text of a workbook, and where each of its cells stands."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.placed: list[Placed] = []
        self._length = 0

    def sheet(self, name: str, rows: Sequence[SheetRow]) -> None:
        """Writes a sheet below its name, unless that says nothing or is what the sheet begins with."""
        first = next(cell.text for row in rows for cell in row.filled)
        if not _UNNAMED.fullmatch(name) and not "".join(first.split()).startswith("".join(name.split())):
            self._place(name, "A1")
            self._write(f"{name}\n")
        for filled, group in groupby(rows, lambda row: bool(row.filled)):
            if filled:
                self._region(name, list(group))

    def _region(self, name: str, rows: list[SheetRow]) -> None:
        """Rows without an empty one between them: lines above a table and below it, and the table."""
        broad = [number for number, row in enumerate(rows) if len(row.filled) > 1]
        first, last = (broad[0], broad[-1]) if broad else (len(rows), -1)
        below = next(
            (
                number
                for number in range(last + 1, len(rows))
                if _SENTENCE.search(rows[number].filled[0].text)
            ),
            len(rows),
        )
        width = max(row.width - _blanks_behind(row) for row in rows)
        for number, row in enumerate(rows):
            only = row.filled[0]
            # What stands alone within a table is the label of a row without figures.
            if len(row.filled) == 1 and (not first <= number < below or only.width >= width):
                self._place(name, only.place)
                self._write("\n".join(_BREAK.split(only.text)) + "\n")
            else:
                self._row(name, row, width)

    def _row(self, name: str, row: SheetRow, width: int) -> None:
        self._write("|")
        column = 0
        for cell in row.cells:
            if column >= width:
                break
            column += cell.width
            self._place(name, cell.place)
            self._write(f" {_BREAK.sub(_joint, cell.text)} |")
        self._write("\n")

    def _place(self, sheet: str, cell: str) -> None:
        self.placed.append(Placed(self._length, Location(cell=f"{sheet}!{cell}")))

    def _write(self, text: str) -> None:
        self.text.append(text)
        self._length += len(text)


def _blanks_behind(row: SheetRow) -> int:
    """Columns behind the last cell that says something or reaches down."""
    count = 0
    for cell in reversed(row.cells):
        if cell.text or cell.reaches_down:
            break
        count += cell.width
    return count


def _joint(match: re.Match[str]) -> str:
    """Labels go on in the next line of their cell without a blank, figures and Latin words do not."""
    before, after = (
        match.string[match.start() - 1 : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    return " " if before.isascii() and after.isascii() and before.isalnum() and after.isalnum() else ""
