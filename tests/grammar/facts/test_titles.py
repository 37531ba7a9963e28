"""Who reports, about which year and when: read from titles, periods, signatures and what else is there."""

from __future__ import annotations

from datetime import date

import pytest
from nianbao.grammar import Level, Origin, Report, Source, parse

SECTIONS = "一、总体情况\n{overview}\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n六、其他需要报告的事项\n无。\n"


def read(front: str, overview: str = "年内工作有序开展。", closing: str = "") -> Report:
    return parse(Source("a.md", f"{front}\n{SECTIONS.format(overview=overview)}{closing}\n"))


def facts(report: Report) -> tuple[int | None, str | None]:
    return report.year.value if report.year else None, report.agency.value if report.agency else None


# ── Titles ──────────────────────────────────────────────────────────────────

TITLES = {
    "T1": ("沧浪市卫生健康委员会2023年政府信息公开工作年度报告", "沧浪市卫生健康委员会"),
    "T2": ("临渊州公安局2023年度政府信息公开工作年度报告", "临渊州公安局"),
    "T3 a": ("2023年东屏市政府信息公开工作年度报告", "东屏市"),
    "T3 b": ("2023年度鱼鸣镇政府信息公开工作年度报告", "鱼鸣镇"),
    "T3 c": ("2023 年上水市科学技术委员会政府信息公开工作年度报告", "上水市科学技术委员会"),
    "T4": ("盐湖县教育和体育局关于2023年度政府信息公开工作的年度报告", "盐湖县教育和体育局"),
    "T5": ("漳河市审计局2023年政府信息公开工作的年度报告", "漳河市审计局"),
    "T6 a": ("鞍岭市人力资源和社会保障局2023年度政府信息公开工作报告", "鞍岭市人力资源和社会保障局"),
    "T6 b": ("红柳区人民政府办公室2023年政府信息公开工作报告", "红柳区人民政府办公室"),
    "T7": ("花田汽车城管理委员会2023年政府信息公开年度报告", "花田汽车城管理委员会"),
    "T8": ("文华阁乡2023年度政府信息公开年度报告", "文华阁乡"),
    "T9": ("长河市公安局2023年政府信息公开年度工作报告", "长河市公安局"),
    "T10": ("2023年连云乡人民政府政府信息公开工作情况报告", "连云乡人民政府"),
    "T11": ("2023湖滨县大坪乡2023年度政府信息公开工作年度报告", "湖滨县大坪乡"),
    "T12": ("2023年政府信息公开工作年度报告", None),
    "T13": ("永泰市冷溪区2023年政府信息公开工作年度报告", "永泰市冷溪区"),
    "T14": ("行政审批服务局2023年政府信息公开工作年度报告", "行政审批服务局"),
    "T15": ("信江县卫生健康委2023年政府信息公开工作年度报告", "信江县卫生健康委"),
    "T16 a": ("鹿鸣县2023年政府信息公开工作年度报告（超链版）", "鹿鸣县"),
    "T16 b": ("鹿鸣县2023年政府信息公开工作年度报告(图片版)", "鹿鸣县"),
    "T17": ("舒河市市场监督管理局2023年政务信息公开年度报告", "舒河市市场监督管理局"),
    "official report": ("鹿鸣县水务局关于2023年政府信息公开工作的报告", "鹿鸣县水务局"),
    "year late": ("鹿鸣县水务局政府信息公开工作2023年度报告", "鹿鸣县水务局"),
    "short": ("鹿鸣县水务局2023年政府信息公开工作年报", "鹿鸣县水务局"),
    "blanks": ("鹿鸣县水务局 2023 年政府信息公开 工作年度报告", "鹿鸣县水务局"),
    "two lines": ("鹿鸣县水务局2023年政府信息公开\n\n工作年度报告", "鹿鸣县水务局"),
    "agency above": ("鹿鸣县水务局\n2023年政府信息公开工作年度报告", "鹿鸣县水务局"),
    "three lines": ("鹿鸣县水务局\n关于2023年政府信息公开工作的\n年度报告", "鹿鸣县水务局"),
    "twice": (
        "马头镇人民政府2023年度政府信息公开工作年度报告\n马头镇人民政府2023年政府信息公开工作年度报告",
        "马头镇人民政府",
    ),
    "in book marks": ("《鹿鸣县水务局2023年政府信息公开工作年度报告》", "鹿鸣县水务局"),
    "heading": ("# 鹿鸣县水务局2023年政府信息公开工作年度报告", "鹿鸣县水务局"),
    "bold": ("**鹿鸣县水务局2023年政府信息公开工作年度报告**", "鹿鸣县水务局"),
    "Chinese numerals": ("鹿鸣县水务局二〇二三年政府信息公开工作年度报告", "鹿鸣县水务局"),
    "Chinese numerals first": ("二〇二三年鹿鸣县水务局政府信息公开工作年度报告", "鹿鸣县水务局"),
    "index card": (
        "索引号：675490773/2024-00050\n发布时间：2024-01-23 10:37\n鹿鸣县水务局2023年政府信息公开工作年度报告\n浏览次数：1203",
        "鹿鸣县水务局",
    ),
    "index table": (
        "索 引 号 | 675490773/2024-00050 | 分 类 | 综合政务 |\n鹿鸣县水务局2023年政府信息公开工作年度报告",
        "鹿鸣县水务局",
    ),
    "bread crumbs": (
        "当前位置：首页 > 政府信息公开 > 政府信息公开年报\n鹿鸣县水务局2023年政府信息公开工作年度报告",
        "鹿鸣县水务局",
    ),
    "traditional": ("鹿鳴縣水務局2023年政府信息公開工作年度報告", "鹿鸣县水务局"),
}


