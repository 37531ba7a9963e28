"""Fixes in files: nothing else changes, no figure or statement unless the user says so, and twice is once."""

from __future__ import annotations

import codecs
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Report
from nianbao.linter import (
    Config,
    Edit,
    Examination,
    Fix,
    Message,
    Problem,
    Severity,
    Source,
    Span,
    examine,
    rule,
)
from nianbao.linter.claims.prose import Prose
from nianbao.linter.fixes import Unfixable, apply_fixes, fixes_of, unified_diff
from nianbao.linter.readers import from_bytes
from nianbao.linter.registry import rules_in

from tests.conftest import ROOT
from tests.generator import (
    FAULTS,
    STYLES,
    NotApplicable,
    Variant,
    clean,
    draft,
    random_figures,
    render,
    renders,
)
from tests.generator.html import HTML_STYLES, render_html
from tests.linter.plain_report import report as plain

FAULTY = (ROOT / "examples" / "faulty.md").read_text("utf-8")
LINE_END = re.compile("\r\n|\r|\n")
SLIPS = (
    "\u200b",
    "\ufeff",
    "\u3000",
    "(",
    ")",
    "，，",
    ",",
    "、、",
    "。。",
    "的的",
    "  ",
    "⼯",
    "務(wù)",
    "<!-- 备注 -->",
    "\r",
    "\u2028",
    "１２",
    "公开公开",
)


def yes(source: Source, finding: object, fixes: tuple[Fix, ...]) -> Fix:
    return fixes[0]


def figures(examination: Examination) -> dict[tuple[str, str, str], object]:
    report = examination.report
    cells = (
        {
            (id, *place): cell.value
            for id, table in report.tables.items()
            for place, cell in table.cells.items()
        }
        if report
        else {}
    )
    return {place: value for place, value in cells.items() if value is not None}


def statements(examination: Examination) -> Counter[object]:
    if examination.audit is None:
        return Counter()
    return Counter(
        (statement.claim.quantity.value, statement.claim.quantity.unit)
        for statement in Prose(examination.audit).statements
    )


def fixed_safely(text: str) -> int:
    """Apply the safe fixes and check all that must hold of them; returns how many there were."""
    before = examine(Source("a.md", text))
    outcome = apply_fixes(text.encode(), "a.md", examine)
    after = outcome.examination
    known = figures(after)
    assert {place: known.get(place) for place in figures(before)} == figures(before), "a figure changed"
    assert not statements(before) - statements(after), "a statement changed"
    assert after.source and not any(
        fix.safe for finding in after.findings for fix in fixes_of(after.source, finding)
    ), "a safe fix is left"
    again = apply_fixes(outcome.data, "a.md", examine)
    assert (again.data, again.fixed) == (outcome.data, 0), "twice is more than once"
    return outcome.fixed


@pytest.mark.parametrize("style", STYLES)
def test_safe_fixes_change_no_figure_and_no_statement(style: str) -> None:
    rng, fixed = random.Random(style), 0
    for fault in rng.sample(sorted(FAULTS), 10):
        report = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        try:
            planted = FAULTS[fault](report, rng).draft
        except NotApplicable:
            continue
        if renders(planted, style):
            fixed += fixed_safely(
                render(
                    planted,
                    style,
                    rng,
                    Variant(crlf=rng.random() < 0.5, halfwidth=rng.choice([None, True, False])),
                )
            )
    assert fixed


@st.composite
def scribbled(draw: st.DrawFn) -> str:
    text = clean(random.Random(draw(st.integers(0, 10_000))))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(SLIPS)) + text[at + draw(st.integers(0, 2)) :]
    return text


@settings(max_examples=30)
@given(scribbled())
def test_safe_fixes_of_scribbled_reports(text: str) -> None:
    fixed_safely(text)


@settings(max_examples=20)
@given(scribbled())
def test_all_fixes_come_to_an_end(text: str) -> None:
    outcome = apply_fixes(text.encode(), "a.md", examine, yes)
    again = apply_fixes(outcome.data, "a.md", examine, yes)
    assert (again.data, again.fixed) == (outcome.data, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "mixed"])
def test_encoding_and_line_ends_are_kept(encoding: str, end: str) -> None:
    lines = FAULTY.split("\n")
    ends = [("\n", "\r\n", "\r")[number % 3] if end == "mixed" else end for number in range(len(lines))]
    text = "".join(line + mark for line, mark in zip(lines, ends, strict=True))
    data = text.encode(encoding)
    outcome = apply_fixes(data, "a.md", examine)
    assert outcome.data.decode(encoding).startswith("# ") and outcome.data[:3] == data[:3]
    after = outcome.data.decode(encoding)
    assert LINE_END.findall(after) == LINE_END.findall(text)
    changed = [
        line for line, was in zip(LINE_END.split(after), LINE_END.split(text), strict=True) if line != was
    ]
    assert len(changed) == outcome.fixed == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_is_inserted_has_the_line_ends_of_the_file(end: str) -> None:
    outcome = apply_fixes(FAULTY.replace("\n", end).encode(), "a.md", examine, yes)
    text = outcome.data.decode()
    assert len(text.split(end)) > len(FAULTY.split("\n")), "nothing was inserted"
    assert set(LINE_END.findall(text)) == {end}
    assert [finding.code for finding in outcome.examination.findings] == ["NB108"]


