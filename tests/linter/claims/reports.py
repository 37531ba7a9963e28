"""Correct reports whose prose is replaced, to hold sentences against figures that are known."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

from nianbao.linter import Config, Finding, Source, all_rules, check

from tests.generator import Draft, draft, random_figures, render

# Those that compare a claim with something; two others look at sentences alone.
ALONE = {"NB508", "NB510"}
RULES = frozenset({rule.code for rule in all_rules() if rule.family == "claims"} - ALONE | {"NB999"})


@cache
def report(format_id: str) -> Draft:
    """A correct report with many figures and no prose that counts."""
    for number in range(1000):
        rng = random.Random(f"{format_id}/{number}")
        figures = random_figures(rng, format_id)
        one = draft(
            rng,
            figures,
            agency="云岭市人民政府",
            format_id=format_id,
            year={"2019": 2020}.get(format_id, 2023),
        )
        cells = {key: text for table in one.tables() for key, text in table.figures().items()}
        if (
            cells["received", "person"] != "0"
            and cells["carried_in", "total"] != "0"
            and cells["carried_out", "total"] != "0"
            and _many(cells)
        ):
            return replace(
                one,
                sections=tuple(
                    replace(section, body=() if section.table else ("本段没有数字。",))
                    for section in one.sections
                ),
            )
    raise AssertionError


def _many(cells: dict[tuple[str, str], str]) -> bool:
    filled = sum(text not in ("0", "") for text in cells.values())
    return filled > len(cells) / 3 and all(
        cells.get((row, "amount"), "1") != "0" for row in ("fee", "procurement")
    )


def figures(one: Draft) -> dict[tuple[str, str], str]:
    return {key: text for table in one.tables() for key, text in table.figures().items()}


def with_cells(one: Draft, id: str, texts: dict[tuple[str, str], str]) -> Draft:
    """The draft with other texts in cells of a table."""
    (found,) = (table for table in one.tables() if table.id == id)
    blocks = []
    for block in found.blocks:
        rows = tuple(
            replace(
                row,
                figures={column: texts.get((row.id, column), text) for column, text in row.figures.items()},
            )
            for row in block.rows
        )
        blocks.append(replace(block, rows=rows))
    return one.with_table(replace(found, blocks=tuple(blocks)))


def written(one: Draft, *prose: str, style: str = "markdown") -> str:
    overview, *sections = one.sections
    return render(replace(one, sections=(replace(overview, body=prose), *sections)), style, random.Random(0))


def findings(one: Draft, *prose: str, style: str = "markdown") -> list[Finding]:
    return check(Source("report.md", written(one, *prose, style=style)), Config(select=RULES))


def with_requests(one: Draft, **rows: int) -> Draft:
    """The draft with these counts in its table of requests, of one kind of applicants, and 0 elsewhere."""
    flow = ("received", "carried_in", "carried_out", "handled")
    counts = {**rows, "handled": sum(count for row, count in rows.items() if row not in flow)}
    cells = {key: "0" for table in one.tables() if table.id == "requests" for key in table.figures()}
    return with_cells(
        one,
        "requests",
        cells
        | {(row, column): str(count) for row, count in counts.items() for column in ("person", "total")},
    )
