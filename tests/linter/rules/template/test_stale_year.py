"""NB405: sentences about another year than that of the report, and plans for a year that is over."""

from __future__ import annotations

import pytest

from tests.linter.rules.template.reports import codes, findings, report

STALE = [
    "2022年，我局认真履职。", "2022年度，青禾县民政局持续推进公开。",
    "2022年是全面落实规划的关键一年，我局认真履职。", "2021年，我局认真履职。",
    "2022 年，全局上下积极行动。", "2024年，我局认真履职。",
]  # fmt: skip


@pytest.mark.parametrize("opening", STALE)
def test_an_overview_that_begins_with_another_year(opening: str) -> None:
    (finding,) = findings(report(overview=f"{opening}\n（一）主动公开。公开信息86条。"))
    assert finding.code == "NB405" and finding.message.startswith("总体情况开头写的是 ")


@pytest.mark.parametrize(
    "sentence",
    [
        "（一）主动公开。2022年，我局共公开信息86条。", "（二）依申请公开。在2022年，我局收到申请3件。",
        "2022年全年公开信息30条。",
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
        "公开信息86条，比2022年增长3%。", "较2022年减少2件。", "2022年我局公开80条，2023年公开86条。",
        "2022年结转3件。", "2022年度考核，我局位列第三。",
        "2022年，我局被评为先进单位。", "根据2022年印发的方案，公开办事指南。", "2022年12月1日起施行。",
        "落实《青禾县2022年政务公开要点》。",
        "落实“2022年，我局要带头公开”的要求。", "推进“十四五”（2021—2025年）规划。", "自2008年以来连续公开。",
        "按时发布2022年政府信息公开工作年度报告。",
        "青政发〔2022〕3号文件全文公开。", "2022年，我局机构改革后调整了目录。", "在2022年的基础上继续公开。",
        "同比多公开2022年度决算1份。",
        "2022年，我局收到申请5件，今年收到3件。", "2022年10月，全国统一目录发布。",
        "2022年12月底前完成清理。",
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
        "2024年，我局将进一步加强公开。", "2023年，我局将公开工作纳入考核。",
        "2023年，我局将加强培训作为重点。", "2023年将全面公开列为年度任务。",
        "2022年存在的更新慢的问题，2023年我局已整改。", "2023年，我局加强公开；2024年将继续。",
        "针对2022年不足，我局举办培训。",
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


@pytest.mark.parametrize(
    "sentence",
    [
        "（三）政府信息管理。2022年，我局共制定管理制度2项。", "2022年，我局印发文件12份。",
        "2022年，我局举办文书培训一次，统一了样式。2023年，我局没有收到申请。",
        "（四）平台建设。2022年，本局改版栏目3个。2023年，我局举办培训2次。",
    ],
)  # fmt: skip
def test_what_was_done_and_counted_last_year(sentence: str) -> None:
    (finding,) = findings(report(overview=f"2023年，我局认真履职。\n{sentence}"))
    assert (finding.code, finding.problem.found) == ("NB405", "2022")


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年，我局共公开信息80条。2023年，我局共公开信息86条。", "2022年，我局收到申请5件。2023年未收到。",
        "2022年，我局建成查阅点3个。2023年，我局举办培训2次。",
        "2022年，我局网站改版。2023年，栏目访问量上升。",
        "2022年，我局启动3个栏目的建设。2023年，我局正式开放。", "2022年，我局制定的3项制度继续执行。",
    ],
)  # fmt: skip
def test_years_that_are_compared_or_go_on(sentence: str) -> None:
    assert codes(report(overview=f"2023年，我局认真履职。\n（一）主动公开。{sentence}")) == []


@pytest.mark.parametrize(
    "problems",
    [
        "（一）存在的主要问题。更新慢。\n（二）整改措施。为提高质量，2023年我局加强栏目维护，健全制度。",
        "一、主要问题\n更新慢。\n二、下一步工作打算\n2023年，我局进一步完善制度。",
        "下一步工作安排：2022年，我局加强培训。",
        "更新慢。今后，2023年我局继续加强维护。",
        "更新慢。2023年计划开展培训2次。",
        "更新慢。2023年工作计划：加强维护。",
    ],
)
def test_plans_without_a_word_of_the_future(problems: str) -> None:
    (finding,) = findings(report(problems=problems))
    assert (finding.code, finding.problem.expected) == ("NB405", "2024")


@pytest.mark.parametrize(
    "problems",
    [
        "（一）问题。更新慢。\n（二）改进情况。2023年我局加强栏目维护，健全制度。",
        "（一）整改措施。2023年我局加强栏目维护，已健全制度3项。", "2023年，我局加强培训，完善了制度。",
        "（一）改进措施。2024年我局加强栏目维护。", "2023年计划培训2次，已完成。",
        "按2023年计划执行。",
        "（一）下一步打算。更新慢。\n（二）改进情况。2023年我局加强维护。",
    ],
)  # fmt: skip
def test_what_was_done_in_the_year_is_no_plan(problems: str) -> None:
    assert codes(report(problems=problems)) == []
