"""Ways from the prose to cells and back, and lenses at rows, in a real server."""

from __future__ import annotations

from tests.lsp.client import RawClient
from tests.lsp.page import Page


def test_lenses_at_rows_that_the_prose_speaks_of(page: Page) -> None:
    lenses = {one["range"]["start"]["line"]: one["command"] for one in page.ask("codeLens")}
    row = lenses[page.buffer.at("一、本年新收")["line"]]
    assert row["title"] == "正文 1 处"
    uri, position, locations = row["arguments"]
    assert (uri, position["line"]) == (page.uri, page.buffer.at("一、本年新收")["line"])
    assert page.texts(locations) == ["13件"]
    assert page.buffer.at("2.重复申请")["line"] in lenses  # one of the rows that 不予处理3件 is the sum of
    assert page.buffer.at("| 规章 |")["line"] not in lenses
    assert (
        page.server.request(
            "workspace/executeCommand", {"command": row["command"], "arguments": row["arguments"]}
        )
        is True
    )
    shown = page.server.wait(lambda message: message.get("method") == "window/showDocument")["params"]
    assert (shown["uri"], shown["selection"]) == (page.uri, locations[0]["range"])


def test_from_the_prose_to_cells_and_back(page: Page) -> None:
    there = page.ask("definition", page.buffer.at("不予公开7件", 5))
    assert page.texts(there) == ["1", "0", "1", "2", "0", "2", "0", "1"]
    first, last = (page.buffer.at(label)["line"] for label in ("1.属于国家秘密", "（四）无法提供 |"))
    assert [one["range"]["start"]["line"] for one in there] == list(range(first, last))
    back = page.ask("definition", there[3]["range"]["start"])
    assert page.texts(back) == ["7件"]
    total = page.buffer.at("| 14 | 0 | 0 | 0 | 0 | 0 | 14 |", len("| 14 | 0 | 0 | 0 | 0 | 0 | "))
    assert page.texts(page.ask("references", total, context={"includeDeclaration": True})) == ["14件", "14"]
    assert page.texts(page.ask("references", total, context={"includeDeclaration": False})) == ["14件"]
    marked = page.ask("documentHighlight", page.buffer.at("办结14件", 3))
    assert [page.buffer.within(one["range"]) for one in marked] == ["14件", "14"]
    assert page.ask("definition", page.buffer.at("便民服务中心")) == []


def test_a_wrong_figure_in_the_prose_still_leads_to_its_cell(server: RawClient, faulty: str) -> None:
    page = Page(server, "wrong.md", faulty.replace("共办结14件", "共办结41件"))
    assert page.texts(page.ask("definition", page.buffer.at("办结41件", 3))) == ["14"]
    assert "✗ 表三（七）总计：14" in page.hover(page.buffer.at("办结41件", 3))


def test_a_sum_of_rows_leads_to_the_cells_of_each(server: RawClient, sound: str) -> None:
    page = Page(server, "sum.md", sound.replace("予以公开1件、", "予以公开及部分公开1件、"))
    there = page.ask("definition", page.buffer.at("部分公开1件", 5))
    assert page.texts(there) == ["1", "0"]
    rows = [page.buffer.at(label)["line"] for label in ("（一）予以公开", "（二）部分公开")]
    assert [one["range"]["start"]["line"] for one in there] == rows
    for one in there:
        assert page.texts(page.ask("definition", one["range"]["start"])) == ["1件"]


def test_what_is_said_of_all_leads_to_the_cells_that_tell_it(server: RawClient, sound: str) -> None:
    page = Page(server, "all.md", sound.replace("申请13件，", "申请13件，均为自然人申请，", 1))
    there = page.ask("definition", page.buffer.at("均为自然人申请", 2))
    assert page.texts(there) == ["13"]
    assert "✓ 表三本年新收 · 自然人：13" in page.hover(page.buffer.at("均为自然人申请", 2))
