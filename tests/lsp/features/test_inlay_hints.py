"""Inlay hints from a real server: sums at totals that differ or are blank."""

from __future__ import annotations

from nianbao.linter import Source, examine

from tests.lsp.client import RawClient
from tests.lsp.page import Page


def test_sums_at_totals_that_differ_or_are_blank(server: RawClient, faulty: str) -> None:
    page = Page(
        server, "sums.md", faulty.replace("| 14 | 0 | 0 | 0 | 0 | 0 | 14 |", "| 14 | 0 | 0 | 0 | 0 | 0 |  |")
    )
    hints = page.ask("inlayHint", range=page.buffer.everything)
    assert [one["label"] for one in hints] == ["Σ 31", "Σ 14", "Σ 3"]
    assert hints[0]["position"] == page.buffer.at("| 0 | 13 |", 8)
    assert "13 ≠ 31" in hints[0]["tooltip"]
    filled = examine(Source("x.md", page.buffer.edited(hints[1]["textEdits"]))).report
    assert filled and filled.tables["requests"].cells["handled", "total"].value == 14
    row = page.buffer.at("（七）总计")["line"]
    part = {"start": {"line": row, "character": 0}, "end": {"line": row + 1, "character": 0}}
    assert [one["label"] for one in page.ask("inlayHint", range=part)] == ["Σ 14"]
