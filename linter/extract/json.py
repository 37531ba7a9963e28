"""For scripts: JSON as schema.json describes it, with an object for each report."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, BinaryIO

from ..audit import Audit
from . import ExtractedFigure, Mention, facts, figures, mentions

VERSION = 1


class Writer:
    """Writes one document, in which each report is a line."""

    def __init__(self, stream: BinaryIO) -> None:
        from ... import __version__

        tool = json.dumps({"name": "nianbao", "version": __version__})
        self.stream, self.count = stream, 0
        stream.write(f'{{\n"version": {VERSION},\n"tool": {tool},\n"reports": ['.encode())

    def add(self, path: str, audit: Audit) -> None:
        text = json.dumps(document(path, audit), ensure_ascii=False)
        before = b",\n" if self.count else b"\n"
        self.stream.write(before + text.encode("utf-8", "backslashreplace"))
        self.count += 1

    def close(self) -> None:
        self.stream.write(b"\n]\n}\n")


def document(path: str, audit: Audit) -> dict[str, Any]:
    """One report as schema.json describes it."""
    found: dict[str, dict[str, Any]] = {
        id: {"format": table.version.id, "doubt": None, "rows": {}}
        for id, table in audit.report.tables.items()
    }
    for figure in figures(audit):
        table = found[figure.table]
        table["doubt"] = figure.doubt or None
        table["rows"].setdefault(figure.row, {})[figure.column] = _cell(figure)
    return {
        "path": path,
        "sha256": audit.report.source.sha256 or None,
        **facts(audit),
        "tables": {**dict.fromkeys(audit.report.format.tables), **found},
        "claims": [_claim(audit, mention) for mention in mentions(audit)],
    }


def _cell(figure: ExtractedFigure) -> dict[str, Any]:
    return {
        "value": _number(figure.value),
        "kind": figure.kind,
        "text": figure.text,
        **({"unit": figure.unit} if figure.unit else {}),
    }


def _claim(audit: Audit, mention: Mention) -> dict[str, Any]:
    claim, source = mention.statement.claim, audit.report.source
    return {
        "section": mention.statement.section,
        "topic": claim.topic,
        "role": claim.role or None,
        "who": claim.who or None,
        "value": _number(claim.quantity.value),
        "unit": claim.quantity.unit or None,
        "accuracy": claim.quantity.accuracy.value,
        "year": claim.year,
        "last_year": claim.last,
        "partly": claim.partly,
        "text": "".join(source.quote(claim.span).split()),
        "cells": [
            [dict(zip(("table", "row", "column"), place, strict=True)) for place in way]
            for way in mention.cells
        ],
    }


def _number(value: int | Decimal | None) -> int | float | None:
    """A figure as a number of JSON. No figure of a report has more digits than a float keeps."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
