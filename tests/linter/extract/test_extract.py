"""Figures as data: what the tables say, in every format, whatever kind of file it was read from."""

from __future__ import annotations

import csv
import io
import json
import random
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from nianbao.grammar import Source
from nianbao.linter import examine
from nianbao.linter.extract import SCHEMA, figures
from nianbao.linter.extract.json import document

from tests.command import nianbao, summary
from tests.generator import STYLES, Draft, draft, expected_figures, random_figures, render, renders
from tests.generator.pdf import print_pdf, random_print
from tests.generator.sheets import workbook

SCHEMA_DATA = json.loads(SCHEMA.read_text("utf-8"))
COLUMNS = "path,agency,year,table,row,column,value,kind,text,unit,doubt"


def a_report(seed: int = 1, year: int = 2023) -> Draft:
    rng = random.Random(seed)
    return draft(rng, random_figures(rng, "2021"), agency="青禾县民政局", year=year)


def extracted(text: str) -> dict[str, Any]:
    audit = examine(Source("report.md", text)).audit
    assert audit
    report = document("report.md", audit)
    jsonschema.validate(
        {"version": 1, "tool": {"name": "nianbao", "version": "0"}, "reports": [report]}, SCHEMA_DATA
    )
    return report


def cells(report: Mapping[str, Any]) -> dict[tuple[str, str, str], Any]:
    """The cells of a report as JSON has it, by table, row and column."""
    tables = {id: table for id, table in report["tables"].items() if table}
    return {
        (table, row, column): cell for table, content in tables.items() for row,
        columns in content["rows"].items() for column, cell in columns.items()
    }  # fmt: skip


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


# ── Figures ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("style", STYLES)
def test_real_figures_come_back(shared: Path, style: str) -> None:
    records = [
        json.loads(line) for line in (shared / "corpus" / "figures.jsonl").read_text("utf-8").splitlines()
    ]
    written = 0
    for number, record in enumerate(record for record in records if record["complete"]):
        rng = random.Random(f"{style}{number}")
        report = draft(rng, record)
        if renders(report, style):
            found = {
                place: plain(cell["text"])
                for place, cell in cells(extracted(render(report, style, rng))).items()
            }
            assert found == {place: plain(text) for place, text in expected_figures(report).items()}
            written += 1
    assert written > 3


def test_values_are_the_figures_as_printed() -> None:
    for seed in range(20):
        rng = random.Random(seed)
        report = draft(rng, random_figures(rng, ("2019", "2021")[seed % 2]))
        for place, cell in cells(extracted(render(report, "markdown"))).items():
            text = expected_figures(report)[place]
            assert cell["value"] == (float(text) if "." in text else int(text))
            assert cell["kind"] == ("signed" if text.startswith(("+", "-")) else "figure")


def test_what_is_no_plain_figure_is_said() -> None:
    text = render(a_report(), "markdown")
    table = text.index("| 自然人 |")
    row = text.index("| 1 |" if "| 1 |" in text[table:] else "| 0 |", table)
    for printed, value, kind in (
        ("", None, "blank"),
        ("/", None, "placeholder"),
        ("十二", 12, "numeral"),
        ("5件", 5, "noted"),
        ("甲", None, "words"),
    ):
        changed = text[: row + 2] + printed + text[row + 3 :]
        found = [cell for cell in cells(extracted(changed)).values() if cell["kind"] != "figure"]
        assert found == [{"value": value, "kind": kind, "text": printed}]


def test_money_has_a_unit() -> None:
    report = a_report()
    assert cells(extracted(render(report, "markdown")))["disclosure", "fee", "amount"]["unit"] == "万元"
    old = draft(random.Random(1), random_figures(random.Random(1), "2019"), year=2020)
    text = render(old, "markdown")
    row = next(line for line in text.splitlines() if line.startswith("| 政府集中采购 |"))
    money = text.replace(row, "| 政府集中采购 | 3 | 13713.89元 |")
    assert cells(extracted(money))["disclosure", "procurement", "amount"] == {
        "value": 13713.89,
        "kind": "money",
        "text": "13713.89元",
        "unit": "元",
    }


