"""The audit: verdicts, what blanks must hold, and who is to blame. Tables are written as rows of figures."""

from __future__ import annotations

import random

import pytest
from nianbao.linter import Source, check, examine
from nianbao.linter.audit import Audit, Bounds, Pattern, Verdict

from tests.generator import draft, random_figures, render
from tests.generator.drafts import Draft

# 表三 of an invented agency: row -> figures; rows left out are 0.
REQUESTS = {
    "received": [40, 6, 0, 1, 0, 0, 47],
    "carried_in": [3, 1, 0, 0, 0, 0, 4],
    "granted": [21, 4, 0, 1, 0, 0, 26],
    "partial": [5, 0, 0, 0, 0, 0, 5],
    "unavailable_not_held": [12, 2, 0, 0, 0, 0, 14],
    "handled": [38, 6, 0, 1, 0, 0, 45],
    "carried_out": [5, 1, 0, 0, 0, 0, 6],
}
COLUMNS = ["person", "business", "research", "charity", "legal", "other_org", "total"]
REMEDIES = [4, 1, 0, 2, 7, 3, 0, 0, 0, 3, 0, 0, 0, 0, 0]

Cells = dict[tuple[str, str], int | str]


def written(
    requests: Cells | None = None, remedies: list[int | str] | None = None, style: str = "markdown"
) -> Source:
    """A report with these figures in place of those above."""
    rng = random.Random(7)
    base: Draft = draft(rng, random_figures(rng, "2021"), agency="青禾县民政局", year=2023)
    for table in base.tables():
        figures = dict(table.figures())
        if table.id == "requests":
            figures = {
                (row, column): str(REQUESTS.get(row, [0] * 7)[COLUMNS.index(column)])
                for row, column in figures
            }
            figures |= {place: str(figure) for place, figure in (requests or {}).items()}
        elif table.id == "remedies":
            figures = dict(zip(figures, map(str, remedies or REMEDIES), strict=True))
        base = base.with_table(table.filled(figures))
    return Source("a.md", render(base, style, rng))


def audited(requests: Cells | None = None, remedies: list[int | str] | None = None) -> Audit:
    audit = examine(written(requests, remedies)).audit
    assert audit
    return audit


def said(requests: Cells | None = None, remedies: list[int | str] | None = None) -> list[tuple[str, str]]:
    return [
        (finding.code, finding.message)
        for finding in check(written(requests, remedies))
        if finding.code[2] in "023"
    ]


def blamed(audit: Audit) -> list[dict[tuple[str, str], int]]:
    """The cells that the first repair of each fault changes."""
    return [
        {(change.cell.row, change.cell.column): change.figure for change in fault.repairs[0].changes}
        for fault in audit.faults
    ]


# ── Verdicts ──────────────────────────────────────────────────────────────────


def test_every_equation_is_evaluated() -> None:
    audit = audited()
    assert [audit.count(verdict) for verdict in Verdict] == [42, 0, 0]
    assert (audit.faults, audit.bounds, audit.doubts) == ((), {}, {})


def test_a_blank_is_known_where_the_equations_tell() -> None:
    audit = audited({("granted", "person"): ""})
    assert audit.bounds == {("requests", "granted", "person"): Bounds(21, 21)}
    # One equation tells the figure and so proves nothing; the other is checked with it.
    assert [audit.count(verdict) for verdict in Verdict] == [41, 0, 1]


def test_a_blank_is_bounded_where_the_equations_leave_a_choice() -> None:
    blank: Cells = {(row, column): "" for row in ("granted", "partial") for column in ("person", "total")}
    bounds = audited(blank).bounds
    assert bounds["requests", "granted", "person"] == Bounds(0, 26)
    assert bounds["requests", "granted", "total"] == Bounds(5, 31)


def test_a_row_that_adds_up_to_nothing_has_nothing_in_it() -> None:
    bounds = audited({("refused_repeat", column): "" for column in COLUMNS[:-1]}).bounds
    assert {bound.figure for bound in bounds.values()} == {0} and len(bounds) == 6


@pytest.mark.parametrize("text", ["/", "—", "无", ""])
def test_what_is_no_figure_is_unknown_and_never_zero(text: str) -> None:
    assert audited({("granted", "person"): text}).bounds["requests", "granted", "person"].figure == 21


def test_blanks_that_nothing_can_fill_are_a_failure() -> None:
    audit = audited({("denied_law", "person"): 2, ("denied_law", "total"): 0, ("denied_law", "business"): ""})
    assert audit.count(Verdict.FAILED) > 0 and blamed(audit) == [{("denied_law", "person"): 0}]


