"""For databases: a row for each cell, with the columns of CSV and whose report it is."""

from __future__ import annotations

from typing import Any, BinaryIO

import pyarrow  # type: ignore[import-untyped]
from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]

from ..audit import Audit
from . import facts, figures

GROUP = 100_000  # rows written at a time: those of some three hundred reports
NAMES = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
SCHEMA = pyarrow.schema(
    {
        "path": NAMES, "agency": NAMES, "level": NAMES, "year": pyarrow.int32(), "format": NAMES,
        "table": NAMES, "row": NAMES, "column": NAMES,
        "value": pyarrow.float64(), "kind": NAMES, "text": pyarrow.string(), "unit": NAMES, "doubt": NAMES,
    }
)  # fmt: skip


class Writer:
    """Writes a file in groups of rows."""

    def __init__(self, stream: BinaryIO) -> None:
        self.file = ParquetWriter(stream, SCHEMA)
        self.rows: list[dict[str, Any]] = []

    def add(self, path: str, audit: Audit) -> None:
        known = {"path": path, **facts(audit)}
        for figure in figures(audit):
            value = None if figure.value is None else float(figure.value)
            self.rows.append({**known, **figure._asdict(), "value": value, "doubt": figure.doubt or None})
        if len(self.rows) >= GROUP:
            self._write()

    def close(self) -> None:
        self._write()
        self.file.close()

    def _write(self) -> None:
        self.file.write_table(pyarrow.Table.from_pylist(self.rows, SCHEMA))
        self.rows.clear()
