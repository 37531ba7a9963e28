"""The official formats have the sections, tables, labels and equations of their documents."""

from __future__ import annotations

import pytest
from nianbao.grammar import official_formats
from nianbao.grammar.formats.loading import KINDS

SECTIONS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "remedies": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}

ASPECTS = {
    "proactive": "主动公开",
    "on_request": "依申请公开",
    "management": "政府信息管理",
    "platform": "平台建设",
    "oversight": "监督保障",
}

BODIES = {"proactive": "disclosure", "requests": "requests", "remedies": "remedies"}

DISCLOSURE = {
    "2019": {
        "第二十条第（一）项": (
            ["new_made", "new_published", "public_total"],
            {"rules": "规章", "normative": "规范性文件"},
        ),
        "第二十条第（五）项": (
            ["previous_items", "change", "decisions"],
            {"licence": "行政许可", "other_service": "其他对外管理服务事项"},
        ),
        "第二十条第（六）项": (
            ["previous_items", "change", "decisions"],
            {"penalty": "行政处罚", "coercion": "行政强制"},
        ),
        "第二十条第（八）项": (["previous_items", "change"], {"fee": "行政事业性收费"}),
        "第二十条第（九）项": (["projects", "amount"], {"procurement": "政府集中采购"}),
    },
    "2021": {
        "第二十条第（一）项": (
            ["made", "repealed", "valid"],
            {"rules": "规章", "normative": "行政规范性文件"},
        ),
        "第二十条第（五）项": (["decisions"], {"licence": "行政许可"}),
        "第二十条第（六）项": (["decisions"], {"penalty": "行政处罚", "coercion": "行政强制"}),
        "第二十条第（八）项": (["amount"], {"fee": "行政事业性收费"}),
    },
}

APPLICANTS = ["person", "business", "research", "charity", "legal", "other_org", "total"]

OUTCOMES = [
    "received", "carried_in", "granted", "partial", "denied_secret", "denied_law", "denied_safety",
    "denied_third_party", "denied_internal",
    "denied_process", "denied_enforcement", "denied_query", "unavailable_not_held", "unavailable_not_ready",
    "unavailable_unclear", "refused_petition",
    "refused_repeat", "refused_publication", "refused_excessive", "refused_confirm",
]  # fmt: skip

OTHER = {"2019": ["other_outcome"], "2021": ["other_no_correction", "other_no_payment", "other_else"]}

SPANS = {
    "2019": {"outcome": 20, "denied": 8, "unavailable": 3, "refused": 5},
    "2021": {"outcome": 22, "denied": 8, "unavailable": 3, "refused": 5, "other": 3},
}

CASES = [
    f"{group}_{result}"
    for group in ("review", "direct", "after")
    for result in ("upheld", "corrected", "other", "pending", "total")
]

IDENTITIES = ["balance", "outcomes", "applicants", "review", "direct", "after", "files", "carry"]


def test_there_are_two_formats_and_their_years() -> None:
    assert [(format.id, format.first_year, format.last_year) for format in official_formats()] == [
        ("2019", 2019, 2020),
        ("2021", 2021, None),
    ]
    assert [format.number for format in official_formats()] == [
        "国办公开办函〔2019〕60号",
        "国办公开办函〔2021〕30号",
    ]


@pytest.mark.parametrize(
    ("year", "id"),
    [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2031, "2021"), (2016, "2021"), (None, "2021")],
)
def test_the_format_in_force(year: int | None, id: str) -> None:
    assert official_formats().for_year(year).id == id


@pytest.mark.parametrize("number", [0, 1])
def test_sections(number: int) -> None:
    format = official_formats()[number]
    assert {section.id: section.heading for section in format.sections} == SECTIONS
    assert [section.id for section in format.sections] == list(SECTIONS)
    assert {section.id: section.table for section in format.sections if section.table} == BODIES


@pytest.mark.parametrize("number", [0, 1])
def test_aspects(number: int) -> None:
    format = official_formats()[number]
    assert {aspect.id: aspect.name for aspect in format.aspects} == ASPECTS
    for aspect in format.aspects:
        assert any(variant in aspect.label for variant in aspect.variants) and aspect.words
        assert all(word for entry in aspect.words for group in entry for word in group)
    assert [duty.label for aspect in format.aspects for duty in aspect.governments_add] == [
        "工作考核",
        "社会评议",
        "责任追究",
    ]
    assert format.section["overview"].limit == (1000 if format.id == "2021" else None)


@pytest.mark.parametrize("number", [0, 1])
def test_disclosure(number: int) -> None:
    format = official_formats()[number]
    table = format.tables["disclosure"]
    blocks = {
        block.caption: ([column.id for column in block.columns], {row.id: row.label for row in block.rows})
        for block in table.blocks
    }
    assert blocks == DISCLOSURE[format.id]
    assert {block.labels[0] for block in table.blocks} == {"信息内容"}
    assert {column.kind for block in table.blocks for column in block.columns} <= set(KINDS)


@pytest.mark.parametrize("number", [0, 1])
def test_requests(number: int) -> None:
    format = official_formats()[number]
    (block,) = format.tables["requests"].blocks
    assert [column.id for column in block.columns] == APPLICANTS
    assert [row.id for row in block.rows] == [*OUTCOMES, *OTHER[format.id], "handled", "carried_out"]
    outer = {span.id: span.span for span in block.spans}
    covered = dict.fromkeys(outer, 0)
    for row in block.rows:
        span = row.span
        while span:
            covered[span] += 1
            span = outer[span]
    assert covered == SPANS[format.id]


@pytest.mark.parametrize("number", [0, 1])
def test_remedies(number: int) -> None:
    (block,) = official_formats()[number].tables["remedies"].blocks
    assert [column.id for column in block.columns] == CASES
    assert [row.id for row in block.rows] == ["cases"]
    assert len(block.labels) == 19 and sum(cell.colspan for cell in block.header[0]) == 15


@pytest.mark.parametrize("number", [0, 1])
def test_identities_add_up_what_the_tables_have(number: int) -> None:
    format = official_formats()[number]
    assert [identity.id for identity in format.identities if identity.id != "files"] == [
        id for id in IDENTITIES if id != "files"
    ]
    assert any(identity.id == "files" for identity in format.identities) == (format.id == "2021")
    outcomes = next(identity for identity in format.identities if identity.id == "outcomes")
    rows = [row.id for row in format.tables["requests"].blocks[0].rows]
    assert sorted(term.id for term in outcomes.terms) == sorted(
        set(rows) - {"received", "carried_in", "carried_out"}
    )
    assert {identity.id for identity in format.identities if identity.between_years} == (
        {"files", "carry"} if format.id == "2021" else {"carry"}
    )