def test_a_byte_order_mark_is_neither_lost_nor_doubled() -> None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        outcome = apply_fixes(mark + FAULTY.encode(encoding), "a.md", examine)
        assert (
            outcome.fixed and outcome.data.startswith(mark) and not outcome.data[len(mark) :].startswith(mark)
        )


def test_waived_findings_are_left_alone() -> None:
    waived = FAULTY.replace(
        "## 一、基本情况", "<!-- nianbao: ignore NB104 本级沿用的旧名 -->\n## 一、基本情况"
    )
    text = apply_fixes(waived.encode(), "a.md", examine).data.decode()
    assert "## 一、基本情况" in text and "7.属于行政执法案卷" in text


def test_only_what_is_selected_is_fixed() -> None:
    outcome = apply_fixes(
        FAULTY.encode(), "a.md", partial(examine, config=Config(select=frozenset({"NB204"})))
    )
    assert outcome.fixed == 1 and outcome.data.decode() == FAULTY.replace(
        "7.属于行政执法卷宗", "7.属于行政执法案卷"
    )


# ── A team's own rules ────────────────────────────────────────────────────

FOUND, CHANGE = Message(zh="见“{text}”", en="found “{text}”"), Message(zh="改", en="change")


def _replacing(report: Report, old: str, new: str, safe: bool = True) -> Iterator[Problem]:
    at = report.source.text.find(old)
    if at >= 0:
        span = Span(at, at + len(old))
        yield Problem(FOUND(text=old), span, fixes=(Fix(CHANGE(), (Edit(span, new),), safe),))


@rule("QH001", "to-the-left", Severity.WARNING)
def to_the_left(report: Report) -> Iterator[Problem]:
    yield from _replacing(report, "甲乙", "乙甲")


@rule("QH002", "to-the-right", Severity.WARNING)
def to_the_right(report: Report) -> Iterator[Problem]:
    yield from _replacing(report, "乙甲", "甲乙")


@rule("QH003", "longer-and-longer", Severity.WARNING)
def longer_and_longer(report: Report) -> Iterator[Problem]:
    yield from _replacing(report, "丙", "丙丙")


@rule("QH004", "first-half", Severity.WARNING)
def first_half(report: Report) -> Iterator[Problem]:
    yield from _replacing(report, "丁戊", "丁")


@rule("QH005", "second-half", Severity.WARNING)
def second_half(report: Report) -> Iterator[Problem]:
    yield from _replacing(report, "戊己", "己")


@rule("QH006", "rare-character", Severity.WARNING)
def rare_character(report: Report) -> Iterator[Problem]:
    yield from _replacing(report, "庚辛", "\U00020bb7")


@rule("QH019", "growing", Severity.WARNING)
def growing(report: Report) -> Iterator[Problem]:
    words = Message(zh="缺字", en="lacks a word")()
    yield Problem(words, Span(0, 2), fixes=(Fix(words, (Edit(Span(0, 0), "又"),), safe=False),))


def own(*codes: str) -> Any:
    rules = tuple(one for one in rules_in(__name__) if one.code in codes)
    return partial(examine, config=Config(select=frozenset(codes), rules=rules))


@pytest.mark.parametrize(("codes", "word"), [(("QH001", "QH002"), "甲乙"), (("QH003",), "丙")])
def test_fixes_that_never_come_to_rest_leave_the_file_alone(codes: tuple[str, ...], word: str) -> None:
    with pytest.raises(Unfixable) as caught:
        apply_fixes(plain(other=f"{word}。").encode(), "a.md", own(*codes))
    assert codes[-1] in caught.value.phrase.text("zh") and "没有改动" in caught.value.phrase.text("zh")


def test_of_fixes_that_overlap_the_earlier_one_goes_first() -> None:
    outcome = apply_fixes(plain(other="丁戊己。").encode(), "a.md", own("QH004", "QH005"))
    assert outcome.fixed == 1 and outcome.data.decode() == plain(other="丁己。")


def test_a_comment_inside_a_place_is_not_lost() -> None:
    text = plain(other="丁<!-- 待核 -->戊。")
    assert apply_fixes(text.encode(), "a.md", own("QH004")).data.decode() == text


