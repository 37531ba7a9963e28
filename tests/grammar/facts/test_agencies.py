"""Which names may be those of one body, which places are foreign, and where a report names its body."""

from __future__ import annotations

import pytest
from nianbao.grammar import Origin, Report, Source, parse
from nianbao.grammar.facts.agencies import body, foreign_place, may_be_one

ONE = [
    ("青禾县民政局", "民政局"), ("青禾县民政局", "县民政局"), ("青禾县民政局", "云岭市青禾县民政局"),
    ("云岭市青禾县民政局", "青禾县民政局"),
    ("沧浪市卫生健康委", "沧浪市卫生健康委员会"), ("沧浪市卫健委", "沧浪市卫生健康委员会"),
    ("云岭市发展改革委", "云岭市发展和改革委员会"),
    ("青禾县人社局", "青禾县人力资源和社会保障局"), ("青禾县住建局", "青禾县住房和城乡建设局"),
    ("云岭市市场监管局", "云岭市市场监督管理局"),
    ("云岭市城管局", "云岭市城市管理局"), ("青禾县文旅局", "青禾县文化和旅游局"),
    ("青禾县文化和旅游局", "青禾县文化广电和旅游局"),
    ("云岭高新区管委会", "云岭高新技术产业开发区管理委员会"), ("云岭市高新区管委会", "云岭高新区管理委员会"),
    ("柳溪街道", "青禾县柳溪街道办事处"), ("柳溪街办", "柳溪街道办事处"),
    ("东山街道办", "青禾县人民政府东山街道办事处"),
    ("柳溪镇", "柳溪镇人民政府"), ("柳溪镇政府", "青禾县柳溪镇人民政府"), ("沙棠乡", "沙棠乡人民政府"),
    ("柳溪镇人民政府", "柳溪镇党政综合办公室"),
    ("青禾县", "青禾县人民政府"), ("青禾县人民政府", "青禾县人民政府办公室"),
    ("青禾县政府办", "青禾县人民政府办公室"), ("南屏省政府", "南屏省人民政府办公厅"),
    ("青禾县人民政府", "青禾县政务服务管理局"), ("青禾县", "青禾县大数据局"),
    ("青禾县", "青禾县政务公开领导小组办公室"),
    ("云岭市冷溪区", "云岭市冷溪区政务公开领导小组办公室"), ("青禾县民政局", "青禾县民政局办公室"),
    ("国家税务总局青禾县税务局", "青禾县税务局"), ("云岭市公安局青禾分局", "青禾公安分局"),
    ("西麓自治区民政厅", "自治区民政厅"),
    ("白云自治县民政局", "白云瑶族自治县民政局"), ("市北区财政局", "云岭市市北区财政局"),
    ("杭水市临州区教育局", "临州区教育局"),
    ("青禾县民政局", "青禾县民政"), ("鹿鸣县水務局", "鹿鸣县水务局ABC"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other"), ONE)
def test_names_of_one_body(name: str, other: str) -> None:
    assert may_be_one(name, other) and may_be_one(other, name)


TWO = [
    ("青禾县民政局", "青禾县水务局"), ("青禾县民政局", "白鹭县民政局"), ("青禾县民政局", "云岭市民政局"),
    ("云岭市民政局", "云岭市青禾县民政局"),
    ("青禾县民政局", "青禾县人民政府"), ("青禾县民政局", "青禾县人民政府办公室"),
    ("柳溪镇人民政府", "沙棠乡人民政府"), ("柳溪镇人民政府", "青禾县人民政府"),
    ("青禾县人民政府", "白鹭县人民政府办公室"), ("柳溪街道办事处", "东山街道办事处"),
    ("云岭高新区管委会", "青禾经济开发区管委会"),
    ("云岭市卫生健康委员会", "云岭市教育局"), ("国家税务总局青禾县税务局", "国家税务总局白鹭县税务局"),
    ("云岭市市场监管局", "云岭市城管局"),
    ("青禾县人民政府", "青禾县教育局"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other"), TWO)
def test_names_of_two_bodies(name: str, other: str) -> None:
    assert not may_be_one(name, other) and not may_be_one(other, name)


PARTS = {
    "云岭市青禾县民政局": (["云岭市", "青禾县"], "民政局"),
    "云岭市市场监督管理局": (["云岭市"], "市场监督管理局"),
    "青禾县住房和城乡建设局": (["青禾县"], "住房和城乡建设局"),
    "云岭市城市管理局": (["云岭市"], "城市管理局"),
    "云岭市政务服务管理局": (["云岭市"], "政务服务管理局"),
    "市政务服务管理局": ([], "政务服务管理局"),
    "云岭市市政公用局": (["云岭市"], "市政公用局"),
    "城市管理局": ([], "城市管理局"),
    "青禾县乡村振兴局": (["青禾县"], "乡村振兴局"),
    "杭州市临州区教育局": (["杭州市", "临州区"], "教育局"),
    "临夏州公安局": (["临夏州"], "公安局"),
    "新乡市财政局": (["新乡市"], "财政局"),
    "镇江市财政局": (["镇江市"], "财政局"),
    "白云瑶族自治县人民政府": (["白云瑶族自治县"], "人民政府"),
    "云岭市社区服务局": (["云岭市"], "社区服务局"),
    "市财政局": ([], "财政局"),
    "青禾县柳溪镇": (["青禾县", "柳溪镇"], ""),
    "云岭经济技术开发区管委会": (["云岭经济技术开发区"], "管理委员会"),
}


@pytest.mark.parametrize(("name", "parts"), PARTS.items())
def test_a_name_is_taken_apart(name: str, parts: tuple[list[str], str]) -> None:
    found = body(name)
    assert ([stem + kind for stem, kind in found.places], found.organ) == parts


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("白鹭县", "青禾县民政局"),
        ("白鹭县民政局", "云岭市青禾县民政局"),
        ("沙棠乡", "柳溪镇人民政府"),
        ("临澜区", "青禾县人民政府"),
    ],
)
def test_foreign_places(name: str, own: str) -> None:
    assert foreign_place(name, own)


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("青禾县", "青禾县民政局"), ("云岭市", "青禾县民政局"), ("柳溪镇", "青禾县民政局"),
        ("青禾县", "柳溪镇人民政府"), ("白鹭县", "行政审批服务局"),
        ("青禾县柳溪镇", "柳溪镇人民政府"), ("县民政局", "青禾县民政局"),
    ],
)  # fmt: skip
def test_places_that_may_be_above_or_below_are_not_foreign(name: str, own: str) -> None:
    assert not foreign_place(name, own)