@pytest.mark.parametrize(("title", "agency"), TITLES.values(), ids=TITLES)
def test_titles(title: str, agency: str | None) -> None:
    report = read(title)
    assert facts(report) == (2023, agency)


@pytest.mark.parametrize(
    "title",
    [
        "鹿鸣县水务局\n2023年政府信息公开工作年度报告", "鹿鸣县水务局2023年度\n政府信息公开工作年度报告", "2023年鹿鸣县水务局\n\n政府信息公开工作年度报告",
        "# 鹿鸣县水务局\n\n# 2023 年政府信息公开工作年度报告", "鹿鸣县水务局（县河长办）\n2023年政府信息公开工作年度报告",
    ],
)  # fmt: skip
def test_a_title_is_whole_where_it_begins_in_the_line_above(title: str) -> None:
    report = read(title)
    assert report.title and "鹿鸣县水务局" in report.title.text and "2023" in report.title.text
    assert "".join(report.source.quote(report.title.span).replace("#", "").split()) == "".join(
        title.replace("#", "").split()
    )


def test_the_name_of_a_site_is_no_part_of_the_title() -> None:
    report = read("鹿鸣县人民政府\n2023年政府信息公开工作年度报告", closing="鹿鸣县水务局\n2024年1月12日")
    assert report.title and report.title.text == "2023年政府信息公开工作年度报告"
    assert report.agency and report.agency.value == "鹿鸣县水务局"


@pytest.mark.parametrize(
    "line",
    ["政府信息公开目录", "来源：鹿鸣县水务局", "首页 > 年报", "2024-01-12", "鹿鸣县人民政府网站", "公开专栏"],
)
def test_other_lines_above_are_no_part_of_the_title(line: str) -> None:
    report = read(f"{line}\n2023年政府信息公开工作年度报告")
    assert report.title and report.title.text == "2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("title", ["河包镇政府信息公开工作年度报告", "会同山县林业局信息公开工作年度报告"])
def test_a_title_without_a_year(title: str) -> None:
    report = read(title, "2023年工作有序开展。")
    assert report.title and report.title.text == title
    assert report.year and (report.year.value, report.year.origin) == (2023, Origin.PROSE)
    assert (
        report.agency
        and report.agency.value == title[: title.index("政府信息" if "政府" in title else "信息")]
    )


def test_the_title_is_told_with_its_place() -> None:
    front = "首页\n\n鹿鸣县水务局2023年政府信息公开\n工作年度报告"
    report = read(front)
    assert report.title and report.title.text == "鹿鸣县水务局2023年政府信息公开工作年度报告"
    assert report.source.quote(report.title.span) == "鹿鸣县水务局2023年政府信息公开\n工作年度报告"


@pytest.mark.parametrize(
    "line",
    [
        "2023年，我局政府信息公开工作取得新的成绩，现将年度报告公布如下。",
        "根据《中华人民共和国政府信息公开条例》，特向社会公布2023年政府信息公开工作年度报告。",
        "（2023年政府信息公开工作年度报告）附件：统计表",
        "政府信息公开",
        "2023年度工作报告",
    ],
)
def test_lines_that_are_no_title(line: str) -> None:
    assert read(line).title is None


def test_a_title_quoted_later_is_no_title() -> None:
    assert read("首页", "鹿鸣县水务局2022年政府信息公开工作年度报告").title is None


# ── Periods ─────────────────────────────────────────────────────────────────

