"""Semantic tokens from a real server: headings, labels, figures, and which are wrong."""

from __future__ import annotations

from tests.lsp.client import RawClient
from tests.lsp.editor import Buffer
from tests.lsp.page import Page


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
