"""Which body and which year a report is about: what its title, preamble, prose and signature say of it, and what they need not say."""

from __future__ import annotations

import re

import pytest
from nianbao.linter import Config, Finding, Severity, Source, check

RULES = frozenset({"NB102", "NB404", "NB405", "NB406", "NB407", "NB408", "NB410"})
PERIOD = "本报告所列数据的统计期限为2023年1月1日至12月31日。"


def report(
    title: str = "青禾县民政局2023年政府信息公开工作年度报告", preamble: str = "", overview: str = "2023年，我局公开信息86条。", problems: str = "已改进。",
    other: str = "无。", signature: str = "青禾县民政局\n2024年1月12日",
) -> str:  # fmt: skip
    return (
        f"{title}\n{preamble}\n一、总体情况\n{overview}\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
        f"五、存在的主要问题及改进情况\n{problems}\n六、其他需要报告的事项\n{other}\n\n{signature}\n"
    )


def of(agency: str, person: str, **parts: str) -> str:
    parts.setdefault("signature", f"{agency}\n2024年1月12日")
    return report(
        f"{agency}2023年政府信息公开工作年度报告", overview=f"2023年，{person}公开信息86条。", **parts
    )


def findings(text: str, **options: int) -> list[Finding]:
    return check(Source("a.md", text), Config(select=RULES, **options))  # type: ignore[arg-type]


def codes(text: str, **options: int) -> list[str]:
    return [finding.code for finding in findings(text, **options)]


def mended(text: str, finding: Finding) -> str:
    (fix,) = finding.fixes
    folded = Source("a.md", text).text
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        folded = folded[: edit.span.start] + edit.text + folded[edit.span.end :]
    return folded


FIXED = {
    "title lacks a word": report("青禾县民政局2023年政府信息公开年度报告"),
    "title in Markdown": report("# **青禾县民政局 2023 年度政府信息公开工作报告**"),
    "title over two lines": report("青禾县民政局2023年度\n政府信息公开工作报告"),
    "title without agency": report("2023年政府信息公开工作年度报告"),
    "title without year": report("青禾县民政局政府信息公开工作年度报告"),
    "title in Chinese numerals": report("青禾县民政局二〇二三年政府信息公开年度报告"),
    "year of the title": report("青禾县民政局2022年政府信息公开工作年度报告", PERIOD),
    "year of the title in Chinese numerals": report("青禾县民政局二〇二二年政府信息公开工作年度报告", PERIOD),
    "year of the period": report(preamble="统计期限自2022年1月1日起至2022年12月31日止。"),
    "year of the period in Chinese numerals": report(
        preamble="统计期限自二〇二二年一月一日起至二〇二二年十二月三十一日止。"
    ),
    "year of the name": report(preamble="现公布《青禾县民政局2022年政府信息公开工作年度报告》。"),
    "year of the date": report(signature="青禾县民政局\n2026年1月12日"),
    "date in the report year": report(signature="青禾县民政局\n（2023年1月12日）"),
    "opening": report(overview="2022年，我局认真履职。\n（一）主动公开。2023年公开信息86条。"),
    "plan and looking back": report(problems="2022年，我局仍存在不足。2023年，我局将继续努力。"),
    "last day": report(preamble="统计期限自2023年1月1日起至2023年12月30日止。"),
    "first year": report(preamble="统计期限自2022年1月1日起至2023年12月31日止。"),
    "period backwards": report(preamble="数据统计自2023年1月1日起至2022年12月31日止。"),
    "months": report(preamble="统计期限为2023年1—11月。"),
    "points": report(preamble="统计期限：2023.01.01-2023.12.30。"),
    "until": report(preamble="统计数据截至2023年12月30日，本报告统计数据以此为准。"),
    "wrong verb": report(preamble="截止2023年12月31日。", other="截止目前，无。"),
    "signature": report(signature="青禾县水务局\n2024年1月12日"),
    "name in the preamble": report(preamble="现公布《白鹭县民政局2023年政府信息公开工作年度报告》。"),
    "name in the title": report(
        preamble="现公布《青禾县水务局2023年政府信息公开工作年度报告》。",
        signature="青禾县水务局\n2024年1月12日",
    ),
    "first person": report(overview="2023年，我镇公开信息86条，我镇还举办培训。"),
}


