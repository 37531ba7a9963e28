"""PDF files: what is printed on pages is one text again, with the place of every word and cell."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Location, Source, Span
from nianbao.linter import ReadError, Severity, check, examine
from nianbao.linter.readers import from_bytes

from tests.command import nianbao
from tests.conftest import ROOT
from tests.generator import draft, random_figures, render
from tests.generator.pdf import Print, Rule, Text, print_pdf, random_print, write_pdf
from tests.linter.readers.parity import HOLES, a_draft, said, said_of_text

REPORTS = 24


def read(*pages: tuple[list[Text], list[Rule]]) -> Source:
    return from_bytes(write_pdf(pages), "a.pdf")


def lines(*texts: Text) -> list[str]:
    return read((list(texts), [])).original.splitlines()


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        from_bytes(data, "a.pdf")
    assert caught.value.name == "a.pdf"
    return caught.value.phrase.text("zh")


# ── The same as in other kinds of files ───────────────────────────────────────


def test_reports_in_any_print_say_the_same_as_markdown() -> None:
    different = []
    for seed in range(REPORTS):
        fault, report = a_draft(seed)
        how = random_print(random.Random(seed))
        if said(examine(from_bytes(print_pdf(report, how), "a.pdf"))) != said_of_text(report):
            different.append((fault, seed))
    assert [one for one in different if one[0] != HOLES] == []


def test_correct_reports_without_rules_have_no_wrong_cell() -> None:
    for seed in range(8):
        rng = random.Random(seed)
        report = draft(rng, random_figures(rng, "2021"))
        how = replace(
            random_print(rng),
            rules="none",
            middle=False,
            stack_labels=False,
            repeat_heads=False,
            width=842,
            height=595,
            small=7.5,
        )
        found = [
            finding
            for finding in check(from_bytes(print_pdf(report, how), "a.pdf"))
            if finding.severity is Severity.ERROR
        ]
        assert [
            finding.message for finding in found if finding.code.startswith("NB3") or finding.problem.found
        ] == []


def test_without_rules_nothing_is_said_of_tables_that_markdown_does_not_say() -> None:
    doubted = 0
    for seed in range(REPORTS):
        _, report = a_draft(seed)
        how = replace(random_print(random.Random(seed)), rules="none")
        findings = check(from_bytes(print_pdf(report, how), "a.pdf"))
        codes = {finding.code for finding in findings if finding.code[:3] in ("NB2", "NB3")}
        doubted += any(finding.code == "NB005" and "没有框线" in finding.message for finding in findings)
        assert codes <= {finding.code for finding in check(Source("a.md", render(report, "markdown")))}, seed
    assert 0 < doubted < REPORTS


def test_years_side_by_side_are_not_judged() -> None:
    labels = ("规章", "行政规范性文件")
    rows = [
        Text(80, 100, "第二十条第（一）项", 12),
        *(Text(80 + 150 * n, 120, t, 12) for n, t in enumerate(("信息内容", "本年制发件数"))),
    ]
    for number, label in enumerate(labels):
        rows += [
            Text(x, 140 + 20 * number, text, 12)
            for x, text in zip((80, 230, 300, 350, 500), (label, "2", "0", label, "3"), strict=True)
        ]
    source = read(([Text(80, 60, "青禾县民政局2023年政府信息公开工作年度报告", 16), *rows], []))
    assert not [finding for finding in check(source) if finding.code.startswith("NB3")]


# ── Lines and paragraphs ──────────────────────────────────────────────────────


def column(*texts: str, x: float = 72, y: float = 100, size: float = 14) -> list[Text]:
    return [Text(x, y + 21 * number, text, size) for number, text in enumerate(texts)]


FULL = "全年围绕群众关心的事项做好信息发布解读和回应并且逐项落实责任分工"  # 32 characters reach the margin


def test_a_paragraph_is_one_line() -> None:
    first, *rest = column("　　" + FULL[2:], FULL, "完成。", FULL)
    body = [first._replace(text=FULL[2:], x=100), *rest]
    assert lines(*body[:3]) == [FULL[2:] + FULL + "完成。"]


@pytest.mark.parametrize("end", ["", "。"])
def test_a_heading_begins_a_line_of_its_own(end: str) -> None:
    body = column(FULL, FULL, FULL[:-1] + "。", "二、主动公开情况" + end, FULL, "结束")
    assert "二、主动公开情况" in lines(*body)[1]


def test_a_paragraph_goes_on_over_the_page() -> None:
    number = Text(290, 800, "- 1 -", 10)
    first = ([*column(FULL, FULL, FULL, y=600), number], list[Rule]())
    second = ([*column(FULL, "到此为止。", "另起一段", y=72), number._replace(text="- 2 -")], list[Rule]())
    assert read(first, second).original.splitlines() == [FULL * 4 + "到此为止。", "另起一段"]


@pytest.mark.parametrize(
    "numbers", ["- {} -", "—{}—", "第 {} 页 共 3 页", "第{}页/共3页", "P. {}", "{}", "{}/3", "Page {} of 3"]
)
def test_page_numbers_are_no_text(numbers: str) -> None:
    pages = [
        ([*column(f"第{n}段", y=300), Text(290, 800, numbers.format(n), 10)], list[Rule]()) for n in (1, 2, 3)
    ]
    assert read(*pages).original.splitlines() == ["第1段", "第2段", "第3段"]


def test_what_stands_above_every_page_is_no_text_but_a_date_is() -> None:
    pages = [
        ([Text(72, 40, "青禾县民政局文件", 10), *column(f"甲乙{n}", y=300)], list[Rule]()) for n in (1, 2)
    ]
    last = ([Text(72, 40, "青禾县民政局文件", 10), Text(400, 72, "2024年1月5日", 14)], list[Rule]())
    assert read(*pages, last).original.splitlines() == ["甲乙1", "甲乙2", "2024年1月5日"]


@pytest.mark.parametrize(("pages", "x"), [(3, 300), (6, 72)])
def test_a_title_that_stands_where_the_signature_does_is_kept(pages: int, x: float) -> None:
    name, date = "青禾县民政局", "2024年1月5日"
    first = [*column(name, "2023年政府信息公开工作年度报告", y=72), *column("甲", y=300)]
    between = [column(f"第{number}段", y=300) for number in range(2, pages)]
    printed = [(texts, list[Rule]()) for texts in (first, *between, column(name, date, x=x, y=72))]
    assert [line for line in read(*printed).original.splitlines() if line in (name, date)] == [
        name,
        name,
        date,
    ]


def test_letters_that_are_spread_are_one_word() -> None:
    spread = [Text(100 + 30 * n, 100, character, 20) for n, character in enumerate("一、总体情况")]
    apart = [Text(100 + 90 * n, 200, word, 14) for n, word in enumerate(("总计", "其他", "自然人"))]
    assert lines(*spread, *apart) == ["一、总体情况", "总计 其他 自然人"]


def test_bold_type_that_is_printed_twice_is_read_once() -> None:
    texts = column("二〇二三年报告11件")
    assert lines(*texts, *(text._replace(x=text.x + 0.4) for text in texts)) == ["二〇二三年报告11件"]


def test_a_watermark_is_no_text() -> None:
    watermark = "q 0.7 0.7 -0.7 0.7 200 200 cm BT /F1 60 Tf <517b5bc6> Tj ET Q"
    data = write_pdf([(column("正文"), [])], extra=watermark)
    assert from_bytes(data, "a.pdf").original == "正文\n"


# ── Tables ────────────────────────────────────────────────────────────────────


def grid(columns: list[float], rows: list[float]) -> list[Rule]:
    down = [Rule(x, rows[0], x, rows[-1]) for x in columns]
    return down + [Rule(columns[0], y, columns[-1], y) for y in rows]


def table(*cells: Text) -> list[str]:
    return read((list(cells), grid([72, 172, 202, 302], [100, 150, 200]))).original.splitlines()


def test_cells_are_read_by_the_rules_around_them() -> None:
    cells = [Text(75, 110, "规章", 10), Text(180, 120, "3", 10), Text(205, 160, "12", 10)]
    assert table(*cells) == ["| 规章 | 3 |  |", "|  |  | 12 |"]


def test_a_figure_that_is_too_wide_for_a_line_goes_on_in_the_next() -> None:
    assert table(Text(175, 110, "11398", 10), Text(175, 122, "889", 10), Text(75, 110, "规章", 10)) == [
        "| 规章 | 11398889 |  |",
        "|  |  |  |",
    ]


def test_two_figures_in_a_cell_stay_two() -> None:
    assert table(Text(210, 110, "5", 10), Text(210, 122, "10", 10)) == ["|  |  | 5 10 |", "|  |  |  |"]


def test_a_figure_that_is_wider_than_its_cell_stays_whole() -> None:
    assert table(Text(164, 110, "1234567890", 10)) == ["|  | 1234567890 |  |", "|  |  |  |"]


def test_a_bar_in_a_cell_is_no_rule() -> None:
    assert table(Text(75, 110, "规|章", 10)) == ["| 规¦章 |  |  |", "|  |  |  |"]


def test_a_label_that_a_page_cuts_is_put_together() -> None:
    def page(*texts: str, top: float = 72) -> tuple[list[Text], list[Rule]]:
        cells = [Text(75 + 100 * n, top + 5, text, 10) for n, text in enumerate(texts)]
        return cells, grid([72, 172, 272, 372], [top, top + 30])

    first, second = "（四）无法提供", "1.本机关不掌握相关政府信息"
    read_ = read(page(first[:4], second, "7", top=700), page(first[4:], "2.没有现成信息需要另行制作", "8"))
    assert read_.original.splitlines() == [
        f"| {first} | {second} | 7 |",
        "|  | 2.没有现成信息需要另行制作 | 8 |",
    ]
    cut = read(page("", second[:6], "7", top=700), page("", second[6:], ""))
    assert cut.original.splitlines() == [f"|  | {second} | 7 |"]
    apart = read(page("", "规章", "7", top=700), page("", "行政规范性文件", ""))
    assert len(apart.original.splitlines()) == 2


def test_heads_that_are_printed_again_are_left_out() -> None:
    rng = random.Random(4)
    report = draft(rng, random_figures(rng, "2021"))
    text = from_bytes(print_pdf(report, Print(height=420, repeat_heads=True)), "a.pdf").original
    assert all(text.count(label) == 1 for label in ("申请人情况", "行政复议 |", "第二十条第（一）项"))


def test_a_table_in_a_picture_is_named() -> None:
    rng = random.Random(4)
    report = draft(rng, random_figures(rng, "2021"))
    without = replace(report, sections=tuple(replace(section, table=None) for section in report.sections))
    lines_ = [
        Text(72, 72 + 20 * n, text, 10)
        for n, text in enumerate((*report.title, *(section.heading for section in without.sections[:2])))
    ]
    after = [Text(72, 500 + 20 * n, section.heading, 10) for n, section in enumerate(without.sections[2:])]
    picture = "q 400 0 0 300 90 360 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
    source = from_bytes(write_pdf([(lines_ + after, [])], extra=picture), "a.pdf")
    assert "NB006" in {finding.code for finding in check(source)}


# ── Places ────────────────────────────────────────────────────────────────────


def test_every_character_is_found_again() -> None:
    source = read((column("甲乙"), []), (column("丙丁123", y=200), grid([300, 350, 400], [300, 320, 340])))
    at = source.text.index("丁")
    assert source.location(Span(at, at + 1)) == Location(page=2, box=(86.0, 200.0, 100.0, 214.0))
    assert source.location(Span(at, at + 3)) == Location(page=2, box=(86.0, 200.0, 114.0, 214.0))
    assert not source.has_lines and source.edit_span(Span(at, at + 1)) is None


@pytest.mark.parametrize("turned", [False, True])
def test_the_box_of_a_finding_is_its_cell(turned: bool) -> None:
    """On sheets that are turned as well as on others."""
    cells = [Text(75, 110, "规章", 10), Text(180, 120, "3", 10)]
    data = write_pdf([(cells, grid([72, 172, 202, 302], [100, 150, 200]))], 842, 595, turned)
    source = from_bytes(data, "a.pdf")
    location = source.location(Span(source.text.index("3"), source.text.index("3") + 1))
    assert location
    expected = (100.0, 640.0, 150.0, 670.0) if turned else (172.0, 100.0, 202.0, 150.0)
    assert location.box == pytest.approx(expected, abs=0.6)


def test_page_and_box_are_said(tmp_path: Path) -> None:
    _, report = a_draft(4)
    table = report.tables()[1]
    row = next(row for row in table.blocks[0].rows if row.id == "granted")
    changed = replace(row, figures={**row.figures, "total": str(int(row.figures["total"]) + 7)})
    rows = tuple(changed if one is row else one for one in table.blocks[0].rows)
    faulty = report.with_table(replace(table, blocks=(replace(table.blocks[0], rows=rows),)))
    (tmp_path / "a.pdf").write_bytes(print_pdf(faulty))
    run = nianbao("check", "a.pdf", cwd=tmp_path)
    assert re.search(r"^a\.pdf: 错误 NB3\d\d \S+ 表三 · .* · 第 2 页$", run.stdout, re.MULTILINE)
    assert len(run.stderr.splitlines()) == 1
    (found,) = json.loads(nianbao("check", "--format", "json", "a.pdf", cwd=tmp_path).stdout)["reports"][0][
        "findings"
    ]
    left, top, right, bottom = found["box"]
    assert (
        found["page"] == 2 and found["range"] is None and 72 < left < right <= 523.5 and 0 < bottom - top < 40
    )


# ── Files that cannot be read ─────────────────────────────────────────────────

SMALL = write_pdf([(column("青禾县民政局", "2023年"), [])])
LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<00><00>]/Root" % (b"41" * 32, b"42" * 32)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "文件是空的"),
        (b"x", "另存为 .docx"),
        (SMALL[: len(SMALL) // 2], "已损坏或不完整"),
        (SMALL[:-6], "已损坏或不完整"),
        (SMALL.replace(b"/Count 1", b"/Count 2"), "已损坏或不完整"),
        (SMALL.replace(b"/Root", LOCK), "密码"),
        (write_pdf([]), "一页也没有"),
        (write_pdf([([], [])] * 201), "超过 200 页"),
        (write_pdf([([], [Rule(10, 10, 50, 50)])]), "OCR"),
        (
            write_pdf([([], [])], extra="q 400 0 0 300 90 360 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"),
            "扫描件",
        ),
    ],
)
def test_what_cannot_be_read(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_a_page_that_is_damaged_is_named() -> None:
    data = write_pdf([(column("甲"), []), (column("乙" * 40), [])])
    at = data.rindex(b"stream\nx") + 20
    assert "第 2 页" in refusal(data[:at] + b"\xff\xff\xff\xff\xff\xff" + data[at + 6 :])


def test_fonts_that_do_not_say_what_they_print() -> None:
    data = print_pdf(a_draft(4)[1])
    codes = re.sub(rb"/ToUnicode 5 0 R", b"                ", data)
    assert "NB004" in {finding.code for finding in check(from_bytes(codes, "a.pdf"))}


def test_without_the_package_it_is_said_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(SMALL)
    program = (
        "import sys; sys.modules['pdfplumber'] = None; from nianbao.linter.cli import main;"
        " sys.exit(main(['check', sys.argv[1]]))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "a.pdf")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (
        run.returncode == 1 and 'pip install "nianbao[pdf]"' in run.stdout and "Traceback" not in run.stderr
    )


PRINTED = print_pdf(a_draft(4)[1])


@settings(max_examples=25)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(PRINTED)
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(0, len(damaged))) :]
    try:
        examine(from_bytes(bytes(damaged), "a.pdf"))
    except ReadError as error:
        assert error.name == "a.pdf" and error.phrase.text("zh")
