"""The outline of a report and the parts that can be folded, from a real server."""

from __future__ import annotations

from nianbao.grammar import official_formats

from tests.lsp.client import Json, RawClient
from tests.lsp.page import Page

FORMAT = official_formats().for_year(2023)


def test_the_outline(page: Page) -> None:
    outline = page.ask("documentSymbol")
    assert [one["name"] for one in outline] == [
        "一、基本情况", *(section.heading for section in FORMAT.sections[1:5]),
    ]  # fmt: skip
    (table,) = outline[2]["children"]
    assert table["name"] == "表三"
    assert [one["name"] for one in table["children"]][:2] == ["本年新收", "上年结转"]
    assert table["children"][0]["detail"] == "31 0 0 0 0 0 13"

    def proper(symbols: list[Json]) -> None:
        for one in symbols:
            start, end = page.buffer.offset(one["range"]["start"]), page.buffer.offset(one["range"]["end"])
            first, last = (
                page.buffer.offset(one["selectionRange"]["start"]),
                page.buffer.offset(one["selectionRange"]["end"]),
            )
            assert start <= first <= last <= end
            proper(one["children"])

    proper(outline)


def test_the_outline_for_clients_that_know_no_nesting(raw: RawClient, faulty: str) -> None:
    raw.start()
    outline = Page(raw, "flat.md", faulty).ask("documentSymbol")
    assert {"name": "本年新收", "kind": 8, "containerName": "表三"}.items() <= outline[
        next(n for n, one in enumerate(outline) if one["name"] == "本年新收")
    ].items()
    assert raw.stop() == 0


def test_folding(page: Page) -> None:
    lines = page.buffer.text.split("\n")
    folds = {(one["startLine"], one["endLine"]) for one in page.ask("foldingRange")}
    heading = page.buffer.at("## 三、")["line"]
    last = page.buffer.at("| 四、结转")["line"]
    assert (heading, last) in folds and (heading + 2, last) in folds
    assert all(lines[end].strip() and not lines[end].startswith("#") for _, end in folds)
