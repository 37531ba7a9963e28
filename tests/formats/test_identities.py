"""Every equation of the official formats names its rule, and the rule speaks where the equation fails."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace
from nianbao.grammar import Format, Formats, Identity, official_formats
from nianbao.linter import Config, Source, all_rules, check
from nianbao.linter.audit import REST
from nianbao.linter.settings.formats import rules_about_equations

from tests.generator import draft, random_figures, render

YEARS = {"2019": 2020, "2021": 2023}
IDENTITIES = [(format, identity) for format in official_formats() for identity in format.identities]
WITHIN_A_REPORT = [(format, identity) for format, identity in IDENTITIES if not identity.between_years]


def each_of(identities: list[tuple[Format, Identity]]) -> pytest.MarkDecorator:
    names = [f"{format.id}-{identity.id}" for format, identity in identities]
    return pytest.mark.parametrize(("format", "identity"), identities, ids=names)


@each_of(IDENTITIES)
def test_each_names_a_rule_about_equations(format: Format, identity: Identity) -> None:
    """All but those between years, which need two reports."""
    families = {rule.code: rule.family for rule in all_rules()}
    if identity.between_years:
        assert identity.rule == ""
    else:
        assert families[identity.rule] == "arithmetic" and identity.rule != REST
        assert identity.rule in rules_about_equations()


@each_of(WITHIN_A_REPORT)
def test_its_rule_speaks_where_it_fails(format: Format, identity: Identity) -> None:
    """In each row and column that it holds in, with no other equation to take the blame."""
    alone = replace(format, identities=(identity,))
    config = Config(formats=Formats(alone if one is format else one for one in official_formats()))
    ids = [term.id for term in identity.terms]
    for number, line in enumerate(identity.lines(format.tables[identity.table])):
        cells = [(line, id) if identity.over == "rows" else (id, line) for id in ids]
        source = with_fault(random.Random(f"{identity.id} {number}"), format, identity.table, cells[0])
        found = [one for one in check(source, config) if one.code in rules_about_equations()]
        assert [one.code for one in found] == [identity.rule], (identity.id, line)
        cell = found[0].problem.cell
        assert cell and cell.table == identity.table and (cell.row, cell.column) in cells


def with_fault(rng: random.Random, format: Format, table: str, place: tuple[str, str]) -> Source:
    """A report that is right but for one figure, which is too high by 1."""
    report = draft(rng, random_figures(rng, format.id), agency="青禾县民政局", year=YEARS[format.id])
    (written,) = [one for one in report.tables() if one.id == table]
    figures = dict(written.figures())
    wrong = written.filled({**figures, place: str(int(figures[place]) + 1)})
    return Source("a.md", render(report.with_table(wrong), "markdown", rng))
