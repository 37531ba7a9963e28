"""Selections from a real server grow from a cell to its section."""

from __future__ import annotations

from itertools import pairwise

from tests.lsp.page import Page


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