@pytest.mark.parametrize("text", FIXED.values(), ids=FIXED)
def test_a_fix_makes_the_finding_go_away(text: str) -> None:
    (finding,) = findings(text)
    assert codes(mended(text, finding)) == []


def test_only_the_wrong_verb_is_mended_without_asking() -> None:
    safe = {
        name
        for name, text in FIXED.items()
        if any(fix.safe for finding in findings(text) for fix in finding.fixes)
    }
    assert safe == {"wrong verb"}


# ── NB102 ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title",
    [
        "青禾县民政局2023年政府信息公开工作年度报告", "青禾县民政局2023年度政府信息公开工作年度报告", "2023年青禾县民政局政府信息公开工作年度报告",
        "2023年度青禾县民政局政府信息公开工作年度报告", "青禾县民政局\n2023年政府信息公开工作年度报告", "# 青禾县民政局\n\n# 2023 年度政府信息公开工作年度报告",
        "青禾县民政局2023年度\n政府信息公开工作年度报告", "2023年青禾县民政局\n政府信息公开工作年度报告", "青禾县民政局二〇二三年政府信息公开工作年度报告",
        "**青禾县民政局2023年政府信息公开工作年度报告**\n（2024年1月12日）", "青禾縣民政局2023年政府信息公開工作年度報告",
        "附件1\n青禾县民政局2023年政府信息公开工作年度报告",
        "当前位置：首页 > 年报 > 青禾县民政局2023年政府信息公开工作年度报告\n青禾县民政局2023年政府信息公开工作年度报告",
    ],
)  # fmt: skip
def test_titles_in_their_common_form(title: str) -> None:
    assert codes(report(title)) == []


@pytest.mark.parametrize(
    "agency", ["云岭市冷溪区", "柳溪镇", "行政审批服务局", "青禾县卫生健康委", "文华阁乡"]
)
def test_short_names_are_no_fault_of_the_title(agency: str) -> None:
    assert (
        codes(
            report(f"{agency}2023年政府信息公开工作年度报告", overview="2023年，公开信息86条。", signature="")
        )
        == []
    )


def test_the_word_government_may_stand_once_for_both() -> None:
    assert (
        codes(
            of("柳溪镇人民政府", "我镇")
            .replace("人民政府2023年政府信息", "人民政府信息", 1)
            .replace("柳溪镇", "2023年柳溪镇", 1)
        )
        == []
    )


def test_an_agency_above_the_title_is_not_missing() -> None:
    assert codes(report("青禾县人民政府\n2023年政府信息公开工作年度报告")) == []


FORMS = {
    "青禾县民政局关于2023年度政府信息公开工作的年度报告": "多了“关于”，多了“的”",
    "青禾县民政局2023年政府信息公开工作的年度报告": "多了“的”",
    "青禾县民政局2023年度政府信息公开工作报告": "缺“年度”",
    "青禾县民政局2023年政府信息公开年度报告": "缺“工作”",
    "青禾县民政局2023年政府信息公开年度工作报告": "写成“年度工作报告”",
    "2023年青禾县民政局政府信息公开工作情况报告": "写成“工作情况报告”",
    "2023青禾县民政局2023年度政府信息公开工作年度报告": "年份写了两次",
    "2023年政府信息公开工作年度报告": "缺机关名称",
    "青禾县民政局政府信息公开工作年度报告": "缺年份",
    "青禾县民政局2023政府信息公开工作年度报告": "缺“年”",
    "青禾县民政局2023年年度政府信息公开工作年度报告": "写成“2023年年度”",
    "青禾县民政局2023年政府信息公开工作年度报告（图片版）": "多了“（图片版）”",
    "青禾县民政局2023年政务信息公开工作年度报告": "写成“政务信息公开”",
    "青禾县民政局2023年信息公开工作年度报告": "缺“政府”",
    "青禾县民政局政府信息公开工作2023年度报告": "年份写在“政府信息公开”后面",
    "青禾县民政局2023年政府信息公开工作年报": "写成“工作年报”",
}