def test_only_totals_filled_is_no_failure() -> None:
    audit = audited({(row, column): "" for row in REQUESTS for column in COLUMNS[:-1]})
    assert audit.count(Verdict.FAILED) == 0 and not audit.faults


def test_a_row_that_the_format_does_not_have_counts_where_it_makes_up_the_total() -> None:
    source = written(
        {
            ("handled", "person"): 39,
            ("handled", "total"): 46,
            ("received", "person"): 41,
            ("received", "total"): 48,
        }
    )
    row = next(line for line in source.text.split("\n") if "3.其他 |" in line)
    extra = (
        row.replace("3.其他", "4.申请人主动撤回")
        .replace("| 0 |", "| 1 |", 1)[::-1]
        .replace("| 0 |", "| 1 |", 1)[::-1]
    )
    found = {
        finding.code
        for finding in check(Source("a.md", source.text.replace(row, f"{row}\n{extra}")))
        if finding.severity.rank and finding.code < "NB5"
    }
    assert found == {"NB205"}


# ── One wrong cell ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("figure", [0, 1, 7, 450, 10**30])
@pytest.mark.parametrize(
    "place",
    [
        ("granted", "person"),
        ("granted", "total"),
        ("received", "business"),
        ("handled", "charity"),
        ("handled", "total"),
    ],
)
def test_a_wrong_cell_of_the_requests_is_the_only_one_that_explains_it(
    place: tuple[str, str], figure: int
) -> None:
    audit = audited({place: figure})
    right = REQUESTS[place[0]][COLUMNS.index(place[1])]
    assert blamed(audit) == ([] if figure == right else [{place: right}])
    assert all(fault.clear and len(fault.repairs) == 1 for fault in audit.faults)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (("granted", "total"), "NB302"),
        (("granted", "person"), "NB302"),
        (("handled", "person"), "NB303"),
        (("received", "person"), "NB301"),
        (("carried_out", "business"), "NB301"),
    ],
)
def test_the_code_is_that_of_the_total_or_side_that_the_cell_is(place: tuple[str, str], code: str) -> None:
    assert [one for one, _ in said({place: 99})] == [code]


def test_messages_name_equation_cell_and_figure() -> None:
    assert said({("granted", "person"): 12}) == [
        ("NB302", "“予以公开”行：总计 26，分项之和 17；“自然人”应为 21，现为 12")
    ]
    balance = (
        "“自然人”列不平衡：本年新收 44 + 上年结转 3 = 47，（七）总计 38 + 结转下年度 5 = 43；"
        "“本年新收”应为 40，现为 44"
    )
    assert said({("received", "person"): 44}) == [("NB301", balance)]
    assert said(remedies=[4, 1, 0, 2, 0, *REMEDIES[5:]]) == [
        ("NB304", "“行政复议”：总计 0，分项之和 7；“总计”应为 7，现为 0")
    ]


def test_a_total_left_at_zero_leads_but_the_others_are_offered() -> None:
    (fault,) = audited(remedies=[5, 0, 0, 0, 0, *REMEDIES[5:]]).faults
    assert fault.clear and [[change.figure for change in repair.changes] for repair in fault.repairs] == [
        [5],
        [0],
    ]


def test_where_several_cells_may_be_wrong_all_are_listed() -> None:
    (finding,) = (
        finding
        for finding in check(written(remedies=[4, 1, 0, 3, 7, *REMEDIES[5:]]))
        if finding.code == "NB304"
    )
    assert "最可能" in finding.message and "其次" in finding.message
    titles = [fix.title.text("zh") for fix in finding.fixes]
    assert set(titles) >= {"“总计”改为 8", "“结果维持”改为 3", "“结果纠正”改为 0", "“尚未审结”改为 2"}
    assert titles[0] == f"“{finding.place.split(' · ')[-1]}”改为 {finding.problem.expected}"


def test_the_fix_keeps_what_stands_behind_the_figure() -> None:
    (finding,) = (
        finding
        for finding in check(written({("granted", "person"): "12（其中网络 9 件）"}))
        if finding.code == "NB302"
    )
    (edit,) = finding.fixes[0].edits
    assert (finding.problem.expected, finding.problem.found, edit.text, edit.span.end - edit.span.start) == (
        "21",
        "12(其中网络 9 件)",
        "21",
        2,
    )


# ── Several ───────────────────────────────────────────────────────────────────


def test_independent_errors_are_findings_of_their_own() -> None:
    wrong: Cells = {("granted", "person"): 12, ("denied_law", "legal"): 3, ("carried_out", "total"): 0}
    audit = audited(wrong, [4, 1, 0, 2, 0, 3, 0, 0, 0, 33, *REMEDIES[10:]])
    assert {place for changes in blamed(audit) for place in changes} == {
        *wrong,
        ("cases", "review_total"),
        ("cases", "direct_total"),
    }
    assert len(audit.faults) == 5


