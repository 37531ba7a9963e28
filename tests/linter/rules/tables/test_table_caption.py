"""NB213: captions of 表二 that are misspelt or missing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from nianbao.grammar import official_formats
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
