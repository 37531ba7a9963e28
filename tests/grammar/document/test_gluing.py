"""Text without line ends is read as the lines that it once had, and of its tables only that is told."""

from __future__ import annotations

import random
import time

import pytest
from nianbao.grammar.parse import parse
from nianbao.grammar.text.source import Source
from nianbao.linter import Finding, check

from tests.generator import FAULTS, draft, random_figures, render
from tests.generator.glue import GLUES, glued
from tests.linter import plain_report

REPORT = f"""{plain_report.TITLE}
{plain_report.PREAMBLE}
一、总体情况
{plain_report.overview()}
五、存在的主要问题及改进情况
{plain_report.PROBLEMS}
六、其他需要报告的事项
{plain_report.OTHER}
{plain_report.CLOSING}
"""


def found(text: str) -> list[Finding]:
    return check(Source("a.txt", text))


def codes(text: str) -> set[str]:
    return {finding.code for finding in found(text)}


@pytest.mark.parametrize("name", GLUES)
@pytest.mark.parametrize("format", ["2019", "2021"])
def test_a_correct_report_stays_correct_but_for_tables_that_cannot_be_read(name: str, format: str) -> None:
    for seed in range(6):
        rng = random.Random(seed)
        text = render(draft(rng, random_figures(rng, format)), "pipe", rng)
        report = parse(Source("a.txt", glued(text, GLUES[name])))
        assert len(report.sections) == 6
        assert report.year and report.agency
        assert report.dated
        assert codes(report.source.text) <= codes(text) | {"NB005"}


@pytest.mark.parametrize("name", GLUES)
def test_the_prose_between_is_checked(name: str) -> None:
    text = REPORT.replace("86条", "XX条").replace("按月核对", "按月核对核对")
    before = {finding.code: finding.message for finding in found(text)}
    after = {finding.code: finding.message for finding in found(glued(text, GLUES[name]))}
    assert {"NB118", "NB704"} <= set(after)
    for code in ("NB118", "NB704"):
        assert after[code] == before[code]


@pytest.mark.parametrize("name", ["blanks", "wide blanks", "sections by blanks"])
def test_cells_between_blanks_are_read(name: str) -> None:
    rng = random.Random(4)
    clean = draft(rng, random_figures(rng, "2021"))
    planted = FAULTS["change-request-figure"](clean, rng)
    text = render(planted.draft, "pipe", rng)
    assert codes(glued(text, GLUES[name])) & planted.codes


def test_places_are_those_of_the_file() -> None:
    text = glued(REPORT.replace("86条", "XX条"), GLUES["nothing"])
    (finding,) = (finding for finding in found(text) if finding.code == "NB118")
    assert finding.span and text[finding.span.start : finding.span.end].startswith("XX")


def test_the_front_is_told_apart() -> None:
    text = glued(REPORT, GLUES["nothing"])
    for before in ("首页>政务公开>", "标题：", "索引号 000014349/2024 标题："):
        report = parse(Source("a.txt", before + text))
        assert report.title and report.title.text == plain_report.TITLE
        assert report.agency and report.agency.value == "青禾县民政局"


@pytest.mark.parametrize(
    "sentence",
    [
        "办理情况详见三、收到和处理政府信息公开申请情况，复议情况详见四、政府信息公开行政复议、行政诉讼情况。",
        "本报告由一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况等六部分组成。",
        "栏目名称依次是“一、总体情况”“二、主动公开政府信息情况”“三、收到和处理政府信息公开申请情况”。",
    ],
)
def test_sentences_that_name_sections_are_no_headings(sentence: str) -> None:
    text = REPORT.replace(plain_report.OTHER, plain_report.OTHER + sentence * 2)
    assert [section.heading.text for section in parse(Source("a.txt", text)).sections] == [
        section.heading.text for section in parse(Source("a.txt", REPORT)).sections
    ]


def test_a_list_of_contents_in_one_line_is_none_of_the_headings() -> None:
    contents = (
        "目录 一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 "
        "四、政府信息公开行政复议、行政诉讼情况 五、存在的主要问题及改进情况 六、其他需要报告的事项"
    )
    rng = random.Random(1)
    title, rest = render(draft(rng, random_figures(rng, "2021")), "pipe", rng).split("\n", 1)
    assert len(parse(Source("a.txt", f"{title}\n{contents}\n{rest}")).sections) == 6


@pytest.mark.parametrize("filler", ["0", "其他", "其他0", "一、总体情况", "(一)", "第二十条第(一)项信息内容"])
def test_time_grows_with_the_length_only(filler: str) -> None:
    glue = "一、总体情况正文二、主动公开政府信息情况正文"

    def seconds(count: int) -> float:
        text = glue + filler * (count // len(filler))
        start = time.process_time()
        parse(Source("a.txt", text))
        return time.process_time() - start

    seconds(1000)
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.05)
