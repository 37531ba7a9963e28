"""The generator itself: what it writes is what it says it wrote."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.generator import (
    FAULTS,
    FORMATS,
    STYLES,
    Draft,
    NotApplicable,
    Variant,
    draft,
    expected_figures,
    failing,
    random_figures,
    render,
    renders,
)

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "figures.jsonl"


def drafts(count: int = 30) -> Iterator[Draft]:
    for seed in range(count):
        rng = random.Random(seed)
        yield draft(rng, random_figures(rng, rng.choice(sorted(FORMATS))))


def corpus() -> list[dict[str, Any]]:
    records = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()] if CORPUS.exists() else []
    return [record for record in records if record["complete"]]


def fold(text: str) -> str:
    return text.translate(str.maketrans("（），：；？！", "(),:;?!")).replace("\u00a0", "")


def test_random_figures_satisfy_every_equation() -> None:
    assert [(d.agency, failing(d)) for d in drafts(300) if failing(d)] == []


def test_random_figures_reach_from_nothing_to_thousands() -> None:
    received = [int(expected_figures(d)["requests", "received", "total"]) for d in drafts(100)]
    assert min(received) == 0
    assert max(received) > 1000


def test_a_broken_equation_is_noticed() -> None:
    figures = random_figures(random.Random(1), "2021")
    figures["requests"]["received"][0] += 1
    assert failing(draft(random.Random(1), figures)) == [("balance", "person"), ("applicants", "received")]


@pytest.mark.parametrize(("format_id", "rows"), [("2019", 20), ("2021", 22)])
def test_table_three_has_the_official_geometry(format_id: str, rows: int) -> None:
    rng = random.Random(0)
    text = render(draft(rng, random_figures(rng, format_id)), "gfm-repeat")
    assert text.count("| 三、本年度办理结果 |") == rows
    assert text.count("| （三）不予公开 |") == 8
    assert text.count("| 四、结转下年度继续办理 | 四、结转下年度继续办理 | 四、结转下年度继续办理 |") == 1


@pytest.mark.parametrize("style", ["gfm", "gfm-repeat", "gfm-aligned", "markdown", "tsv"])
def test_grids_are_rectangles(style: str) -> None:
    mark = "\t" if style == "tsv" else "|"
    for d in drafts(10):
        tables = re.findall(rf"(?:^.*{re.escape(mark)}.*\n)+", render(d, style), re.MULTILINE)
        assert [{line.count(mark) for line in table.splitlines()} for table in tables] == (
            [{3}, {9}, {14}] if style == "tsv" else [{5}, {11}, {16}]
        )


@pytest.mark.parametrize("style", STYLES)
def test_every_figure_is_printed_in_order(style: str) -> None:
    for d in drafts():
        words = iter(re.split(r"[\s|]+", fold(render(d, style, random.Random(d.year)))))
        assert all(text in words for text in expected_figures(d).values())


@pytest.mark.parametrize("style", STYLES)
def test_text_is_decided_by_the_seed(style: str) -> None:
    d = next(drafts())
    assert render(d, style, random.Random(5)) == render(d, style, random.Random(5))


def test_real_figures_of_either_format_can_be_drafted() -> None:
    for record in corpus():
        for format_id in FORMATS:
            d = draft(random.Random(0), record, format_id=format_id)
            assert failing(d) == []
            assert d.agency != record["name"]
            assert {style for style in STYLES if not renders(d, style)} in (set(), {"lines", "inline"})
            figures = expected_figures(d)
            received = [
                figures["requests", "received", column.id] for column in d.tables()[1].blocks[0].columns
            ]
            assert received == [
                "" if value is None else str(value) for value in record["requests"]["received"]
            ]


def test_prose_agrees_with_the_tables() -> None:
    for d in drafts(100):
        figures = expected_figures(d)
        text = "".join(d.sections[0].body)
        for pattern, row in (
            ("(?:新收|收到)政府信息公开申请", "received"),
            ("办结", "handled"),
            ("其余|办理(?=[0-9])", "carried_out"),
        ):
            for found in re.findall(rf"(?:{pattern})(\d+)件", text):
                assert found == figures["requests", row, "total"], text
        assert [line[:3] for line in d.sections[0].body[1:]] == [
            "（一）",
            "（二）",
            "（三）",
            "（四）",
            "（五）",
        ]
        assert len(text) < 1000
        assert "信息处理费" in d.sections[-1].body[0]


def test_variants() -> None:
    d = next(drafts())
    assert "\r\n" in render(d, "gfm", variant=Variant(crlf=True))
    assert "（一）" in render(d, "pipe", variant=Variant(halfwidth=False))
    assert "（一）" not in render(d, "gfm", variant=Variant(halfwidth=True))
    assert d.title[0] not in render(d, "pipe", variant=Variant(two_line_title=True))
    assert d.title[0] in render(d, "pipe", variant=Variant(two_line_title=True)).replace("\n", "")
    assert not render(d, "pipe", variant=Variant(no_title=True)).startswith(d.title[0])
    assert f"一、总体情况 {d.sections[0].body[0]}" in render(d, "gfm", variant=Variant(inline_headings=True))


@pytest.mark.parametrize("name", FAULTS)
def test_faults_show_in_the_text_and_leave_the_draft_alone(name: str) -> None:
    planted_once = False
    for seed, d in enumerate(drafts(20)):
        before = deepcopy(d)
        try:
            planted = FAULTS[name](d, random.Random(seed))
        except NotApplicable:
            continue
        finally:
            assert d == before
        planted_once = True
        text = render(planted.draft, "gfm")
        assert text != render(d, "gfm")
        assert planted.found is None or planted.found in text
        assert planted.section is None or planted.section in {section.id for section in d.sections}
        if planted.table and planted.row and planted.column:
            assert (
                expected_figures(planted.draft)[planted.table, planted.row, planted.column] == planted.found
            )
    assert planted_once
