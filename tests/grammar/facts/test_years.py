"""Every place that tells the report year and the period of the figures, in all forms and kinds of damage."""

from __future__ import annotations

from datetime import date

import pytest
from nianbao.grammar import Origin, Report, Source, parse

TITLE = "鹿鸣县水务局2023年政府信息公开工作年度报告"


def read(
    front: str = "",
    overview: str = "年内工作有序开展。",
    requests: str = "",
    closing: str = "",
    title: str = TITLE,
) -> Report:
    return parse(
        Source(
            "a.md",
            f"{title}\n{front}\n一、总体情况\n{overview}\n三、收到和处理政府信息公开申请情况\n{requests}\n六、其他需要报告的事项\n无。\n{closing}\n",
        )
    )


def years(report: Report) -> list[tuple[str, int]]:
    return [
        (reading.origin.value, reading.value)
        for reading in report.years
        if reading.origin not in (Origin.TITLE, Origin.PROSE)
    ]


# ── Periods ─────────────────────────────────────────────────────────────────

WHOLE = [
    "自2023年1月1日起至2023年12月31日止", "自2023年1月1日起，至2023年12月31日止",
    "从2023年1月1日到12月31日止", "2023年1月1日-12月31日",
    "2023年1月1日至2023年12月31日", "2023 年 1 月 1 日至 12 月 31 日", "2023年01月01日—2023年12月31日",
    "2023年1月1日——12月31日",
    "自 2023 年 1 月 1 日 起 ， 至 2023 年 12 月 31 日 止", "２０２３年１月１日至12月31日",
    "2023年1月1日~12月31日", "2023年1月1日～12月31日",
    "二〇二三年一月一日至十二月三十一日", "二○二三年一月一日起至二○二三年十二月三十一日", "2023年1—12月",
    "2023年1月至12月", "2023年1-12月份",
    "2023年1月1日0时至2023年12月31日", "2023年1月1日起至当年12月31日", "2023年1月1日开始，到2023年12月31日",
    "2023.1.1-2023.12.31",
    "2023-01-01至2023-12-31", "2023/1/1—2023/12/31", "截至2023年12月31日", "截止2023年12月31日",
    "截止到2023年12月底", "截至2023年12月",
]  # fmt: skip


@pytest.mark.parametrize("period", WHOLE)
def test_a_period_of_one_year(period: str) -> None:
    (found,) = read(f"本报告所列数据的统计期限为{period}。").periods
    assert (found.year, found.whole, found.labelled) == (2023, True, True)


DAMAGED = [
    "2023 11日到1231日", "20231月1日起至202312月31日止", "202311日至20231231日", "202311日至1231日",
    "2023年1月1日起至20231230日",
    "自2023年1月1日起至202023年12月31日止",
]  # fmt: skip


@pytest.mark.parametrize("period", DAMAGED)
def test_what_crawlers_leave_of_a_period_tells_its_year_only(period: str) -> None:
    (found,) = read(f"本报告所列数据的统计期限为{period}。").periods
    assert (found.year, found.whole, found.last) == (2023, True, None)


SHORT = {
    "2023年1月1日至2023年12月30日": ((2023, 1, 1), (2023, 12, 30)),
    "2023年1月1日至11月30日": ((2023, 1, 1), (2023, 11, 30)),
    "自2010年1月1日起至2009年12月31日止": ((2010, 1, 1), (2009, 12, 31)),
    "2022年12月1日至2023年11月30日": ((2022, 12, 1), (2023, 11, 30)),
    "2023年1—11月": ((2023, 1, 1), (2023, 11, 30)),
    "2024年1—2月": ((2024, 1, 1), (2024, 2, 29)),
    "2023-01-01至2023-10-31": ((2023, 1, 1), (2023, 10, 31)),
    "2023年1月1日至12月32日": ((2023, 1, 1), (2023, 12, 32)),
}


@pytest.mark.parametrize(("period", "days"), SHORT.items())
def test_a_period_of_another_length(period: str, days: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    report = read(f"统计时间为{period}。")
    (found,) = report.periods
    assert found.first and found.last and not found.whole
    assert (found.first[:3], found.last[:3]) == days
    assert "period" not in dict(years(report))


def test_the_days_of_a_period_have_their_places() -> None:
    report = read("统计期限自2023年1月1日起至12月30日止。")
    (period,) = report.periods
    assert period.first and period.last
    assert [report.source.quote(span) for span in (period.span, period.first.span, period.last.span)] == [
        "2023年1月1日起至12月30日",
        "2023年1月1日",
        "12月30日",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2023年5月1日至5月31日开展宣传月活动。",
        "行动自2023年3月1日起至2024年2月28日止。",
        "截至2023年6月30日，已建成专栏9个。",
    ],
)
def test_other_stretches_of_time_are_no_periods(line: str) -> None:
    assert read("", line).periods == ()


def test_a_whole_year_in_the_prose_is_not_called_the_period() -> None:
    report = read("", "2022年1月1日至12月31日，收到申请3件；2023年1月1日至12月31日，收到申请5件。")
    assert [(period.year, period.labelled) for period in report.periods] == [(2022, False), (2023, False)]
    assert years(report) == []


# ── Statements of the year ──────────────────────────────────────────────────