def test_exchanged_cells_are_one_finding() -> None:
    (fault,) = audited(
        {("unavailable_not_held", "person"): 2, ("unavailable_not_held", "business"): 12}
    ).faults
    assert fault.repairs[0].pattern is Pattern.EXCHANGED and fault.clear
    (fault,) = audited({("granted", "person"): 14, ("unavailable_not_held", "total"): 21}).faults
    assert fault.repairs[0].pattern is Pattern.EXCHANGED
    assert said({("granted", "person"): 14, ("unavailable_not_held", "total"): 21}) == [
        ("NB302", "“予以公开 · 自然人”14 与“本机关不掌握相关政府信息 · 总计”21 像是填反了，对调后等式都成立")
    ]


def test_a_shifted_row_is_one_finding() -> None:
    shifted = dict(zip([("granted", column) for column in COLUMNS], [0, 21, 4, 0, 1, 0, 0], strict=True))
    (fault,) = audited(dict(shifted)).faults
    assert fault.repairs[0].pattern is Pattern.SHIFTED
    assert said(dict(shifted)) == [
        ("NB302", "“予以公开”的数字像是错了一格：从“自然人”起应为 21、4、0、1、0、0、26")
    ]


def test_a_lost_figure_that_leaves_a_blank_at_the_end_is_one_finding() -> None:
    lost: Cells = dict(
        zip([("granted", column) for column in COLUMNS], [21, 4, 0, 0, 0, 26, ""], strict=True)
    )
    lost[("granted", "charity")] = 0
    lost |= dict(zip([("granted", column) for column in COLUMNS], [21, 4, 1, 0, 0, 26, ""], strict=True))
    assert said(lost) == [("NB302", "“予以公开”的数字像是错了一格：从“科研机构”起应为 0、1、0、0、26")]


def test_a_shifted_column_is_one_finding() -> None:
    rows = ["granted", "partial", "denied_secret", "denied_law"]
    (fault,) = audited(dict(zip([(row, "person") for row in rows], [0, 21, 5, 0], strict=True))).faults
    assert fault.repairs[0].pattern is Pattern.SHIFTED and len(fault.repairs[0].changes) == 3


def test_a_table_whose_figures_make_no_sense_is_doubted_once() -> None:
    rng = random.Random(3)
    audit = audited({(row, column): rng.randint(0, 9) for row in REQUESTS for column in COLUMNS})
    assert list(audit.doubts) == ["requests"] and not audit.faults
    codes = [
        finding.code
        for finding in check(
            written({(row, column): rng.randint(0, 9) for row in REQUESTS for column in COLUMNS})
        )
    ]
    assert codes.count("NB005") == 1 and not [code for code in codes if code.startswith("NB3")]


# ── Rows with a figure too few or too many ────────────────────────────────────


@pytest.mark.parametrize("style", ["markdown", "gfm", "inline", "lines", "tsv"])
@pytest.mark.parametrize("column", COLUMNS)
def test_the_figure_that_a_row_lacks_can_be_put_in(style: str, column: str) -> None:
    source = written(style=style)
    audit = examine(source).audit
    assert audit
    cells = [audit.report.tables["requests"].cells["granted", one] for one in COLUMNS]
    number = COLUMNS.index(column)
    # Cut the cell out together with what sets it off from the next one, or from the one before.
    start, end = (
        (cells[number].start, cells[number + 1].start) if number < 6 else (cells[5].end, cells[6].end)
    )
    text = source.text[:start] + source.text[end:]
    (finding,) = (one for one in check(Source("a.md", text)) if one.severity.rank and one.code < "NB5")
    # In a full grid a blank cell of the labels stands where the first figure should: the row looks shifted.
    said = {
        "NB207": "“予以公开”应有 7 个数字，实有 6 个；按等式少了",
        "NB208": "“予以公开”“自然人”空白，按等式应为 21",
        "NB302": "“予以公开”的数字像是错了一格",
    }
    assert finding.message.startswith(said[finding.code])
    for edit in sorted(finding.fixes[0].edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert [one.code for one in check(Source("a.md", text)) if one.severity.rank and one.code < "NB5"] == []


def test_the_figure_that_is_too_much_can_be_taken_out() -> None:
    source = written(style="inline")
    text = source.text.replace("21 4 0 1 0 0 26", "21 4 0 1 0 9 0 26")
    (finding,) = (one for one in check(Source("a.md", text)) if one.severity.rank and one.code < "NB5")
    assert finding.message == "“予以公开”应有 7 个数字，实有 8 个；按等式第 6 个“9”多余"
    (edit,) = finding.fixes[0].edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == source.text
