"""Tables to read, ways to write them down, and how to read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nianbao.grammar import Report, Source, Table, parse

Figures = dict[str, list[str]]


def read(text: str, year: int = 2023) -> Report:
    return parse(Source("a.md", f"鹿鸣县水务局{year}年政府信息公开工作年度报告\n{text}\n"))


def printed(table: Table) -> Figures:
    """The cells as printed, by row, the first of each."""
    found: Figures = {}
    for (row, _), cell in table.cells.items():
        found.setdefault(row, []).append(cell.text)
    return found


def sound(table: Table) -> bool:
    """Whether nothing at all is wrong with a table."""
    return (
        table.doubt is None
        and not table.row_differences
        and not any(block.header_differences for block in table.blocks)
    )


# 表二 as other people's tools print it, each form in a file of its own.
DISCLOSURE: Figures = {
    "rules": ["1", "0", "2"],
    "normative": ["3", "0", "17"],
    "licence": ["128"],
    "penalty": ["0"],
    "coercion": ["2"],
    "fee": ["26.55"],
}
FORMS = {
    path.stem: path.read_bytes().decode()
    for path in sorted(Path(__file__).with_name("disclosure").glob("*.txt"))
}
FORMS["one line"] = FORMS["rows of a PDF"].replace("\n- 3 -", "").replace("\n", " ")
FORMS["one line with bars"] = FORMS["one line"].replace(" ", " | ") + " |"


# The head and the figures of 表四.
CASES = ["1", "0", "0", "0", "1", "0", "0", "2", "0", "2", "0", "0", "0", "1", "1"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REMEDIES = [["行政复议", "行政诉讼"], [*RESULTS, "未经复议直接起诉", "复议后起诉"], RESULTS * 2, CASES]


# Ways to write down the rows of a table


def pipe(rows: list[list[str]]) -> str:
    return "\n".join(" | ".join(row) + " |" for row in rows)


def lines(rows: list[list[str]]) -> str:
    return "\n\n".join(cell for row in rows for cell in row)


def bars(rows: list[list[str]]) -> str:
    return "\n".join(f"{cell} |" if cell else "|" for row in rows for cell in row)


def bars_alone(rows: list[list[str]]) -> str:
    return "\n".join(line for row in rows for cell in row for line in ([cell, "|"] if cell else ["|"]))


def tabs(rows: list[list[str]]) -> str:
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)


def spreadsheet(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def inline(rows: list[list[str]]) -> str:
    return "\n".join(" ".join(filter(None, row)) for row in rows)


WRITERS: dict[str, Callable[[list[list[str]]], str]] = {
    "pipe": pipe, "lines": lines, "bars": bars, "bars alone": bars_alone, "tabs": tabs,
    "spreadsheet": spreadsheet, "inline": inline,
}  # fmt: skip
KEEPING = [name for name in WRITERS if name not in ("lines", "inline")]
"""Those in which a blank cell leaves a trace."""