PERIODS = [
    "自2023年1月1日起至2023年12月31日止", "自2023年1月1日起，至2023年12月31日止", "从2023年1月1日到12月31日止", "2023年1月1日-12月31日",
    "2023年1月1日至2023年12月31日", "2023 年 1 月 1 日至 12 月 31 日", "2023年01月01日—2023年12月31日", "自 2023 年 1 月 1 日 起 ， 至 2023 年 12 月 31 日 止",
    "2023 11日到1231日", "20231月1日起至202312月31日止", "202311日至20231231日", "202311日至1231日", "2023年1月1日起至20231230日",
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


def test_the_title_outweighs_everything() -> None:
    report = read(
        "鹿鸣县水务局2022年政府信息公开工作年度报告\n统计期限为2023年1月1日至12月31日。",
        "2023年有序开展。",
        "2025年1月3日",
    )
    assert report.year and (report.year.value, report.year.origin) == (2022, Origin.TITLE)


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


# ── Signatures ──────────────────────────────────────────────────────────────

SIGNATURES = [
    "鹿鸣县水务局\n2024年1月19日", "鹿鸣县水务局\n\n2024 年 1 月 19 日", "                                    鹿鸣县水务局\n                     2024年1月19日",
    "\u00a0\u00a0\u00a0鹿鸣县水务局\n\u00a0\u00a0\u00a02024年1月19日",
    "鹿鸣县水务局\n二〇二四年一月十九日", "鹿鸣县水务局\n（2024年1月19日）", "鹿鸣县水务局\n2024年01月19日",
    "鹿鸣县水务局　　2024年1月19日", "鹿鸣县水务局 2024年1月19日", "鹿鸣县水务局2024年1月19日",
    "鹿鸣县水务局\n2024年1月19日\n主办单位：鹿鸣县人民政府办公室\n网站标识码:1411270001 晋ICP备19007275号-1\n下一篇: 没有了",
]  # fmt: skip


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures(signature: str) -> None:
    report = read("统计期限为2023年1月1日至12月31日。", closing=signature)
    assert report.agency and (report.agency.value, report.agency.origin) == ("鹿鸣县水务局", Origin.SIGNATURE)
    assert report.dated and report.dated.value == date(2024, 1, 19)


def test_the_year_before_the_signature_is_the_last_resort() -> None:
    report = read("", closing="鹿鸣县水务局\n2024年1月19日")
    assert report.year and (report.year.value, report.year.origin) == (2023, Origin.SIGNATURE)


@pytest.mark.parametrize("line", ["2024年2月30日", "2024年13月1日", "2024126日", "2024年1月"])
def test_dates_that_are_none(line: str) -> None:
    assert read("", closing=line).dated is None


@pytest.mark.parametrize(
    "agency",
    [
        "鹿鸣县政务公开领导小组办公室",
        "鹿鸣县青山镇人民政府",
        "鹿鸣经济技术开发区管委会",
        "鹿鸣市卫生健康委员会",
        "国家税务总局鹿鸣县税务局",
        "青山街道办事处",
        "鹿鸣市公共资源交易中心",
    ],
)
def test_who_signs(agency: str) -> None:
    report = read("", closing=f"{agency}\n2024年1月19日")
    assert report.agency and report.agency.value == agency


def test_a_report_that_names_itself() -> None:
    report = read("现公布《鹿鸣县水务局2023年政府信息公开工作年度报告》。")
    assert report.agency and (report.agency.value, report.agency.origin) == (
        "鹿鸣县水务局",
        Origin.SELF_REFERENCE,
    )


@pytest.mark.parametrize(
    "law",
    [
        "《中华人民共和国政府信息公开条例》",
        "《中华人民共和国政府信息公开工作年度报告格式》",
        "《政府信息公开信息处理费管理办法》",
    ],
)
def test_the_law_is_no_agency(law: str) -> None:
    assert read(f"根据{law}编制。").agency is None


def test_the_subject_of_the_first_sentence() -> None:
    report = read("", "2023年，鹿鸣县水务局认真贯彻条例。")
    assert report.agency and (report.agency.value, report.agency.origin) == ("鹿鸣县水务局", Origin.PROSE)


@pytest.mark.parametrize(
    "title",
    [
        "关于报送2023年政府信息公开工作年度报告的报告",
        "关于印发2023年政府信息公开工作年度报告的通知",
        "政府信息公开工作年度报告",
    ],
)
def test_a_verb_is_no_agency(title: str) -> None:
    assert read(title).agency is None


# ── Levels ──────────────────────────────────────────────────────────────────

LEVELS = {
    Level.GOVERNMENT: ("鹿鸣县人民政府", "南屏省人民政府", "永泰市冷溪区", "鹿鸣县", "东屏市", "临渊州", "白云自治县人民政府", "草原旗人民政府", "南屏省"),
    Level.DEPARTMENT: (
        "鹿鸣县水务局", "南屏省人民政府办公厅", "鹿鸣县人民政府办公室", "沧浪市卫生健康委员会", "信江县卫生健康委", "国家税务总局鹿鸣县税务局",
        "鹿鸣市公安局青山分局",
        "鹿鸣经济技术开发区管委会", "鹿鸣经济技术开发区", "鹿鸣产业园区", "行政审批服务局", "鹿鸣县政务公开领导小组办公室", "镇江市财政局",
        "乡村振兴局", "鹿鸣县城镇建设局", "街道管理处",
    ),
    Level.TOWNSHIP: ("青山镇人民政府", "连云乡人民政府", "文华阁乡", "鱼鸣镇", "东风路街道", "青山街道办事处", "青山街道", "乌兰苏木",
        "青山镇政府", "东风路街办", "青山镇党政综合办公室"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("level", "agency"), [(level, agency) for level, agencies in LEVELS.items() for agency in agencies]
)
def test_levels(level: Level, agency: str) -> None:
    report = read(f"{agency}2023年政府信息公开工作年度报告")
    assert report.agency and report.agency.value == agency
    assert report.level is level


def test_no_agency_no_level() -> None:
    assert read("首页").level is None
