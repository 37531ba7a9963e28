"""Five real reports: everything in them is read, their faults are found, and nothing else is."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from nianbao.grammar import Report, parse
from nianbao.linter import check, read

AGENCIES = {
    "000": "岚县行政审批服务管理局",
    "001": "永州市冷水滩区人民政府",
    "002": "牟定县政务服务管理局",
    "003": "砚山县投资促进局",
    "004": "汶上县行政审批服务局",
}
GOLDEN = Path(__file__).with_name("seeds.txt")
SECTIONS = ["overview", "proactive", "requests", "remedies", "problems", "other"]


def seed(shared: Path, number: str) -> Path:
    return next((shared / "seeds").glob(f"{number}_*.txt"))


def figures(shared: Path, agency: str) -> dict[str, Any]:
    records = [
        json.loads(line) for line in (shared / "corpus" / "figures.jsonl").read_text("utf-8").splitlines()
    ]
    return next(record for record in records if record["name"] == agency)


def values(report: Report, table: str) -> dict[str, list[Any]]:
    return {
        row.format.id: [cell.value for cell in row.cells] for row in report.tables[table].rows if row.format
    }


@pytest.mark.parametrize("number", AGENCIES)
def test_every_figure_is_read(shared: Path, number: str) -> None:
    report = parse(read(seed(shared, number)))
    expected = figures(shared, AGENCIES[number])
    assert values(report, "requests") == expected["requests"]
    assert values(report, "remedies") == {"cases": expected["remedies"]}
    assert all(
        table.doubt is None and all(row.fits for row in table.rows) for table in report.tables.values()
    )
    printed = [
        number
        for row in expected["disclosure"].values()
        for number in (row.values() if isinstance(row, dict) else [row])
    ]
    read_off = [cell.text or None for row in report.tables["disclosure"].rows for cell in row.cells]
    assert [_number(text) for text in read_off] == [_number(value) for value in printed]


def _number(value: Any) -> Any:
    text = "".join(character for character in str(value) if character in "0123456789.")
    return Decimal(text) if text else None


@pytest.mark.parametrize("number", AGENCIES)
def test_facts_are_read(shared: Path, number: str) -> None:
    report = parse(read(seed(shared, number)))
    expected = figures(shared, AGENCIES[number])
    assert report.year and report.year.value == expected["year"]
    assert (report.agency and report.agency.value in AGENCIES[number]) or AGENCIES[number].endswith(
        report.agency.value if report.agency else "?"
    )
    sections = [section.format.id for section in report.sections if section.format]
    assert sections == (SECTIONS[:5] if number == "000" else SECTIONS)
    versions = {id: table.version.id for id, table in report.tables.items() if id != "remedies"}
    assert versions == (
        {"disclosure": "2021", "requests": "2019"}
        if number == "001"
        else dict.fromkeys(("disclosure", "requests"), expected["format"])
    )


@pytest.mark.parametrize("number", AGENCIES)
def test_its_faults_and_nothing_else(shared: Path, number: str) -> None:
    lines = [
        line.split(maxsplit=4) for line in GOLDEN.read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    expected = [(int(line), code, severity) for report, line, code, severity, _ in lines if report == number]
    source = read(seed(shared, number))
    found = [
        (
            source.position(source.original_span(finding.span).start).line if finding.span else 0,
            finding.code,
            finding.severity.value,
        )
        for finding in check(source)
    ]
    assert found == expected
