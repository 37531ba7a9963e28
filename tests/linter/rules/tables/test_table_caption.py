"""Captions of 表二, figures that cannot be, and tables of zeros: what is said of them, and what is silent."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from nianbao.grammar import Level, official_formats
from nianbao.linter import Config, Finding, Severity, Source, check

from tests.generator import STYLES, Draft, draft, random_figures, render

CAPTIONS = [block.caption for block in official_formats()[-1].tables["disclosure"].blocks]


def report(seed: int = 3, agency: str = "青禾县民政局") -> Draft:
    rng = random.Random(seed)
    return draft(rng, random_figures(rng, "2021"), agency=agency, year=2023)


def with_captions(clean: Draft, captions: list[str]) -> Draft:
    table = clean.tables()[0]
    return clean.with_table(
        replace(
            table,
            blocks=tuple(
                replace(b, caption=caption) for b, caption in zip(table.blocks, captions, strict=True)
            ),
        )
    )


def serious(text: str, config: Config | None = None) -> list[Finding]:
    return [
        finding for finding in check(Source("a.md", text), config) if finding.severity is not Severity.INFO
    ]


WRONG = [
    "第二十条（{}）项",
    "第二十条第（{}）款",
    "二十条第（{}）项",
    "第20条第{}",
    "第二十条第（七）项",
    "第二十条第（{}）",
]
RIGHT = [
    "第二十条第({})项",
    "第二十条 第（{}）项",
    "第二十条第（{} ）项",
    "《条例》第二十条第（{}）项",
    "第二十条第（{}）项：",
    "第二十条第（{}）项（本机关）",
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("number", range(len(CAPTIONS)))
def test_misspelt_captions(style: str, number: int) -> None:
    right = CAPTIONS[number]
    for wrong in WRONG:
        caption = wrong.format(right[-3])
        clean = with_captions(report(), [*CAPTIONS[:number], caption, *CAPTIONS[number + 1 :]])
        (finding,) = serious(render(clean, style))
        assert (finding.code, finding.problem.expected, finding.fixes[0].safe) == ("NB213", right, True), (
            caption
        )
        assert {edit.text for edit in finding.fixes[0].edits} == {right}


def test_another_article_above_the_rows_of_this() -> None:
    (finding,) = serious(
        render(with_captions(report(), [CAPTIONS[0], "第二十一条第（五）项", *CAPTIONS[2:]]), "gfm")
    )
    assert (finding.code, finding.problem.expected) == ("NB213", CAPTIONS[1])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("form", RIGHT)
def test_captions_that_are_right(style: str, form: str) -> None:
    captions = [form.format(caption[-3]) for caption in CAPTIONS]
    assert serious(render(with_captions(report(), captions), style)) == []


@pytest.mark.parametrize("style", STYLES)
def test_captions_that_are_missing(style: str) -> None:
    for number, caption in enumerate(CAPTIONS):
        (finding,) = serious(
            render(with_captions(report(), [*CAPTIONS[:number], "", *CAPTIONS[number + 1 :]]), style)
        )
        assert (finding.code, finding.problem.expected) == ("NB213", caption)
    (finding,) = serious(render(with_captions(report(), [""] * len(CAPTIONS)), style))
    assert finding.code == "NB213" and len(finding.problem.related) == len(CAPTIONS) - 1


def test_what_another_rule_says_is_not_said_again() -> None:
    text = render(report(), "pipe", variant=None).split("\n")
    at = next(number for number, line in enumerate(text) if line.startswith("第二十条第(六)项"))
    assert [finding.code for finding in serious("\n".join(text[:at] + text[at + 2 :]))] == [
        "NB202"
    ]  # caption and head
    assert [finding.code for finding in serious("\n".join(text[:at] + text[at + 4 :]))] == [
        "NB203"
    ]  # caption, head and rows


# ── Figures that cannot be ──────────────────────────────────────────────────

HEAD = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n"
FEE = "第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 "


def implausible(agency: str, rules: str = "0 0 0", fee: str = "0", level: Level | None = None) -> list[str]:
    text = f"{agency}2023年政府信息公开工作年度报告\n\n{HEAD}规章 {rules}\n行政规范性文件 0 0 0\n{FEE}{fee}\n"
    return [
        finding.message
        for finding in check(Source("a.md", text), Config(select=frozenset({"NB214"}), level=level))
    ]


WITHOUT_RULES = [
    "柳溪镇人民政府", "沙棠乡人民政府", "中和街道办事处", "青禾县人民政府", "青禾县人民政府办公室", "青禾县民政局", "县投资促进局",
    "云岭市临澜区教育局", "云岭市临澜区人民政府", "临澜区人民政府", "青岗旗人民政府", "青岗自治旗教育局", "国家税务总局青禾县税务局",
]  # fmt: skip
UNCLEAR = [
    "云岭市人民政府", "云岭市人民政府办公室", "云岭市财政局", "南屏省人民政府办公厅", "南屏省发展和改革委员会", "北岭自治区人民政府", "北岭自治州人民政府",
    "云岭市高新技术产业开发区管理委员会", "云岭市江北新区管理委员会", "云岭市工业园区管理委员会", "南湾经济特区管理委员会", "临澜区教育局",
    "云岭市县域经济发展局", "云岭市区划地名办公室", "云岭市城市管理局",
]  # fmt: skip


@pytest.mark.parametrize("agency", WITHOUT_RULES)
def test_bodies_without_power_to_make_rules(agency: str) -> None:
    assert len(implausible(agency, rules="2 0 6")) == len(implausible(agency, rules="0 0 1")) == 1
    assert implausible(agency) == []


@pytest.mark.parametrize("agency", UNCLEAR)
def test_bodies_that_may_make_rules(agency: str) -> None:
    assert implausible(agency, rules="2 0 6") == []


@pytest.mark.parametrize(
    ("agency", "right", "wrong"),
    [
        ("柳溪镇人民政府", "190.457379", "1904573.79"),
        ("青禾县自然资源局", "26550", "265500"),
        ("青禾县人民政府", "40682.08", "40682080"),
        ("云岭市财政局", "282100", "2821000"),
        ("云岭市人民政府", "316441", "592372449"),
    ],
)
def test_fees_that_look_like_yuan(agency: str, right: str, wrong: str) -> None:
    assert implausible(agency, fee=right) == [] and len(implausible(agency, fee=wrong)) == 1


def test_a_body_of_unknown_level_is_not_judged() -> None:
    assert (
        implausible("南屏省财政厅", fee="592372449") == implausible("北岭自治州水务局", fee="592372449") == []
    )
    assert len(implausible("南屏中心", rules="0 0 1", level=Level.TOWNSHIP)) == 1


# ── Tables of zeros ─────────────────────────────────────────────────────────

ZEROS = " ".join("0" * 7)
REQUESTS = f"三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 {ZEROS}\n（一）予以公开 {ZEROS}\n（七）总计 {ZEROS}\n"
RESULTS = "结果维持 结果纠正 其他结果 尚未审结 总计"
REMEDIES = f"四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n{RESULTS} 未经复议直接起诉 复议后起诉\n{RESULTS} {RESULTS}\n{' '.join('0' * 15)}\n"


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