@pytest.mark.parametrize(("title", "fault"), FORMS.items())
def test_what_is_wrong_with_a_title(title: str, fault: str) -> None:
    (finding,) = findings(report(title))
    assert (finding.code, finding.severity) == ("NB102", Severity.INFO)
    assert finding.message.startswith(f"标题{fault}，应为“") and re.search(
        "青禾县民政局2023年度?政府信息公开工作年度报告”$|“2023年", finding.message
    )


# ── NB404, NB408, NB407 ─────────────────────────────────────────────────────


def test_the_odd_one_is_named_and_the_others_are_related() -> None:
    (finding,) = findings(report(preamble="数据统计期限为2022年1月1日至2022年12月31日。"))
    assert finding.message == "统计期限写的是 2022 年，标题说的是 2023 年"
    assert [related.phrase.text("zh") for related in finding.related] == [
        "标题：2023 年",
        "成文日期：2024 年",
    ]
    (finding,) = findings(report("青禾县民政局2022年政府信息公开工作年度报告", PERIOD))
    assert finding.message == "标题写的是 2022 年，统计期限说的是 2023 年"


def test_the_prose_decides_between_two() -> None:
    assert [
        finding.message
        for finding in findings(
            report(overview="2022年，我局履职。", signature="青禾县民政局\n2023年1月12日")
        )
    ] == ["标题写的是 2023 年，成文日期说的是 2022 年"]
    assert codes(report(signature="青禾县民政局\n2023年1月12日")) == ["NB408"]


def test_a_given_year_is_compared_with_the_title() -> None:
    (finding,) = findings(report(), year=2022)
    assert (finding.code, finding.message) == ("NB404", "标题写的是 2023 年，检查时指定的是 2022 年")
    assert codes(report(), year=2023) == []


@pytest.mark.parametrize(
    "preamble",
    [
        "统计期限为202311日至1231日。", "统计期限自20231月1日起至202312月31日止。", "统计期限为2023 11日到1231日。",
        "统计期限自2023年1月1日起至202023年12月31日止。",
        "我局已于2023年1月公布《青禾县民政局2022年政府信息公开工作年度报告》。", "按照《关于做好2022年度政府信息公开工作年度报告编制工作的通知》，编制本报告。",
        "发布日期：2022-03-04", "2022年5月3日",
    ],
)  # fmt: skip
def test_what_is_no_conflict_of_years(preamble: str) -> None:
    assert codes(report(preamble=preamble)) == []


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


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2023年12月30日", ["NB408"]),
        ("2023年12月31日", []),
        ("2022年12月31日", ["NB404"]),
        ("2024年1月1日", []),
    ],
)
def test_dates_before_the_year_is_over(day: str, found: list[str]) -> None:
    assert codes(report(preamble=PERIOD, signature=f"青禾县民政局\n{day}")) == found


# ── NB405 ───────────────────────────────────────────────────────────────────

STALE = [
    "2022年，我局认真履职。", "2022年度，青禾县民政局持续推进公开。", "2022年是全面落实规划的关键一年，我局认真履职。", "2021年，我局认真履职。",
    "2022 年，全局上下积极行动。", "2024年，我局认真履职。",
]  # fmt: skip


@pytest.mark.parametrize("opening", STALE)
def test_an_overview_that_begins_with_another_year(opening: str) -> None:
    (finding,) = findings(report(overview=f"{opening}\n（一）主动公开。公开信息86条。"))
    assert finding.code == "NB405" and finding.message.startswith("总体情况开头写的是 ")


