"""Hovering over cells, prose, headings and labels, in a real server."""

from __future__ import annotations

import re
from pathlib import Path

from nianbao.grammar import official_formats

from tests.lsp.client import RawClient
from tests.lsp.conftest import uri_of
from tests.lsp.page import Page

FORMAT = official_formats().for_year(2023)


def test_hover_on_a_cell_shows_its_equations(page: Page) -> None:
    said = page.hover(page.buffer.at("| 31 |", 2))
    assert "**表三 · 本年新收 · 自然人**：31" in said
    assert "✗ “自然人”列：31 + 1 ≠ 14，差 18" in said
    assert "✗ “本年新收”行：13 ≠ 31，差 18" in said
    assert "NB301" in said and "错误示例" not in said and "```" not in said


def test_hover_beside_a_figure_in_its_cell(server: RawClient, faulty: str) -> None:
    text = faulty.replace("| 31 |", "|      31      |")
    page = Page(server, "wide.md", text)
    assert "本年新收 · 自然人**：31" in page.hover(page.buffer.at("|      31      |", 2))
    assert "本年新收 · 自然人**：31" in page.hover(page.buffer.at("|      31      |", 12))


def test_hover_on_a_blank_cell_says_what_belongs_there(server: RawClient, faulty: str) -> None:
    page = Page(server, "blank.md", faulty.replace("| 2 | 1 | 0 | 0 | 0 |", "| 2 |   | 0 | 0 | 3 |"))
    said = page.hover(page.buffer.at("| 2 |   | 0", 6))
    assert "**表四 · 结果纠正**：空白" in said and "按等式应为 **1**" in said and "□" in said
    page = Page(server, "blanks.md", faulty.replace("| 2 | 1 | 0 | 0 | 0 |", "| 2 |   |   | 0 | 5 |"))
    assert "按等式在 0 到 3 之间" in page.hover(page.buffer.at("| 2 |   |   |", 6))


def test_hover_on_the_prose_says_which_cells_are_meant(page: Page) -> None:
    assert "✓ 表三本年新收：13" in page.hover(page.buffer.at("新收政府信息公开申请13件", 11))
    assert "正文：“新收政府信息公开申请13件”" in page.hover(page.buffer.at("| 0 | 13 |", 7))


def test_hover_on_a_heading_and_on_labels_says_what_the_format_demands(page: Page) -> None:
    heading = page.hover(page.buffer.at("一、基本情况", 3))
    assert f"“{FORMAT.sections[0].heading}”" in heading and FORMAT.number in heading
    assert all(aspect.label in heading for aspect in FORMAT.aspects)
    assert "本部分以表三报告" in page.hover(page.buffer.at("## 三、", 4))
    label = next(
        row.label for row in FORMAT.tables["requests"].rows.values() if row.id == "denied_enforcement"
    )
    assert f"“{label}”" in page.hover(page.buffer.at("7.属于行政执法卷宗", 4))
    assert f"“{FORMAT.tables['disclosure'].blocks[0].columns[1].label}”" in page.hover(
        page.buffer.at("本年废止件 ", 2)
    )


def test_hover_where_there_is_nothing_to_say(page: Page) -> None:
    assert page.ask("hover", page.buffer.at("便民服务中心")) is None


def test_hover_shows_the_figure_of_the_year_before(server: RawClient, tmp_path: Path, sound: str) -> None:
    before = re.sub("202[34]", lambda year: str(int(year[0]) - 1), sound)
    (tmp_path / "another.md").write_text(before.replace("青禾县民政局", "云岭市民政局"), "utf-8")
    (tmp_path / "notes.md").write_text("青禾县民政局2022年的笔记", "utf-8")
    page = Page(server, uri_of(tmp_path / "2023.md"), sound)
    figure = re.search(r"行政规范性文件 \| (\d+)", sound)
    assert figure
    place = page.buffer.position(figure.start(1))
    assert "上年" not in page.hover(place)
    (tmp_path / "older.txt").write_bytes(before.encode("gb18030"))
    assert f"上年（2022）：{figure[1]}" in page.hover(place)
    (tmp_path / "older.txt").write_bytes(before.replace(figure[0], "行政规范性文件 | 77").encode("gb18030"))
    assert "上年（2022）：77" in page.hover(place)
