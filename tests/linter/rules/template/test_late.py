"""NB407: the deadlines of each kind of body, and the date that counts."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.rules.template.reports import codes, findings, of, report

DATES = {
    ("青禾县民政局", "我局", "2024年1月31日"): None,
    ("青禾县民政局", "我局", "2024年2月1日"): Severity.WARNING,
    ("青禾县人民政府", "我县", "2024年3月31日"): None,
    ("青禾县", "我县", "2024年4月1日"): Severity.WARNING,
    ("柳溪镇人民政府", "我镇", "2024年1月31日"): None,
    ("柳溪街道办事处", "我街道", "2024年2月8日"): Severity.INFO,
    ("柳溪镇人民政府", "我镇", "2024年4月8日"): Severity.WARNING,
    ("青禾县人民政府办公室", "我办", "2024年3月8日"): None,
    ("青禾县人民政府办公室", "我办", "2024年4月8日"): Severity.WARNING,
    ("云岭高新区管委会", "我区", "2024年3月8日"): None,
    ("青禾县人民医院", "我院", "2024年5月8日"): None,
}


@pytest.mark.parametrize(("case", "severity"), DATES.items())
def test_deadlines(case: tuple[str, str, str], severity: Severity | None) -> None:
    agency, person, day = case
    found = findings(of(agency, person, signature=f"{agency}\n{day}"))
    assert [(finding.code, finding.severity) for finding in found] == (
        [("NB407", severity)] if severity else []
    )


def test_the_law_of_older_reports_is_another() -> None:
    assert (
        codes(of("青禾县民政局", "我局", signature="青禾县民政局\n2019年3月20日").replace("2023", "2018"))
        == []
    )


@pytest.mark.parametrize(("line", "found"), [("（2024年2月20日）", ["NB407"]), ("2024年2月20日", [])])
def test_a_date_at_the_title_counts_where_it_stands_in_brackets(line: str, found: list[str]) -> None:
    assert codes(report(preamble=line, signature="")) == found
