"""For spreadsheets: CSV as in RFC 4180, with a row for each cell.

A text that a spreadsheet would take for a formula gets an apostrophe in front, which makes it a text.
"""

from __future__ import annotations

import codecs
import csv
from typing import BinaryIO

from ...grammar.regex import Regex
from ..audit import Audit
from . import facts, figures

COLUMNS = ("path", "agency", "year", "table", "row", "column", "value", "kind", "text", "unit", "doubt")
_FORMULA = Regex(r"[=@\t\r]|[-+](?![0-9.,]*$)")


class Writer:
    """Writes UTF-8. `bom`: begin with the mark by which Excel recognises it."""

    def __init__(self, stream: BinaryIO, bom: bool) -> None:
        if bom:
            stream.write(codecs.BOM_UTF8)
        self.rows = csv.writer(codecs.getwriter("utf-8")(stream, "backslashreplace"))
        self.rows.writerow(COLUMNS)

    def add(self, path: str, audit: Audit) -> None:
        known = facts(audit)
        for figure in figures(audit):
            self.rows.writerow([_inert(value) for value in (path, known["agency"], known["year"], *figure)])

    def close(self) -> None:
        pass


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
