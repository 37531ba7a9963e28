"""Reports without a fault raise no error and no warning, however they are worded and written down."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from nianbao.linter import Severity, Source, check

from tests import generator
from tests.generator import clean, clean_report

CHUNKS, CHUNK = 15, 20


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_clean_reports_raise_no_alarm(chunk: int) -> None:
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        report = clean_report(random.Random(number))
        findings = check(Source(f"{number}.md", report.text))
        alarms = [
            f"{finding.code} {finding.place}: {finding.message}"
            for finding in findings
            if finding.severity is not Severity.INFO
        ]
        assert not alarms, (
            f"report {number}, {report.body.name} {report.year}, {report.style}: {alarms}\n"
            f"{report.text}\n{report.forms}"
        )


def test_the_same_seed_makes_the_same_report() -> None:
    assert clean(random.Random(7)) == clean_report(random.Random(7)).text


def test_the_reports_differ() -> None:
    reports = [clean_report(random.Random(number)) for number in range(CHUNKS * CHUNK)]
    assert len({report.body.place for report in reports}) >= 60
    assert {report.body.kind for report in reports} == {"government", "department", "township"}
    assert {report.year for report in reports} == set(range(2019, 2026))
    assert len({report.text for report in reports}) == len(reports)


def test_the_generator_does_not_know_the_linter() -> None:
    for path in Path(generator.__file__).parent.glob("*.py"):
        assert "nianbao" not in path.read_text("utf-8"), path.name
