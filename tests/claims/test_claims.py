"""The reader of claims on sentences whose claims are known, and on any text at all."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from . import asserted, labelled, read

# What the reader reaches on the sentences; it may only rise.
PRECISION, RECALL = 0.83, 0.77
WORDS = [
    "政府信息公开申请",
    "收到",
    "上年结转",
    "分别为",
    "其中",
    "行政复议",
    "（",
    "）",
    "，",
    "、",
    "12件",
    "约3.5万",
    "十二件",
    "未",
    "2023年",
    "比上年",
    "增长5%",
    "的",
    "《条例》",
    "x",
]


@pytest.mark.parametrize("part", ["sentences", "held_out"])
def test_precision_and_recall(part: str) -> None:
    right = said = due = 0
    for one in labelled(part):
        found, expected = Counter(asserted(one.text)), Counter(claim for claim in one.claims if "partly" not in claim)
        right, said, due = right + (found & expected).total(), said + found.total(), due + expected.total()
    assert right / said >= PRECISION and right / due >= RECALL


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30).map("".join))
def test_any_text_is_read(text: str) -> None:
    for claim in read(text):
        assert claim.span.start <= claim.quantity.span.start < claim.quantity.span.end <= claim.span.end or claim.zero
