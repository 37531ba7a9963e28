"""Chinese numerals as numbers."""

from __future__ import annotations

import pytest
from nianbao.grammar.numerals import number

NUMBERS = [
    ("三", 3),
    ("十", 10),
    ("二十", 20),
    ("九十九", 99),
    ("一百零二", 102),
    ("三千零五十", 3050),
    ("二〇", 20),
    ("一万二千", 12000),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numerals(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "一百二", "三千五", "一万二", "百", "十百", "万", "一百零", "第三", "三件"]
)
def test_no_numerals(text: str) -> None:
    assert number(text) is None
