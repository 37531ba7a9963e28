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
# Every finding of severity warning or error: code, line, and what the message must say.
FINDINGS = {
    "000": [("NB101", 1, "没有标题"), ("NB104", 2, "“基本情况”应为“总体情况”"), ("NB103", 58, "六、其他需要报告的事项")],
    "001": [("NB403", 253, "表三“(六)其他处理”是 2019 年格式，表二是 2021 年格式")],
    "002": [("NB101", 1, "没有标题")],
    "003": [("NB101", 1, "没有标题"), ("NB202", 59, "“结果”应为“结果纠正”"), ("NB104", 62, "“存在的主要问题及改进情况”")],
    "004": [("NB105", 408, "缺少序号“五、”")],
}
SECTIONS = ["overview", "proactive", "requests", "remedies", "problems", "other"]


def seed(shared: Path, number: str) -> Path:
    return next((shared / "seeds").glob(f"{number}_*.txt"))


def figures(shared: Path, agency: str) -> dict[str, Any]:
    records = [json.loads(line) for line in (shared / "corpus" / "figures.jsonl").read_text("utf-8").splitlines()]
    return next(record for record in records if record["name"] == agency)


def values(report: Report, table: str) -> dict[str, list[Any]]:
    return {row.format.id: [cell.value for cell in row.cells] for row in report.tables[table].rows if row.format}


@pytest.mark.parametrize("number", AGENCIES)
def test_every_figure_is_read(shared: Path, number: str) -> None:
    report = parse(read(seed(shared, number)))
    expected = figures(shared, AGENCIES[number])
    assert values(report, "requests") == expected["requests"]
    assert values(report, "remedies") == {"cases": expected["remedies"]}
    assert all(table.doubt is None and all(row.fits for row in table.rows) for table in report.tables.values())
    printed = [number for row in expected["disclosure"].values() for number in (row.values() if isinstance(row, dict) else [row])]
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
    assert (report.agency and report.agency.value in AGENCIES[number]) or AGENCIES[number].endswith(report.agency.value if report.agency else "?")
    sections = [section.format.id for section in report.sections if section.format]
    assert sections == (SECTIONS[:5] if number == "000" else SECTIONS)
    versions = {id: table.version.id for id, table in report.tables.items() if id != "remedies"}
    assert versions == ({"disclosure": "2021", "requests": "2019"} if number == "001" else dict.fromkeys(("disclosure", "requests"), expected["format"]))


@pytest.mark.parametrize("number", AGENCIES)
def test_its_faults_and_nothing_else(shared: Path, number: str) -> None:
    source = read(seed(shared, number))
    found = [finding for finding in check(source) if finding.severity.rank > 0]
    lines = [source.position(source.original_span(finding.span).start).line if finding.span else 0 for finding in found]
    assert [(finding.code, line) for finding, line in zip(found, lines, strict=True)] == [(code, line) for code, line, _ in FINDINGS[number]]
    for finding, (_, _, says) in zip(found, FINDINGS[number], strict=True):
        assert says in finding.message
