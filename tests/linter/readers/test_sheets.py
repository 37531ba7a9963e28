"""Spreadsheets: what their cells show, and where it stands."""

from __future__ import annotations

import datetime
import json
import random
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Location, Span
from nianbao.linter import ReadError, check, examine
from nianbao.linter.readers import from_bytes
from openpyxl import Workbook

from tests.command import nianbao
from tests.generator import draft, random_figures
from tests.generator.sheets import workbook
from tests.linter.readers.parity import HOLES, a_draft, said, said_of_text


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet(*rows: list[Any], merged: tuple[str, ...] = (), name: str = "Sheet1") -> bytes:
    book = Workbook()
    page: Any = book.active
    page.title = name
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    return saved(book)


def lines(data: bytes) -> list[str]:
    return from_bytes(data, "a.xlsx").original.splitlines()


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("gap", [0, 1])
def test_reports_say_the_same_as_markdown(apart: bool, gap: int) -> None:
    for seed in range(14):
        fault, report = a_draft(seed)
        if fault == HOLES:
            continue  # a sheet has no cells that are not there
        assert said(examine(from_bytes(workbook(report, apart=apart, gap=gap), "a.xlsx"))) == said_of_text(
            report
        ), seed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"), (3.0, "3"), (-0.0, "0"), (59237.2449, "59237.2449"), (0.1 + 0.2, "0.3"),
        (1e9, "1000000000"), ("0012", "0012"), (" 5件 ", "5件"),
        ("+144", "+144"), ("/", "/"), (True, "TRUE"), (datetime.date(2024, 1, 5), "2024年1月5日"),
        (datetime.datetime(2024, 1, 5, 9, 30), "2024年1月5日 09:30"),
        ("规\n章", "规章"), ("5\n10", "5 10"), ("甲|乙", "甲¦乙"), (None, ""),
    ],
)  # fmt: skip
def test_cells_are_read_as_they_are_shown(value: Any, text: str) -> None:
    assert lines(sheet(["规章", value, 7]))[0] == f"| 规章 | {text} | 7 |"


def test_merged_cells_count_once() -> None:
    data = sheet(
        ["第二十条第（一）项"],
        ["规章", 1, None, 2],
        [None, 3, None, 4],
        merged=("A1:D1", "A2:A3", "B2:C2", "B3:C3"),
    )
    assert lines(data) == ["第二十条第（一）项", "| 规章 | 1 | 2 |", "|  | 3 | 4 |"]


def test_a_row_without_figures_is_a_row_and_text_is_text() -> None:
    data = sheet(["标题"], ["规章", 1], ["行政许可"], ["行政处罚", 2], ["一段说明文字。"], ["落款"])
    assert lines(data) == [
        "标题",
        "| 规章 | 1 |",
        "| 行政许可 |  |",
        "| 行政处罚 | 2 |",
        "一段说明文字。",
        "落款",
    ]


def test_names_of_sheets_are_lines_unless_they_say_nothing() -> None:
    assert lines(sheet(["规章", 1], name="主动公开")) == ["主动公开", "| 规章 | 1 |"]
    assert (
        lines(sheet(["规章", 1], name="Sheet3"))
        == lines(sheet(["规章", 1], name="工作表1"))
        == ["| 规章 | 1 |"]
    )
    assert lines(sheet(["主动公开 情况"], name="主动公开")) == ["主动公开 情况"]


def test_hidden_sheets_are_left_out() -> None:
    book = Workbook()
    page: Any = book.active
    page["A1"] = "看得见"
    hidden = book.create_sheet("藏")
    hidden["A1"], hidden.sheet_state = "看不见", "hidden"
    assert lines(saved(book)) == ["看得见"]


def test_every_cell_is_found_again() -> None:
    source = from_bytes(sheet(["规章", 1], ["行政许可", None, 12], name="表二"), "a.xlsx")
    at = source.text.index("12")
    assert source.location(Span(at, at + 2)) == Location(cell="表二!C2")
    wide = from_bytes(sheet([*range(30)], name="表二"), "a.xlsx")
    at = wide.text.index("| 27 ") + 2
    assert wide.location(Span(at, at + 2)) == Location(cell="表二!AB1")


def test_the_cell_of_a_finding_is_said(tmp_path: Path) -> None:
    rng = random.Random(9)
    report = draft(rng, {**random_figures(rng, "2021")}, agency="青禾县民政局", year=2023)
    data = workbook(report, apart=True)
    assert check(from_bytes(data, "a.xlsx")) == []
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    page: Any = book.worksheets[-1]
    row = next(row for row in page.iter_rows() if isinstance(row[0].value, int))
    row[4].value += 3
    book.save(tmp_path / "a.xlsx")
    run = nianbao("check", "a.xlsx", cwd=tmp_path)
    place = f"{page.title}!{row[4].coordinate}"
    assert run.returncode == 1 and f"表四 · 行政复议 · 总计 · {place}\n" in run.stdout
    (found,) = json.loads(nianbao("check", "--format", "json", "a.xlsx", cwd=tmp_path).stdout)["reports"][0][
        "findings"
    ]
    assert found["range"] is None and found["place"].endswith(place)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04" + bytes(200), "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "不是电子表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ],
)
def test_what_cannot_be_read(data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        from_bytes(data, "表格.xlsx")
    assert says in caught.value.phrase.text("zh") and caught.value.name == "表格.xlsx"


def test_a_sheet_of_endless_size_is_refused() -> None:
    book = Workbook()
    page: Any = book.active
    page["XFD1048576"] = 1
    with pytest.raises(ReadError) as caught:
        from_bytes(saved(book), "a.xlsx")
    assert "1048576" in caught.value.phrase.text("zh")


def test_a_workbook_that_would_fill_the_memory_is_refused() -> None:
    stream = BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(600):
            part.write(bytes(2**20))
    with pytest.raises(ReadError) as caught:
        from_bytes(stream.getvalue(), "a.xlsx")
    assert "另存为" in caught.value.phrase.text("zh")


WORKBOOK = workbook(a_draft(4)[1])


@settings(max_examples=60)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        examine(from_bytes(bytes(damaged), "a.xlsx"))
    except ReadError as error:
        assert error.name == "a.xlsx"


def test_a_workbook_is_judged_as_tables() -> None:
    data = sheet(
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", 0, 0, 0],
        ["行政规范性文件", 1, 0, 6],
        name="表二",
    )
    codes = {finding.code for finding in check(from_bytes(data, "年报.xlsx"))}
    assert codes.isdisjoint({"NB101", "NB103", "NB003"}) and "NB203" in codes