# ── Where a report names its body ───────────────────────────────────────────


def read(front: str, overview: str = "年内工作有序开展。", closing: str = "") -> Report:
    return parse(
        Source(
            "a.md",
            f"{front}\n一、总体情况\n{overview}\n二、主动公开政府信息情况\n六、其他需要报告的事项\n无。\n{closing}\n",
        )
    )


def bodies(report: Report) -> list[tuple[str, str]]:
    return [(reading.origin.value, reading.value) for reading in report.bodies]


def test_every_name_is_kept_with_its_place() -> None:
    report = read(
        "青禾县民政局2023年政府信息公开工作年度报告\n现公布《青禾县水务局2023年政府信息公开工作年度报告》。",
        "2023年，县财政局认真履职。",
        "青禾县教育局\n2024年1月12日",
    )  # fmt: skip
    assert bodies(report) == [
        ("title", "青禾县民政局"),
        ("self-reference", "青禾县水务局"),
        ("signature", "青禾县教育局"),
        ("masthead", "青禾县教育局"),
        ("prose", "县财政局"),
    ]


def test_a_report_that_is_a_basis_is_no_self_reference() -> None:
    report = read(
        "参照《云岭市民政局2022年政府信息公开工作年度报告》。", closing="青禾县民政局\n2024年1月12日"
    )
    assert bodies(report)[:2] == [("signature", "青禾县民政局"), ("prose", "云岭市民政局")]


def test_an_agency_without_a_date_is_weaker_than_a_signature() -> None:
    report = read("", closing="青禾县民政局\n2024年1月12日\n青禾县人民政府办公室")
    assert report.agency and (report.agency.value, report.agency.origin) == ("青禾县民政局", Origin.SIGNATURE)


@pytest.mark.parametrize(
    "overview",
    [
        "2023年，我局认真履职。",
        "2023年，在县人民政府办公室指导下，工作有序。",
        "2023年是“十四五”规划关键之年，本局认真履职。",
    ],
)
def test_no_subject_no_agency(overview: str) -> None:
    assert read("", overview).agency is None
