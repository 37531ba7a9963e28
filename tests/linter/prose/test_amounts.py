"""Figures of a sentence with what they measure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from nianbao.linter.prose.amounts import Measure, amounts


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("1,286条", "1286", Measure.COUNT), ("1.2万条", "12000", Measure.COUNT),
        ("5千余条", "5000", Measure.COUNT), ("十二件", "12", Measure.COUNT),
        ("百分之五十九", "59", Measure.PERCENT), ("百分之六点二五", "6.25", Measure.PERCENT),
        ("12‰", "1.2", Measure.PERCENT), ("2.1个百分点", "2.1", Measure.POINTS),
        ("3倍", "3", Measure.TIMES),
    ],
)  # fmt: skip
def test_figures_are_read(text: str, value: str, measure: Measure) -> None:
    (amount,) = amounts(f"达到{text}。")
    assert (amount.value, amount.measure) == (Decimal(value), measure)


@pytest.mark.parametrize(
    "text",
    [
        "2023年1月5日",
        "第12条",
        "〔2021〕30号",
        "每一条",
        "5个工作日",
        "3个月",
        "0571-8123456",
        "一件事一次办",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert [amount for amount in amounts(text) if not amount.spelt] == []
