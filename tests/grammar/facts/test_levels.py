"""The level of government that the name of a body tells."""

from __future__ import annotations

import pytest
from nianbao.grammar import Level

from tests.grammar.facts.reports import read

LEVELS = {
    Level.GOVERNMENT: ("鹿鸣县人民政府", "南屏省人民政府", "永泰市冷溪区", "鹿鸣县", "东屏市", "临渊州",
        "白云自治县人民政府", "草原旗人民政府", "南屏省"),
    Level.DEPARTMENT: (
        "鹿鸣县水务局", "南屏省人民政府办公厅", "鹿鸣县人民政府办公室", "沧浪市卫生健康委员会",
        "信江县卫生健康委", "国家税务总局鹿鸣县税务局",
        "鹿鸣市公安局青山分局",
        "鹿鸣经济技术开发区管委会", "鹿鸣经济技术开发区", "鹿鸣产业园区", "行政审批服务局",
        "鹿鸣县政务公开领导小组办公室", "镇江市财政局",
        "乡村振兴局", "鹿鸣县城镇建设局", "街道管理处",
    ),
    Level.TOWNSHIP: ("青山镇人民政府", "连云乡人民政府", "文华阁乡", "鱼鸣镇", "东风路街道", "青山街道办事处",
        "青山街道", "乌兰苏木",
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
