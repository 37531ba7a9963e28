"""The outline, folding, colours and selections of a real server."""

from __future__ import annotations

from itertools import pairwise

from nianbao.grammar import official_formats

from tests.lsp.client import Json, RawClient
from tests.lsp.editor import Buffer
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


def test_colours(page: Page) -> None:
    legend = ["namespace", "property", "number", "claim"]
    data = page.ask("semanticTokens/full")["data"]
    told = decoded(page.buffer, data)
    kinds = {(text, legend[kind], wrong) for text, kind, wrong in told}
    assert {
        ("一、基本情况", "namespace", 0),
        ("自然人", "property", 0),
        ("31", "number", 1),
        ("14", "number", 0),
        ("13件", "claim", 0),
    } <= kinds
    row = page.buffer.at("一、本年新收")["line"]
    part = {"start": {"line": row, "character": 0}, "end": {"line": row, "character": 200}}
    assert ("31", 2, 1) in decoded(page.buffer, page.ask("semanticTokens/range", range=part)["data"])
    assert len(page.ask("semanticTokens/range", range=part)["data"]) < len(data) // 10


def decoded(buffer: Buffer, data: list[int]) -> list[tuple[str, int, int]]:
    line = start = 0
    told = []
    for number in range(0, len(data), 5):
        down, along, length, kind, modifiers = data[number : number + 5]
        line, start = line + down, along if down else start + along
        place = {"line": line, "character": start}
        told.append(
            (
                buffer.within({"start": place, "end": {"line": line, "character": start + length}}),
                kind,
                modifiers,
            )
        )
    return told


def test_colours_of_labels_over_several_lines(server: RawClient, faulty: str) -> None:
    text = faulty.replace("| 商业企业 |", "| 商业<br>企业 |")
    page = Page(server, "broken.md", text)
    told = decoded(page.buffer, page.ask("semanticTokens/full")["data"])
    assert ("商业<br>企业", 1, 0) in told
    assert not [text for text, _, _ in told if "\n" in text]


def test_growing_selections(page: Page) -> None:
    (chain,) = page.ask("selectionRange", positions=[page.buffer.at("| 31 |", 3)])
    texts = []
    while chain:
        texts.append(page.buffer.within(chain["range"]))
        chain = chain.get("parent")
    assert texts[0] == "31"
    assert texts[1].startswith("一、本年新收") and texts[1].endswith("13")
    assert texts[2].startswith("（本列数据") and texts[2].endswith("0") and texts[3].startswith("三、收到")
    assert all(inner in outer for inner, outer in pairwise(texts))
    assert (
        len(
            page.ask(
                "selectionRange", positions=[page.buffer.at("便民服务中心"), {"line": 0, "character": 0}]
            )
        )
        == 2
    )