@pytest.mark.parametrize(
    "sentence",
    [
        "（一）主动公开。2022年，我局共公开信息86条。", "（二）依申请公开。在2022年，我局收到申请3件。", "2022年全年公开信息30条。",
        "一是2022年度我局举办培训2次。",
        "2022年度，未收到申请。", "2022年，本机关收取信息处理费0元。", "2022年青禾县民政局主动公开信息7条。",
    ],
)  # fmt: skip
def test_sentences_about_another_year(sentence: str) -> None:
    (finding,) = findings(report(overview=f"2023年，我局认真履职。\n{sentence}"))
    assert (finding.code, finding.message) == ("NB405", "这里写的是 2022 年的情况，报告的是 2023 年")


@pytest.mark.parametrize(
    "sentence",
    [
        "公开信息86条，比2022年增长3%。", "较2022年减少2件。", "2022年我局公开80条，2023年公开86条。", "2022年结转3件。", "2022年度考核，我局位列第三。",
        "2022年，我局被评为先进单位。", "根据2022年印发的方案，公开办事指南。", "2022年12月1日起施行。", "落实《青禾县2022年政务公开要点》。",
        "落实“2022年，我局要带头公开”的要求。", "推进“十四五”（2021—2025年）规划。", "自2008年以来连续公开。", "按时发布2022年政府信息公开工作年度报告。",
        "青政发〔2022〕3号文件全文公开。", "2022年，我局机构改革后调整了目录。", "在2022年的基础上继续公开。", "同比多公开2022年度决算1份。",
        "2022年，我局收到申请5件，今年收到3件。", "2022年10月，全国统一目录发布。", "2022年12月底前完成清理。",
    ],
)  # fmt: skip
def test_other_years_that_are_meant(sentence: str) -> None:
    assert codes(report(overview=f"2023年，我局认真履职。\n（一）主动公开。{sentence}")) == []


def test_years_that_are_listed_one_below_the_other_are_meant() -> None:
    assert (
        codes(report(overview="我局历年情况如下。\n2022年，我局公开信息80条。\n2023年，我局公开信息86条。"))
        == []
    )


@pytest.mark.parametrize(
    "plan",
    [
        "2023年，我局将进一步加强公开。",
        "下一步，2023年将继续提升质量。",
        "2023年度，青禾县民政局将认真整改。",
        "（二）2023年工作打算",
        "2022年，我局将持续改进。",
    ],
)
def test_plans_for_the_report_year(plan: str) -> None:
    (finding,) = findings(report(problems=f"解读形式单一。\n{plan}"))
    assert finding.code == "NB405" and finding.message.endswith("2023 年度的报告应写 2024 年")


@pytest.mark.parametrize(
    "plan",
    [
        "2024年，我局将进一步加强公开。", "2023年，我局将公开工作纳入考核。", "2023年，我局将加强培训作为重点。", "2023年将全面公开列为年度任务。",
        "2022年存在的更新慢的问题，2023年我局已整改。", "2023年，我局加强公开；2024年将继续。", "针对2022年不足，我局举办培训。",
        "按照2023年工作计划完成整改。",
    ],
)  # fmt: skip
def test_what_is_no_plan_for_the_report_year(plan: str) -> None:
    assert codes(report(problems=plan)) == []


def test_a_year_that_only_the_prose_tells_is_not_stale() -> None:
    assert (
        codes(
            report(
                "", overview="2022年，我局公开信息86条。", problems="2023年，我局将继续努力。", signature=""
            )
        )
        == []
    )


# ── NB406 ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "preamble",
    [
        "统计期限自2023年1月1日起，至2023年12月31日止。", "统计期限为2023年1月1日-12月31日。", "数据统计时间为2023年1—12月。", "数据截至2023年12月31日。",
        "我局2023年3月组建，统计期限为2023年3月20日至2023年12月31日。", "统计期限为202311日至1231日。", "公示期自2023年3月1日至3月7日。",
        "集中行动自2022年1月1日至2023年12月31日。", "报名截止2023年3月1日。", "截止到2023年12月31日。", "申请受理截止5月30日。",
    ],
)  # fmt: skip
def test_periods_without_fault(preamble: str) -> None:
    assert codes(report(preamble=preamble)) == []