def test_rows_and_tables_that_are_not_there() -> None:
    text = render(a_report(), "markdown")
    lines = text.splitlines()
    row = next(line for line in lines if "2.重复申请" in line)
    report = extracted("\n".join(line for line in lines if line != row))
    assert report["tables"]["requests"]["rows"]["refused_repeat"]["total"] == {
        "value": None,
        "kind": "absent",
        "text": "",
    }
    start = next(number for number, line in enumerate(lines) if line.startswith("| 行政复议"))
    without = "\n".join(
        line for number, line in enumerate(lines) if not (number >= start and line.startswith("|"))
    )
    assert extracted(without)["tables"]["remedies"] is None


def test_a_table_that_may_be_misread_is_marked() -> None:
    lines = [
        line.replace("| 0 |", "|", 1) if line.startswith("| ") and line.count("| 0 |") > 2 else line
        for line in _zero_report().splitlines()
    ]
    report = extracted("\n".join(lines))
    assert report["tables"]["requests"]["doubt"] == "cells-lost"
    audit = examine(Source("a.md", "\n".join(lines))).audit
    assert audit and {figure.doubt for figure in figures(audit) if figure.table == "requests"} == {
        "cells-lost"
    }


def _zero_report() -> str:
    rng = random.Random(0)
    zero = {**random_figures(rng, "2021")}
    zero["requests"] = {row: [0] * 7 for row in zero["requests"]}
    return render(draft(rng, zero, agency="青禾县民政局", year=2023), "markdown")


# ── Claims ────────────────────────────────────────────────────────────────────


def test_claims_name_the_cells_that_they_are_about() -> None:
    text = render(a_report(), "markdown")
    at = text.index("\n", text.index("总体情况\n")) + 1
    report = extracted(
        text[:at] + "\n2023年，本机关新收政府信息公开申请31件，其中自然人申请29件，约占九成。\n" + text[at:]
    )
    by_value = {claim["value"]: claim for claim in report["claims"]}
    whole, part = by_value[31], by_value[29]
    assert (whole["topic"], whole["role"], whole["unit"], whole["accuracy"], whole["year"]) == (
        "requests",
        "new",
        "件",
        "exact",
        2023,
    )
    assert whole["cells"] == [[{"table": "requests", "row": "received", "column": "total"}]]
    assert (
        part["who"] == "person"
        and [{"table": "requests", "row": "received", "column": "person"}] in part["cells"]
    )
    assert "31件" in whole["text"] and whole["section"] == "overview"


# ── The command ───────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same report in three kinds of files, and a file that is no report."""
    report = a_report(5)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.md").write_text(render(report, "markdown"), "utf-8")
    (tmp_path / "reports" / "b.pdf").write_bytes(print_pdf(report, random_print(random.Random(2))))
    (tmp_path / "reports" / "c.xlsx").write_bytes(workbook(report))
    (tmp_path / "reports" / "notes.txt").write_text("购物清单：苹果。\n", "utf-8")
    return tmp_path


def test_json_csv_and_parquet_say_the_same(folder: Path) -> None:
    run = nianbao("extract", "reports", cwd=folder)
    assert run.returncode == 0 and "notes.txt：不是政府信息公开工作年度报告" in run.stderr
    assert summary(run) == "4 个文件、3 份报告：提取数字 600 个，没有数字的格 0 个，存疑的表 0 张"
    data = json.loads(run.stdout)
    jsonschema.validate(data, SCHEMA_DATA)
    first, *others = (cells(report) for report in data["reports"])
    assert all(
        {place: cell["value"] for place, cell in one.items()}
        == {place: cell["value"] for place, cell in first.items()}
        for one in others
    )
    assert [report["agency"] for report in data["reports"]] == ["青禾县民政局"] * 3
    expected = [
        (report["path"], *place, cell["value"])
        for report in data["reports"]
        for place, cell in cells(report).items()
    ]

    run = nianbao("extract", "reports", "--format", "csv", "--output", "a.csv", "--bom", cwd=folder)
    written = (folder / "a.csv").read_bytes()
    assert (
        run.stdout == ""
        and written.startswith(b"\xef\xbb\xbf" + COLUMNS.encode() + b"\r\n")
        and written.count(b"\n") == written.count(b"\r\n")
    )
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert [
        (row["path"], row["table"], row["row"], row["column"], Decimal(row["value"])) for row in rows
    ] == [(*place, Decimal(str(value))) for *place, value in expected]

    parquet = pytest.importorskip("pyarrow.parquet")
    assert (
        nianbao("extract", "reports", "--format", "parquet", "--output", "a.parquet", cwd=folder).returncode
        == 0
    )
    table = parquet.read_table(folder / "a.parquet").to_pylist()
    assert [(row["path"], row["table"], row["row"], row["column"], row["value"]) for row in table] == expected
    assert {(row["year"], row["level"], row["format"]) for row in table} == {(2023, "department", "2021")}