def test_every_statement_is_kept_with_its_place() -> None:
    report = read(
        "现公布《鹿鸣县水务局2022年政府信息公开工作年度报告》，数据统计期限为2021年1月1日至12月31日。",
        requests="2020年度政府信息公开申请情况统计表",
        closing="鹿鸣县水务局\n2020年1月4日",
    )  # fmt: skip
    assert years(report) == [
        ("self-reference", 2022),
        ("period", 2021),
        ("caption", 2020),
        ("signature", 2019),
    ]
    assert [report.source.quote(reading.span)[:4] for reading in report.years if reading.span] == [
        "2023",
        "2022",
        "2021",
        "2020",
        "2022",
        "2020",
    ]
    assert report.year and (report.year.value, report.year.origin) == (2022, Origin.SELF_REFERENCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "现将2022年度政府信息公开工作年度报告公布如下。",
        "我局编制了2022年政府信息公开工作年度报告。",
        "我局编写了《鹿鸣县水务局2022年度政府信息公开年度报告》（以下简称报告）。",
        "现向社会公布鹿鸣县水务局2022年政府信息公开工作年度报告，请予监督。",
        "制作二〇二二年政府信息公开工作年度报告如下。",
    ],
)
def test_a_report_that_names_its_year(sentence: str) -> None:
    assert years(read(sentence)) == [("self-reference", 2022)]


@pytest.mark.parametrize(
    "sentence",
    [
        "按照《关于做好2022年度政府信息公开工作年度报告编制发布工作的通知》，编制本报告。",
        "根据做好2022年政府信息公开工作年度报告编制的要求，现公布如下。",
        "我局已于年初公布2022年政府信息公开工作年度报告。",
        "2023年1月，编制发布2022年政府信息公开工作年度报告。",
        "按时发布上一年度即2022年政府信息公开工作年度报告。",
        "结合2022年政府信息公开工作实际，编制本报告。",
    ],
)
def test_notices_and_last_years_report_do_not(sentence: str) -> None:
    assert years(read(sentence)) == []


def test_last_years_report_among_the_achievements_does_not() -> None:
    assert years(read("", "编制并公布2022年政府信息公开工作年度报告。")) == []


@pytest.mark.parametrize(
    "caption",
    [
        "单位：鹿鸣县水务局 2022年度",
        "2022年政府信息公开申请情况统计表",
        "2022年度收到和处理申请情况",
        "填报单位（盖章）2022年报表",
    ],
)
def test_captions(caption: str) -> None:
    assert years(read(requests=caption)) == [("caption", 2022)]


@pytest.mark.parametrize(
    "line",
    [
        "2022年结转1件，已在本年办结。",
        "2022年结转情况",
        "统计截止时间：2023年1月5日",
        "与2022年相比情况",
        "2021年至2022年情况统计表",
        "单位：件",
    ],
)
def test_lines_that_are_no_captions(line: str) -> None:
    assert "caption" not in dict(years(read(requests=line)))


def test_a_title_that_is_printed_twice() -> None:
    report = read(
        title="鹿鸣县水务局2022年度政府信息公开工作年度报告\n鹿鸣县水务局2023年政府信息公开工作年度报告"
    )
    assert [reading.value for reading in report.years if reading.origin is Origin.TITLE] == [2022, 2023]


def test_links_to_other_reports_are_no_titles() -> None:
    links = "鹿鸣县水务局2021年政府信息公开工作年度报告\n鹿鸣县水务局2022年政府信息公开工作年度报告"
    assert [reading.value for reading in read(links).years if reading.origin is Origin.TITLE] == [2023]


def test_the_date_in_the_brackets_of_a_title_is_not_its_year() -> None:
    report = read(title=f"{TITLE}（2024年1月12日）")
    assert [reading.value for reading in report.years] == [2023]


# ── Dates ───────────────────────────────────────────────────────────────────


def test_the_date_below_an_agency_is_the_signature() -> None:
    report = read(closing="鹿鸣县水务局\n2024年1月19日\n2024年5月2日")
    assert report.dated and (report.dated.value, report.dated.origin) == (date(2024, 1, 19), Origin.SIGNATURE)


def test_a_bare_date_at_the_title_may_be_a_sites() -> None:
    report = read("2025年3月2日")
    assert report.dated and (report.dated.value, report.dated.origin) == (date(2025, 3, 2), Origin.MASTHEAD)


@pytest.mark.parametrize(
    "line",
    [
        "（2024年1月12日）",
        "鹿鸣县水务局 2024年1月12日",
        "鹿鸣县水务局\n2024年1月12日",
        "鹿鸣县  2024年 1月12日",
    ],
)
def test_a_date_at_the_title_in_brackets_or_below_an_agency_is_signed(line: str) -> None:
    report = read(line)
    assert report.dated and (report.dated.value, report.dated.origin) == (date(2024, 1, 12), Origin.SIGNATURE)


def test_a_county_and_its_date_in_one_line() -> None:
    report = read(closing="鹿鸣县  2024年1月12日")
    assert report.dated and report.dated.span and report.source.quote(report.dated.span) == "2024年1月12日"


@pytest.mark.parametrize("line", ["截至 2024年1月12日", "公开时间为2024年1月12日", "联系市 2024年2月30日"])
def test_lines_that_end_with_a_date_are_no_signature(line: str) -> None:
    assert read(closing=line).dated is None


def test_a_date_within_the_report_is_none() -> None:
    assert read("", "年内开展活动。\n2023年5月2日\n活动有序。").dated is None


def test_the_last_date_is_read_where_none_has_an_agency() -> None:
    report = read(closing="2024年1月19日\n2024年1月20日")
    assert report.dated and report.dated.value == date(2024, 1, 20)
