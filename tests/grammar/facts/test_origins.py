"""Which of the places that tell a year counts."""

from __future__ import annotations

import pytest
from nianbao.grammar import Level, Origin, Source, parse

from tests.grammar.facts.reports import read

PERIODS = [
    "自2023年1月1日起至2023年12月31日止", "自2023年1月1日起，至2023年12月31日止",
    "从2023年1月1日到12月31日止", "2023年1月1日-12月31日",
    "2023年1月1日至2023年12月31日", "2023 年 1 月 1 日至 12 月 31 日", "2023年01月01日—2023年12月31日",
    "自 2023 年 1 月 1 日 起 ， 至 2023 年 12 月 31 日 止",
    "2023 11日到1231日", "20231月1日起至202312月31日止", "202311日至20231231日", "202311日至1231日",
    "2023年1月1日起至20231230日",
    "２０２３年１月１日至12月31日",
    "二〇二三年一月一日至十二月三十一日", "2023年1—12月", "截至2023年12月31日",
]  # fmt: skip


@pytest.mark.parametrize("period", PERIODS)
def test_periods(period: str) -> None:
    report = read(f"本报告所列数据的统计期限为{period}。")
    assert report.year and report.year.value == 2023
    assert report.year.span and report.source.text[report.year.span.start :].startswith(("2023", "二〇二三"))


def test_the_period_outweighs_the_years_of_the_prose() -> None:
    report = read(
        "本报告统计期限自2023年1月1日起至2023年12月31日止。",
        "2022年以来，2022年和2022年的工作已在上年报告。2024年继续努力。",
    )
    assert report.year and (report.year.value, report.year.origin) == (2023, Origin.PERIOD)


def test_years_that_are_compared_with_do_not_count() -> None:
    report = read("", "2023年收到申请3件，比2022年少1件，同2022年相比持平，较2022年下降。")
    assert report.year and (report.year.value, report.year.origin) == (2023, Origin.PROSE)


def test_a_year_in_the_title_alone_does_not_outweigh_the_others() -> None:
    report = read(
        "鹿鸣县水务局2022年政府信息公开工作年度报告\n统计期限为2023年1月1日至12月31日。",
        "2023年有序开展。",
        "2025年1月3日",
    )
    assert report.year and (report.year.value, report.year.origin) == (2023, Origin.PERIOD)


def test_an_option_outweighs_the_title() -> None:
    report = parse(
        Source("a.md", "鹿鸣县水务局2022年政府信息公开工作年度报告"), year=2019, level=Level.TOWNSHIP
    )
    assert report.year and (report.year.value, report.year.origin, report.year.span) == (
        2019,
        Origin.OPTION,
        None,
    )
    assert (report.format.id, report.level) == ("2019", Level.TOWNSHIP)


def test_a_report_without_any_year() -> None:
    assert read("首页").year is None


def test_the_year_before_the_signature_is_the_last_resort() -> None:
    report = read("", closing="鹿鸣县水务局\n2024年1月19日")
    assert report.year and (report.year.value, report.year.origin) == (2023, Origin.SIGNATURE)
