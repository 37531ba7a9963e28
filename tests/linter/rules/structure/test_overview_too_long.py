"""NB119: how long an overview may be."""

from __future__ import annotations

import pytest
from nianbao.linter import Config, Severity, Source, check

from tests.linter.plain_report import (
    messages,
    report,
)


@pytest.mark.parametrize(("length", "year", "found"), [(1000, 2023, 0), (1001, 2023, 1), (3000, 2020, 0)])
def test_length_of_the_overview(length: int, year: int, found: int) -> None:
    text = report(overview="　\n".join(["公" * 100] * (length // 100) + ["公" * (length % 100)])).replace(
        "2023", str(year)
    )
    assert len(messages("NB119", text)) == found


@pytest.mark.parametrize(
    ("config", "spoken"),
    [
        (Config(), False),
        (Config(severity={"NB119": Severity.WARNING}), True),
        (Config(select=frozenset({"NB119"})), True),
        (Config(severity={"NB119": Severity.INFO}, ignore=frozenset({"NB119"})), False),
    ],
)
def test_it_speaks_on_demand(config: Config, spoken: bool) -> None:
    findings = check(Source("a.md", report(overview="公" * 1001)), config)
    assert ("NB119" in {finding.code for finding in findings}) is spoken
