"""The time to parse a text grows with its length, not faster."""

from __future__ import annotations

import time

import pytest
from nianbao.grammar import Source, parse

from tests.grammar.document.tokens import HEADINGS

LENGTH = 30_000
SECONDS = 3  # a hundred times what it takes while the time grows with the length
MONOTONOUS = {
    "bars": "|",
    "bars in lines": "|\n",
    "tabs": "\t\t\t0\n",
    "figures": "0 ",
    "figures in lines": "0\n\n",
    "numerals in lines": "一、\n",
    "headings": "一、总体情况\n",
    "unknown headings": "一、某项工作\n",
    "headings in one line": "。 一、总体情况 ",
    "unknown headings in one line": "一、某项工作 ",
    "sentences in one line": "。一、某",
    "rows": "一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n",
    "rows in one line": "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1 ",
    "rows of two tables": "规章 | 0 | 0 | 0 |\n自然人 | 0 |\n结果维持 | 0\n",
    "strange rows": "某行 | 1 | 0 | 0 |\n",
    "labels": "规章\n0\n",
    "pieces of labels": "本\n年\n新\n",
    "captions": "第二十条第（一）项\n",
    "titles": "某局2023年政府信息公开工作年度报告\n",
    "words of titles": "政府信息公开",
    "dates": "2023年1月1日\n",
    "periods": "2023年1月1日至",
    "years": "2023年",
    "agencies": "鹿鸣县水务局\n",
    "glosses": "務(wù)",
    "brackets": "(",
    "zero-width": "\u200b",
    "blanks": " ",
    "letters": "公",
}


@pytest.mark.parametrize("unit", MONOTONOUS)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = f"{HEADINGS[0]}\n有序开展。\n{HEADINGS[1]}\n{(MONOTONOUS[unit] * LENGTH)[:LENGTH]}"
    started = time.perf_counter()
    parse(Source("a.md", text))
    assert time.perf_counter() - started < SECONDS
