"""NB214: rules of bodies that make none, and fees that look like yuan."""

from __future__ import annotations

import pytest
from nianbao.grammar import Level
from nianbao.linter import Config, Source, check

HEAD = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n"

FEE = "第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 "


def implausible(agency: str, rules: str = "0 0 0", fee: str = "0", level: Level | None = None) -> list[str]:
    text = f"{agency}2023年政府信息公开工作年度报告\n\n{HEAD}规章 {rules}\n行政规范性文件 0 0 0\n{FEE}{fee}\n"
    return [
        finding.message
        for finding in check(Source("a.md", text), Config(select=frozenset({"NB214"}), level=level))
    ]


WITHOUT_RULES = [
    "柳溪镇人民政府", "沙棠乡人民政府", "中和街道办事处", "青禾县人民政府", "青禾县人民政府办公室",
    "青禾县民政局", "县投资促进局",
    "云岭市临澜区教育局", "云岭市临澜区人民政府", "临澜区人民政府", "青岗旗人民政府", "青岗自治旗教育局",
    "国家税务总局青禾县税务局",
]  # fmt: skip

UNCLEAR = [
    "云岭市人民政府", "云岭市人民政府办公室", "云岭市财政局", "南屏省人民政府办公厅",
    "南屏省发展和改革委员会", "北岭自治区人民政府", "北岭自治州人民政府",
    "云岭市高新技术产业开发区管理委员会", "云岭市江北新区管理委员会", "云岭市工业园区管理委员会",
    "南湾经济特区管理委员会", "临澜区教育局",
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