@rule("QH007", "with-marks", Severity.WARNING)
def with_marks(report: Report) -> Iterator[Problem]:
    yield from _replacing(report, "壬癸", "<b>&nbsp;")


@rule("QH008", "with-bars", Severity.WARNING)
def with_bars(report: Report) -> Iterator[Problem]:
    yield from _replacing(report, "壬癸", "| 壬 |\n| 癸 |")


def test_a_rare_character_in_gb18030() -> None:
    text = plain(other="庚辛。")
    assert apply_fixes(text.encode("gb18030"), "a.md", own("QH006")).data.decode("gb18030") == text.replace(
        "庚辛", "\U00020bb7"
    )


# ── Pages ─────────────────────────────────────────────────────────────────


def page(text: str, charset: str = "utf-8") -> str:
    lines = "".join(f"<p>{line}</p>\n" for line in text.split("\n"))
    return f'<html><head><meta charset="{charset}"><title>年报</title></head><body>\n{lines}</body></html>\n'


@pytest.mark.parametrize("style", HTML_STYLES)
def test_of_a_page_only_words_change(style: str) -> None:
    rng, fixed = random.Random(style), 0
    for fault in rng.sample(sorted(FAULTS), 6):
        report = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        try:
            text = render_html(FAULTS[fault](report, rng).draft, style, rng).replace("，", "，，", 2)
        except NotApplicable:
            continue
        before = examine(from_bytes(text.encode(), "a.html"))
        safe, every = (
            apply_fixes(text.encode(), "a.html", examine),
            apply_fixes(text.encode(), "a.html", examine, yes),
        )
        for outcome in (safe, every):
            assert re.findall("<[^>]*>", outcome.data.decode()) == re.findall("<[^>]*>", text)
        assert {place: figures(safe.examination).get(place) for place in figures(before)} == figures(before)
        assert not statements(before) - statements(safe.examination)
        assert apply_fixes(safe.data, "a.html", examine).data == safe.data
        fixed += safe.fixed
    assert fixed


def test_what_is_put_into_a_page_is_escaped() -> None:
    text = page(plain(other="壬癸。"))
    assert apply_fixes(text.encode(), "a.html", own("QH007")).data.decode() == text.replace(
        "壬癸", "&lt;b&gt;&amp;nbsp;"
    )


def test_rows_and_lines_are_not_put_into_a_page() -> None:
    """A bar that the reader drew for a cell is no bar of the page."""
    text = page(plain(other="壬癸。"))
    assert apply_fixes(text.encode(), "a.html", own("QH008")).data.decode() == text
    assert "\n| 癸 |" in apply_fixes(plain(other="壬癸。").encode(), "a.md", own("QH008")).data.decode()


def test_characters_that_an_encoding_lacks_are_said() -> None:
    traditional = "青禾縣民政局2023年政府信息公開工作年度報告"
    text = page(plain(title=traditional, other="庚辛。"), "big5").encode("big5", "replace")
    with pytest.raises(Unfixable) as caught:
        apply_fixes(text, "a.html", own("QH006"))
    assert caught.value.phrase.text("zh").startswith("BIG5HKSCS 编码里没有“\U00020bb7”")


def test_bytes_that_would_come_out_otherwise_forbid_to_write() -> None:
    """A page with a few damaged bytes can be read, but not written again."""
    text = page(plain(other="丁戊。")).encode().replace("解读".encode(), "解读".encode()[:-1], 1)
    with pytest.raises(Unfixable) as caught:
        apply_fixes(text, "a.html", own("QH004"))
    assert "会动到别的文字" in caught.value.phrase.text("zh")


def test_a_diff_is_one_that_git_applies(tmp_path_factory: pytest.TempPathFactory) -> None:
    import subprocess

    for name, end in (("报告 一.md", "\n"), ("b.md", "\r\n"), ("c.md", "")):
        folder = tmp_path_factory.mktemp("diff")
        before = FAULTY.rstrip("\n") if not end else FAULTY.replace("\n", end)
        (folder / name).write_bytes(before.encode())
        outcome = apply_fixes(before.encode(), name, examine, yes)
        diff = "".join(unified_diff(before, outcome.data.decode(), name))
        subprocess.run(
            ["git", "apply", "-p0", "--whitespace=nowarn", "-"],
            input=diff.encode(),
            cwd=folder,
            check=True,
            env={**os.environ, "GIT_DIR": "/nowhere"},
        )
        assert (folder / name).read_bytes() == outcome.data


def test_a_rule_does_not_rewrite_what_it_has_just_written() -> None:
    """A fix that leaves its finding in place is made once, also if the user agrees to everything."""
    fixed = apply_fixes(plain().encode(), "a.md", own("QH019"), lambda source, finding, fixes: fixes[0])
    assert fixed.fixed == 1 and fixed.data.decode() == f"又{plain()}"