def test_what_is_not_called_the_period_is_a_warning() -> None:
    (finding,) = findings(report(overview="2023年，我局认真履职。2023年1月1日至12月30日，我局公开信息86条。"))
    assert (finding.code, finding.severity) == ("NB406", Severity.WARNING)


# ── NB410 ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("agency", "person", "signature"),
    [
        ("云岭市青禾县卫生健康委", "我委", "青禾县卫生健康委员会"), ("青禾县", "我县", "青禾县政务服务管理局"), ("柳溪镇", "我镇", "柳溪镇党政综合办公室"),
        ("柳溪街道", "我街道", "柳溪街道办事处"), ("云岭高新区管委会", "我委", "云岭高新技术产业开发区管理委员会"), ("青禾县民政局", "我单位", "民政局"),
        ("青禾县政府办", "我办", "青禾县人民政府办公室"), ("青禾县人民政府", "我办", "青禾县人民政府办公室"),
        ("云岭市", "我市", "云岭市政务公开领导小组办公室"),
        ("青禾县发展和改革委员会（青禾县粮食局）", "我局", "青禾县发展和改革委员会"),
    ],
)  # fmt: skip
def test_names_of_the_same_body(agency: str, person: str, signature: str) -> None:
    assert codes(of(agency, person, signature=f"{signature}\n2024年1月12日")) == []


@pytest.mark.parametrize(
    "preamble",
    [
        "按照省政府办公厅和云岭市民政局要求，结合青禾县实际编制。", "如有疑问，请与青禾县政务公开办公室联系。",
        "结合我县实际，本报告由青禾县民政局办公室编制。",
        "根据云岭市实际编制。", "结合柳溪镇工作实际，推动公开。", "参照《白鹭县民政局2022年政府信息公开工作年度报告》。",
    ],
)  # fmt: skip
def test_other_names_in_the_preamble(preamble: str) -> None:
    assert codes(report(preamble=preamble)) == []


@pytest.mark.parametrize(
    "preamble",
    [
        "结合白鹭县实际编制本报告。",
        "本报告由白鹭县民政局编制。",
        "如有疑问，请与白鹭县民政局办公室联系（电话略）。",
    ],
)
def test_another_countys_name_in_the_preamble(preamble: str) -> None:
    (finding,) = findings(report(preamble=preamble))
    assert finding.code == "NB410" and finding.message.startswith("这里写的是“白鹭县")


def test_another_countys_bureau_begins_the_overview() -> None:
    (finding,) = findings(report(overview="2023年，白鹭县民政局坚持公开为民。"))
    assert finding.message == "这里写的是“白鹭县民政局”，报告机关是“青禾县民政局”"


@pytest.mark.parametrize(
    ("agency", "person"),
    [
        ("青禾县民政局", "我镇"),
        ("柳溪镇人民政府", "我乡"),
        ("沙棠乡人民政府", "我镇"),
        ("云岭市卫生健康委员会", "我局"),
        ("青禾县人民政府", "我镇"),
        ("柳溪街道", "我局"),
    ],
)
def test_the_first_person_of_another_kind_of_body(agency: str, person: str) -> None:
    (finding,) = findings(of(agency, person))
    assert finding.message == f"“{person}”与报告机关“{agency}”不符"


@pytest.mark.parametrize(
    ("agency", "prose"),
    [
        ("青禾县民政局", "我县群众满意"), ("青禾县民政局", "受我委托公开"), ("青禾县民政局", "开展“我镇我家”活动"), ("柳溪镇人民政府", "我镇政府网站"),
        ("青禾县民政局", "我乡村振兴成果"), ("柳溪镇人民政府", "我办"), ("青禾县人民政府", "我局"), ("青禾县数据中心", "我局"),
    ],
)  # fmt: skip
def test_first_persons_that_fit(agency: str, prose: str) -> None:
    assert codes(of(agency, prose)) == []