def test_standard_input_and_schema() -> None:
    run = nianbao("extract", "-", "--stdin-filename", "x.md", input=render(a_report(), "markdown"))
    assert json.loads(run.stdout)["reports"][0]["path"] == "x.md"
    assert json.loads(nianbao("extract", "--schema").stdout) == SCHEMA_DATA


def test_seeds(shared: Path) -> None:
    run = nianbao("extract", str(shared / "seeds"))
    assert run.returncode == 0 and summary(run).startswith("5 个文件、5 份报告：")
    data = json.loads(run.stdout)
    jsonschema.validate(data, SCHEMA_DATA)
    first, second, third, *_ = data["reports"]
    assert first["tables"]["disclosure"]["rows"]["licence"]["decisions"]["value"] == 5135
    assert second["tables"]["requests"]["rows"]["other_outcome"]["total"]["kind"] in ("blank", "figure")
    assert "money" in {cell["kind"] for cell in cells(third).values()} and "signed" in {
        cell["kind"] for cell in cells(third).values()
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["reports/notes.txt"], "reports/notes.txt：不是政府信息公开工作年度报告"),
        (["gone"], "gone：没有这个文件或文件夹"),
        (["broken.pdf", "reports/a.md"], "broken.pdf：PDF 已损坏或不完整"),
        (["--format", "parquet", "reports"], "须用 --output 指定文件"),
        (["--bom", "reports"], "--bom 只用于 --format csv"),
        (["--output", "reports/a.md", "reports"], "会被覆盖"),
        (["--output", "gone/a.json", "reports"], "写不了 gone/a.json"),
        (["--config", "gone.toml", "reports"], "gone.toml"),
    ],
)
def test_what_cannot_be_done(folder: Path, arguments: list[str], says: str) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    before = (folder / "reports" / "a.md").read_bytes()
    run = nianbao("extract", *arguments, cwd=folder)
    assert run.returncode == 2 and says in run.stderr and "Traceback" not in run.stderr
    assert (folder / "reports" / "a.md").read_bytes() == before


def test_one_bad_file_does_not_cost_the_others(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    run = nianbao("extract", "broken.pdf", "reports/a.md", cwd=folder)
    assert run.returncode == 2 and [report["path"] for report in json.loads(run.stdout)["reports"]] == [
        "reports/a.md"
    ]


def test_nothing_but_other_documents_is_a_failure(folder: Path) -> None:
    for name in ("a.md", "b.pdf", "c.xlsx"):
        (folder / "reports" / name).unlink()
    run = nianbao("extract", "reports", cwd=folder)
    assert run.returncode == 2 and "没有找到一份年度报告" in run.stderr


def test_figures_of_a_table_of_another_format_are_kept() -> None:
    """A table in the old format in a report of today."""
    rng = random.Random(3)
    old = random_figures(rng, "2019")
    report = draft(rng, old, agency="青禾县民政局", year=2023, format_id="2019")
    found = extracted(render(report, "markdown"))
    assert found["format"] == "2021" and {id: table["format"] for id,
        table in found["tables"].items() if id != "remedies"} == {
        "disclosure": "2019", "requests": "2019",
    }  # fmt: skip
    assert (
        found["tables"]["requests"]["rows"]["other_outcome"]["total"]["value"]
        == old["requests"]["other_outcome"][-1]
    )
