"""A format that a team adds with one TOML file, and no code: new rows, a column, a table and equations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from nianbao.grammar import Formats, Identity
from nianbao.linter import Config, Finding, Source, all_rules, check, examine
from nianbao.linter.audit import REST, Verdict
from nianbao.linter.drafting import blank
from nianbao.linter.drafting.markdown import written
from nianbao.linter.settings.formats import rules_about_equations

from tests.command import nianbao
from tests.formats.added import with_format

TOML = Path(__file__).with_name("own.toml").read_text("utf-8")
FORMATS = with_format(TOML)
OWN = FORMATS[-1]
CONFIG = Config(formats=FORMATS)

Place = tuple[str, str, str]
"""The ids of table, row and column."""

FIGURES = {
    "files": {"normative": [12, 3, 2, 1, 14], "guides": [30, 4, 5, 2, 32], "all": [42, 7, 7, 3, 46]},
    "decisions": {"licence": [25], "agreement": [6], "all_decisions": [31]},
    "requests": {
        "received": [9, 4, 2, 15],
        "carried_in": [2, 0, 1, 3],
        "granted": [6, 2, 1, 9],
        "refused": [2, 1, 1, 4],
        "transferred": [1, 0, 1, 2],
        "handled": [9, 3, 3, 15],
        "carried_out": [2, 1, 0, 3],
    },
    "remedies": {"cases": [3, 1, 2, 6]},
}
PROSE = (
    "（一）主动公开。印发行政规范性文件3件，制定办事指引4件，共有行政协议书6件。"
    "（二）依申请公开。收到政府信息公开申请15件，移送其他机关2件，收到新闻媒体提出的政府信息公开申请2件。"
)


def figures() -> dict[Place, int]:
    """Figures that all equations of the format agree with."""
    return {
        (table.id, row, column.id): FIGURES[table.id][row][number]
        for table in OWN.tables.values()
        for block in table.blocks
        for row in (one.id for one in block.rows)
        for number, column in enumerate(block.columns)
    }


def report(figures: dict[Place, int], prose: str = PROSE) -> str:
    """A blank report of the format, filled in."""
    text = written(blank(OWN, 2030, "青禾县民政局")).decode()
    text = text.replace("（待填写）；电话：（待填写）", "青禾路1号；电话见网站").replace(
        "__月__日", "1月20日"
    )
    text = text.replace("## 一、总体情况\n", f"## 一、总体情况\n\n{prose}\n")
    found = examine(Source("a.md", text), CONFIG).report
    assert found
    for table in reversed(found.tables.values()):
        for (row, column), cell in reversed(table.cells.items()):
            figure = figures[table.id, row, column]
            text = f"{text[: cell.span.start]}{figure}{text[cell.span.end :]}"
    return text


def findings(text: str) -> list[Finding]:
    return check(Source("a.md", text), CONFIG)


def lines(identity: Identity) -> list[list[Place]]:
    """The cells of an equation in each row or column that it holds in."""
    ids = [term.id for term in identity.terms]
    return [
        [(identity.table, line, id) if identity.over == "rows" else (identity.table, id, line) for id in ids]
        for line in identity.lines(OWN.tables[identity.table])
    ]


EQUATIONS = [identity for identity in OWN.identities if not identity.between_years]
PLACES = sorted({cells[0] for one in EQUATIONS for cells in lines(one)})


# ── A report that is right ──────────────────────────────────────────────────


def test_a_correct_report_is_clean() -> None:
    source = Source("a.md", report(figures()))
    examination = examine(source, CONFIG)
    assert [(one.code, one.message) for one in examination.findings] == []
    assert examination.report and examination.report.format is OWN
    assert {table.version.id for table in examination.report.tables.values()} == {"2030"}
    audit = examination.audit
    assert audit and {one.verdict for one in audit.equations} == {Verdict.PASSED}
    assert len(audit.equations) == sum(len(lines(identity)) for identity in EQUATIONS)


def test_years_before_it_are_not_checked_by_it() -> None:
    text = report(figures()).replace("2030年", "2029年").replace("2031年", "2030年")
    assert REST not in {one.code for one in findings(text)}


# ── Every equation ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", PLACES, ids="-".join)
def test_a_fault_in_any_equation_is_found_in_its_cell(place: Place) -> None:
    """The total of each equation, or the first cell of a balance, is left at 0."""
    right = figures()
    found = findings(report({**right, place: 0}))
    (finding,) = [one for one in found if one.code.startswith("NB3")]
    address = finding.problem.cell
    assert address and (address.table, address.row, address.column) == place
    assert (finding.problem.found, finding.problem.expected) == ("0", str(right[place]))
    concerned = {one.rule or REST for one in EQUATIONS if any(place in line for line in lines(one))}
    assert finding.code in concerned


@pytest.mark.parametrize("identity", EQUATIONS, ids=lambda identity: identity.id)
def test_each_equation_has_its_rule(identity: Identity) -> None:
    """In a format with this one equation alone, its rule speaks of a fault, and no other about equations."""
    alone = Formats([*FORMATS[:-1], replace(OWN, identities=(identity,))])
    wrong = figures()
    wrong[lines(identity)[0][0]] = 0
    found = check(Source("a.md", report(wrong, prose="无。")), Config(formats=alone))
    codes = {one.code for one in found if one.code.startswith("NB3")}
    assert codes == {identity.rule or REST}


def test_one_equation_names_a_rule_and_another_names_none() -> None:
    named = {one.rule for one in EQUATIONS}
    assert "" in named and named - {""} <= {rule.code for rule in all_rules()}


# ── Everything else that a format says ──────────────────────────────────────


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("办事指引4件", "办事指引6件", "NB505"),
        ("行政协议书6件", "行政协议书8件", "NB505"),
        ("行政规范性文件3件", "行政规范性文件4件", "NB505"),
        ("移送其他机关2件", "移送其他机关5件", "NB502"),
        ("媒体提出的政府信息公开申请2件", "媒体提出的政府信息公开申请4件", "NB501"),
    ],
)
def test_prose_about_new_rows_and_columns_is_compared(right: str, wrong: str, code: str) -> None:
    assert right in PROSE
    found = findings(report(figures(), PROSE.replace(right, wrong)))
    assert [one.code for one in found if one.code.startswith("NB5")] == [code]


def test_stocks_are_compared() -> None:
    """46 files at the end of the year are fewer than 50 that were revised in it."""
    wrong = figures() | {("files", "all", "revised"): 50, ("files", "guides", "revised"): 48}
    assert [one.message for one in findings(report(wrong)) if one.code == "NB306"] == [
        "“办事指南”：年末有效件数 32，少于本年修订件数 48",
        "“文件合计”：年末有效件数 46，少于本年修订件数 50",
    ]


def test_the_command_fails_where_an_equation_does(tmp_path: Path) -> None:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "own.toml").write_text(TOML, "utf-8")
    (tmp_path / "nianbao.toml").write_text('formats = "formats"\n', "utf-8")
    wrong = figures()
    wrong["decisions", "all_decisions", "decisions"] += 1
    (tmp_path / "a.md").write_text(report(wrong), "utf-8")
    run = nianbao("check", "a.md", "--format", "json", cwd=tmp_path)
    (checked,) = json.loads(run.stdout)["reports"]
    assert run.returncode == 1 and [one["code"] for one in checked["findings"]] == [REST]
    (tmp_path / "a.md").write_text(report(figures()), "utf-8")
    assert nianbao("check", "a.md", cwd=tmp_path).returncode == 0


@given(st.dictionaries(st.sampled_from(sorted(figures())), st.integers(0, 60), min_size=1, max_size=4))
@settings(max_examples=60)
def test_no_equation_fails_in_silence(wrong: dict[Place, int]) -> None:
    examination = examine(Source("a.md", report({**figures(), **wrong})), CONFIG)
    assert examination.audit
    codes = {one.code for one in examination.findings}
    failing = [one for one in examination.audit.equations if one.fails]
    assert bool(failing) == bool(codes & {"NB005", *rules_about_equations()}), wrong
