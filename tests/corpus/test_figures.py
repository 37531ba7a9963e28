"""Figures of real reports are read back from every serialisation; a correct report has no finding."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from nianbao.linter import Severity, Source, examine

from tests.generator import STYLES, Variant, draft, expected_figures, render, renders


def complete(shared: Path) -> list[dict[str, Any]]:
    records = [
        json.loads(line) for line in (shared / "corpus" / "figures.jsonl").read_text("utf-8").splitlines()
    ]
    return [record for record in records if record["complete"]]


@pytest.mark.parametrize("style", STYLES)
def test_real_figures_round_trip(shared: Path, style: str) -> None:
    written = 0
    for number, record in enumerate(complete(shared)):
        rng = random.Random(f"{style}{number}")
        report = draft(rng, record)
        if not renders(report, style):
            continue
        text = render(
            report,
            style,
            rng,
            Variant(
                crlf=rng.random() < 0.3,
                halfwidth=rng.choice([None, True, False]),
                two_line_title=rng.random() < 0.3,
            ),
        )
        examination = examine(Source("report.md", text))
        assert examination.report and examination.source
        found = {
            (table.id, *place): plain(examination.source.quote(cell.span))
            for table in examination.report.tables.values()
            for place, cell in table.cells.items()
        }
        assert found == {place: plain(value) for place, value in expected_figures(report).items()}
        unknown = (
            {"NB208"}
            if None in record["remedies"] or any(None in row for row in record["requests"].values())
            else set()
        )
        assert {
            finding.code for finding in examination.findings if finding.severity is not Severity.INFO
        } <= unknown
        written += 1
    assert written > 3


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
