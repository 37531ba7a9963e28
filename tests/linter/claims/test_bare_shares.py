"""Shares without counts: against the table of requests, and against each other."""

from __future__ import annotations

import pytest
from nianbao.linter import Config, Source, check

from tests.linter.claims.reports import report, with_requests, written

REQUESTS = {"received": 20, "granted": 10, "partial": 4, "denied_law": 4, "unavailable_not_held": 2}

WRONG = [
    ("收到政府信息公开申请20件，其中予以公开占75%，部分公开占20%。", ["50"]),
    ("答复的申请中，予以公开占比50%，部分公开占比20%，不予公开占比30%。", ["20"]),
    ("办理政府信息公开申请20件，其中自然人申请占80%。", ["100"]),
    ("全年答复政府信息公开申请，予以公开占40%、部分公开占20%。", ["50"]),
    # Not of requests, but meant to be all of something.
    ("从渠道看，网站占60%，公众号占30%，其他占20%。", ["100%"]),
    ("主动公开的信息中，动态占41.35%、公告占55.77%、解读占12.88%。", ["100%"]),
]
RIGHT = [
    "收到政府信息公开申请20件，其中予以公开占50%，部分公开占20%。",
    "答复的申请中，予以公开占比50%，部分公开占比20%，不予公开占比20%，无法提供占比10%。",
    # Of another whole, or of another year.
    "网上收到政府信息公开申请8件，其中予以公开占75%。",
    "收到政府信息公开申请20件，其中征地类8件，予以公开占75%。",
    "上年答复的申请中，予以公开占75%。",
    "全市答复的申请中，予以公开占75%。",
    "答复的申请中，予以公开约占52%。",
    # Two rows together, and two ways to divide.
    "收到政府信息公开申请20件，其中予以公开、部分公开占70%。",
    "网站占60%，公众号占30%，网民中青年人占80%。",
    "网站占60%，公众号占20%。",
    "老年人占60%，女性占55%，其他占10%。",
    "动态占33.3%，公告占33.3%，其他占33.3%。",
]


def expected(prose: str) -> list[str | None]:
    text = written(with_requests(report("2021"), **REQUESTS), prose)
    found = check(Source("report.md", text), Config(select=frozenset({"NB510", "NB999"})))
    return [one.problem.expected for one in found]


@pytest.mark.parametrize(("prose", "due"), WRONG)
def test_what_disagrees_is_found(prose: str, due: list[str]) -> None:
    assert expected(prose) == due


@pytest.mark.parametrize("prose", RIGHT)
def test_what_agrees_or_cannot_be_known_is_left_alone(prose: str) -> None:
    assert expected(prose) == []
