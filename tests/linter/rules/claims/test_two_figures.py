"""NB511: two figures for one thing, and figures of two things."""

from __future__ import annotations

import pytest
from nianbao.grammar import Source, parse
from nianbao.linter.audit import audit
from nianbao.linter.claims.prose import Prose
from nianbao.linter.rules.claims.two_figures import two_figures

from tests.linter.rules.claims.sentences import HEAD


def two(prose: str) -> list[str | None]:
    return [
        problem.found for problem in two_figures(Prose(audit(parse(Source("a.md", HEAD + prose + "\n")))))
    ]


def test_two_figures_for_one_thing() -> None:
    assert two("新收政府信息公开申请9件。\n全年新收政府信息公开申请11件。") == ["新收政府信息公开申请11件"]


@pytest.mark.parametrize(
    "second",
    [
        "新收政府信息公开申请9件",
        "2022年新收政府信息公开申请11件",
        "上半年新收政府信息公开申请4件",
        "全县新收政府信息公开申请40件",
        "新收政府信息公开申请近10件",
        "办结政府信息公开申请8件",
    ],
)
def test_figures_of_two_things(second: str) -> None:
    assert two(f"新收政府信息公开申请9件。\n{second}。") == []
