"""NB215: tables of zeros whose cases the prose counts."""

from __future__ import annotations

import pytest
from nianbao.linter import Config, Source, check

ZEROS = " ".join("0" * 7)

REQUESTS = (
    f"三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 {ZEROS}\n"
    f"（一）予以公开 {ZEROS}\n（七）总计 {ZEROS}\n"
)

RESULTS = "结果维持 结果纠正 其他结果 尚未审结 总计"

REMEDIES = (
    "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n"
    f"{RESULTS} 未经复议直接起诉 复议后起诉\n{RESULTS} {RESULTS}\n{' '.join('0' * 15)}\n"
)


def zeros(prose: str, tables: str = REQUESTS + REMEDIES) -> list[str]:
    text = f"青禾县民政局2023年政府信息公开工作年度报告\n\n一、总体情况\n{prose}\n{tables}"
    return [
        (finding.place or finding.message)[:2]
        for finding in check(Source("a.md", text), Config(select=frozenset({"NB215"})))
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "2023年新收政府信息公开申请12件，上年结转1件，均已办结。",
        "全年共收到政府信息公开申请3件。",
        "2023年，我局受理群众政府信息公开申请共5宗，全部按时答复。",
        "本年度收到2件政府信息公开申请。",
        "（二）依申请公开。依法办结政府信息公开申请8件；严格保密审查。",
        "2023年答复政府信息公开申请1份，结转下年度继续办理0件。",
    ],
)
def test_requests_in_prose_and_none_in_the_table(prose: str) -> None:
    assert zeros(prose) == ["表三"]


@pytest.mark.parametrize(
    "prose",
    [
        "因政府信息公开引起行政复议2件、行政诉讼0件。",
        "全年因政府信息公开被申请行政复议1起。",
        "2023年发生政府信息公开行政诉讼案件3件。",
    ],
)
def test_remedies_in_prose_and_none_in_the_table(prose: str) -> None:
    assert zeros(prose) == ["表四"]


@pytest.mark.parametrize(
    "prose",
    [
        "2023年未收到政府信息公开申请。",
        "全年收到政府信息公开申请0件。",
        "全年没有收到政府信息公开申请12件的情况。",
        "依申请公开信息数58条。",
        "2022年收到政府信息公开申请3件。",
        "去年收到政府信息公开申请3件。",
        "与上年相比，收到政府信息公开申请减少3件。",
        "全县共收到政府信息公开申请86件。",
        "各部门收到政府信息公开申请86件。",
        "指导下属单位答复政府信息公开申请4件。",
        "自条例施行以来累计收到政府信息公开申请40件。",
        "2024年将规范答复政府信息公开申请3件以上的流程。",
        "收到政府信息公开申请。办结群众来信12件。",
        "收到政府信息公开申请；办结来信12件。",
        "收到群众来信12件。政府信息公开申请渠道畅通。",
        "办理行政复议案件32件、行政诉讼案件5件。",
        "审理政府信息公开行政复议案件6件。",
        "全年未因政府信息公开引起行政复议2件以上的情形。",
        "因政府信息公开引起行政复议0件、行政诉讼0件。",
        "主动公开政府信息1206条。",
    ],
)
def test_prose_that_says_nothing_else_than_the_tables(prose: str) -> None:
    assert zeros(prose) == []


def test_a_table_with_one_figure_is_not_of_zeros() -> None:
    assert (
        zeros(
            "全年共收到政府信息公开申请3件。",
            REQUESTS.replace(f"（七）总计 {ZEROS}", "（七）总计 1 0 0 0 0 0 1"),
        )
        == []
    )
    assert zeros("全年共收到政府信息公开申请3件。", "") == []


@pytest.mark.parametrize(
    "prose",
    [
        "2023年新收政府信息公开申请12件。",
        "全年因政府信息公开被申请行政复议1起。",
        "本年度收到2件政府信息公开申请。",
    ],
)
def test_one_contradiction_is_one_finding(prose: str) -> None:
    text = f"青禾县民政局2023年政府信息公开工作年度报告\n\n一、总体情况\n{prose}\n{REQUESTS}{REMEDIES}"
    rules = frozenset({"NB215", "NB501", "NB502", "NB503", "NB504", "NB507"})
    assert len(check(Source("a.md", text), Config(select=rules))) == 1
