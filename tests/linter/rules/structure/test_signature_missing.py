"""NB113: who signs a report, at its end or below its title."""

from __future__ import annotations

import pytest
from nianbao.linter import Config, check
from nianbao.linter.readers import from_bytes

from tests.linter.plain_report import PREAMBLE, messages, report
from tests.linter.rules.structure.closings import BELOW_THE_TITLE, BOTH, CLOSINGS


@pytest.mark.parametrize(("closing", "missing"), [(row[0], row[1]) for row in CLOSINGS])
def test_closings(closing: str, missing: str | None) -> None:
    assert messages("NB113", report(closing=closing)) == ([missing] if missing else [])


@pytest.mark.parametrize(("below", "missing"), [(row[0], row[1]) for row in BELOW_THE_TITLE])
def test_lines_below_the_title(below: str, missing: str | None) -> None:
    text = report(preamble=f"{below}\n{PREAMBLE}", closing="")
    assert messages("NB113", text) == ([missing] if missing else [])


def test_it_is_missing_at_the_end() -> None:
    text = report(preamble=f"（2024年1月12日）\n{PREAMBLE}", closing="")
    (finding,) = [one for one in check(from_bytes(text.encode(), "a.txt")) if one.code == "NB113"]
    assert finding.span and finding.span.start > len(text) - 9


def test_a_report_of_one_line() -> None:
    assert messages("NB113", " ".join(report().split("\n"))) == []
    assert messages("NB113", " ".join(report(closing="").split("\n"))) == [BOTH]


def test_a_report_that_breaks_off_is_silent() -> None:
    assert messages("NB113", report().partition("五、")[0]) == []


@pytest.mark.parametrize("code", ["NB113", "NB114"])
@pytest.mark.parametrize("closing", ["", "青禾县民政局"])
def test_a_page_needs_no_signature(code: str, closing: str) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in report(closing=closing).split("\n"))
    page = from_bytes(f"<html><body>{paragraphs}</body></html>".encode(), "a.html")
    assert check(page, Config(select=frozenset({code}))) == []
