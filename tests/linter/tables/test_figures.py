"""What stands in cells: which rule speaks of it, what it says is due, and what is silent. One cell, one finding."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from nianbao.grammar import parse
from nianbao.grammar.numerals import number
from nianbao.linter import Finding, Severity, Source, check
from nianbao.linter.audit import Verdict
from nianbao.linter.engine import examine

from tests.generator import FAULTS, STYLES, Draft, NotApplicable, draft, random_figures, render, renders

RULES = {"NB209", "NB210", "NB211", "NB212"}
WHOLE_ROWS = ("markdown", "gfm-repeat", "pipe", "pipe-leading", "tsv")
"""Styles in which a cell may hold blanks and words."""


def report(format_id: str = "2021", seed: int = 5) -> Draft:
    rng = random.Random(seed)
    return draft(
        rng, random_figures(rng, format_id), agency="云岭市财政局", year=2023 if format_id == "2021" else 2020
    )


def planted(clean: Draft, table: str, row: str, column: str, text: str) -> Draft:
    """The draft with another text in one cell."""
    old = next(one for one in clean.tables() if one.id == table)
    blocks = (
        replace(
            block,
            rows=tuple(
                replace(one, figures={**one.figures, column: text}) if one.id == row else one
                for one in block.rows
            ),
        )
        for block in old.blocks
    )
    return clean.with_table(replace(old, blocks=tuple(blocks)))


def findings(text: str) -> list[Finding]:
    return [
        finding for finding in check(Source("a.md", text)) if finding.code < "NB5"
    ]  # the prose knows other figures


def serious(text: str) -> list[Finding]:
    return [finding for finding in findings(text) if finding.severity is not Severity.INFO]


def mended(text: str, finding: Finding) -> str:
    source = Source("a.md", text)
    folded = source.text
    for edit in sorted(finding.fixes[0].edits, key=lambda edit: edit.span, reverse=True):
        folded = folded[: edit.span.start] + edit.text + folded[edit.span.end :]
    return folded


COUNTS = [
    ("见附件", "NB209", None),
    ("3 5", "NB209", None),
    ("3、5", "NB209", None),
    ("1,23", "NB209", None),
    ("约5", "NB209", None),
    ("5余", "NB209", None),
    ("一", "NB209", None),
    ("一百二", "NB209", None),
    ("1O", "NB209", "10"),
    ("O", "NB209", "0"),
    ("l2", "NB209", "12"),
    ("-3", "NB210", None),
    ("−3", "NB210", None),
    ("2.5", "NB210", None),
    ("2.5件", "NB210", None),
    ("+3", "NB210", "3"),
    ("增3", "NB210", None),
    ("5件", "NB211", "5"),
    ("12 宗", "NB211", "12"),
    ("1.2万件", "NB211", "12000"),
    ("5元", "NB211", None),
    ("０", "NB212", "0"),
    ("１２", "NB212", "12"),
    ("1,234", "NB212", "1234"),
    ("05", "NB212", "5"),
    ("00", "NB212", "0"),
    ("5.0", "NB212", "5"),
    ("1.2万", "NB212", "12000"),
    ("三", "NB212", "3"),
    ("一百二十", "NB212", "120"),
    ("〇", "NB212", "0"),
]


@pytest.mark.parametrize("style", WHOLE_ROWS)
@pytest.mark.parametrize(("text", "code", "expected"), COUNTS, ids=[text for text, _, _ in COUNTS])
def test_cells_of_counts(text: str, code: str, expected: str | None, style: str) -> None:
    """In a row without equations, so that nothing but the cell itself speaks."""
    clean = planted(report(), "disclosure", "normative", "valid", "99999")
    (finding,) = serious(render(planted(clean, "disclosure", "normative", "repealed", text), style))
    assert (finding.code, finding.problem.expected) == (code, expected)
    assert text in finding.message and "“行政规范性文件”“本年废止件数”" in finding.message


@pytest.mark.parametrize(
    "text", ["22（其中修订16件）", "55（含自然失效29件）", "3 （其中修订1件）", "0", "7", "1234567"]
)
@pytest.mark.parametrize("style", WHOLE_ROWS)
def test_cells_that_are_right(text: str, style: str) -> None:
    clean = planted(report(), "disclosure", "normative", "valid", "99999999")
    assert serious(render(planted(clean, "disclosure", "normative", "repealed", text), style)) == []


FEES = [
    ("3.5万元", "NB211", "3.5", True),
    ("3.5万", "NB211", "3.5", False),
    ("25000元", "NB211", "2.5", False),
    ("13713.89元", "NB211", "1.371389", False),
    ("0.07元", "NB211", "0.000007", False),
    ("1.2亿元", "NB211", "12000", False),
    ("5件", "NB211", None, False),
    ("1,234.5", "NB212", "1234.5", True),
    ("03.50", "NB212", "3.50", True),
    ("３.５", "NB212", "3.5", True),
]


@pytest.mark.parametrize(("text", "code", "expected", "safe"), FEES, ids=[text for text, *_ in FEES])
@pytest.mark.parametrize("style", STYLES)
def test_fees_are_in_the_unit_of_the_column(
    text: str, code: str, expected: str | None, safe: bool, style: str
) -> None:
    (finding,) = serious(render(planted(report(seed=7), "disclosure", "fee", "amount", text), style))
    assert (finding.code, finding.problem.expected) == (code, expected)
    assert [fix.safe for fix in finding.fixes] == ([safe] if expected else [])


@pytest.mark.parametrize("text", ["0", "0.5", "26.55", "190.457379", "4068.208", "5.0"])
def test_fees_that_are_right(text: str) -> None:
    assert serious(render(planted(report(seed=7), "disclosure", "fee", "amount", text), "gfm")) == []


CHANGES = [
    ("+144", None),
    ("-417", None),
    ("增3", None),
    ("增加5", None),
    ("0", None),
    ("6", None),
    ("增3项", "NB211"),
    ("＋３", "NB212"),
    ("持平", "NB209"),
]


@pytest.mark.parametrize(("text", "code"), CHANGES, ids=[text for text, _ in CHANGES])
@pytest.mark.parametrize("style", WHOLE_ROWS)
def test_columns_of_changes_have_signs(text: str, code: str | None, style: str) -> None:
    found = serious(render(planted(report("2019"), "disclosure", "licence", "change", text), style))
    assert [finding.code for finding in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "says"), [("13713.89元", "按“元”理解"), ("160.5964万元", "按“万元”理解"), ("8040", None)]
)
@pytest.mark.parametrize("style", ["markdown", "pipe", "bars", "lines", "tabs", "inline"])
def test_a_unit_that_no_head_states_is_never_taken_away(text: str, says: str | None, style: str) -> None:
    found = [
        one
        for one in findings(
            render(planted(report("2019"), "disclosure", "procurement", "amount", text), style)
        )
        if one.code in RULES
    ]
    assert [(one.severity, one.fixes) for one in found] == ([(Severity.INFO, ())] if says else [])
    assert not says or says in found[0].message


@pytest.mark.parametrize("text", ["十二", "12"])
@pytest.mark.parametrize("style", STYLES)
def test_numerals_count_in_the_equations(text: str, style: str) -> None:
    clean = report(seed=2)
    cells = {"upheld": text, "corrected": "0", "other": "0", "pending": "0", "total": "12"}
    for column, figure in cells.items():
        clean = planted(clean, "remedies", "cases", f"direct_{column}", figure)
    examination = examine(Source("a.md", render(clean, style)))
    assert (
        examination.audit
        and examination.audit.count(Verdict.FAILED) == examination.audit.count(Verdict.UNKNOWN) == 0
    )
    found = [
        one.code for one in examination.findings if one.severity is not Severity.INFO and one.code < "NB5"
    ]
    assert found == (["NB212"] if text == "十二" else [])


NUMBERS = [
    ("三", 3),
    ("十", 10),
    ("二十", 20),
    ("九十九", 99),
    ("一百零二", 102),
    ("三千零五十", 3050),
    ("二〇", 20),
    ("一万二千", 12000),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numerals(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "一百二", "三千五", "一万二", "百", "十百", "万", "一百零", "第三", "三件"]
)
def test_no_numerals(text: str) -> None:
    assert number(text) is None


VERTICAL = "三\n、\n本\n年\n度\n办\n理\n结\n果"


@pytest.mark.parametrize("style", ["lines", "bars", "bars-alone", "tabs"])
def test_a_label_in_vertical_text_is_no_numeral(style: str) -> None:
    text = render(report(), style).replace("三、本年度办理结果", VERTICAL)
    assert serious(text) == []
    assert parse(Source("a.md", text)).tables["requests"].cells["granted", "total"].row == "granted"


def test_the_equations_say_what_is_due() -> None:
    clean = report()
    total = next(table for table in clean.tables() if table.id == "requests").figures()["granted", "total"]
    for text in ("见附件", "3 5", "-3", "2.5", "1O"):
        (finding,) = serious(render(planted(clean, "requests", "granted", "total", text), "pipe"))
        assert finding.message.endswith(f"按等式应为 {total}") and finding.problem.expected == total
        assert finding.fixes[0].edits[0].text == total and not finding.fixes[0].safe


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("0", "0件", "NB211"), ("0", "０", "NB212"), ("0", "O", "NB209"), ("0", "不适用", "NB209")],
)
def test_a_habit_is_one_finding_for_a_table(old: str, new: str, code: str) -> None:
    clean = report(seed=1)
    (table,) = (table for table in clean.tables() if table.id == "requests")
    cells = [place for place, text in table.figures().items() if text == old][:30]
    assert len(cells) > 10
    for row, column in cells:
        clean = planted(clean, "requests", row, column, new)
    found = [finding for finding in serious(render(clean, "gfm")) if finding.code in RULES]
    assert [(finding.code, len(finding.problem.related)) for finding in found] == [(code, 3)]
    assert str(len(cells)) in found[0].message


SAFE = ["cell-with-unit", "full-width-digits", "thousands-separator", "leading-zero", "chinese-numeral"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", SAFE)
def test_safe_fixes_leave_a_report_without_findings(fault: str, style: str) -> None:
    for seed in range(4):
        rng = random.Random(seed)
        clean = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        try:
            one = FAULTS[fault](clean, rng)
        except NotApplicable:
            continue
        if renders(one.draft, style):
            (finding,) = (finding for finding in serious(render(one.draft, style)) if finding.code in RULES)
            assert finding.code == one.code and finding.fixes[0].safe
            assert finding.problem.expected == one.expected
            assert serious(mended(render(one.draft, style), finding)) == []
