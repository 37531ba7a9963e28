"""NB704: words that say the same twice."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.rules.wording.reports import corrected, findings, found, report


@pytest.mark.parametrize(
    ("body", "said", "after"),
    [
        ("公开信息逾3千余条。", "逾3千余", "公开信息逾3千条。"),
        ("公开信息超200多条。", "超200多", "公开信息超200条。"),
        ("培训约40人左右。", "约40人左右", "培训约40人。"),
        ("大约占总数的60%上下。", "大约占总数的60%上下", "大约占总数的60%。"),
        ("不少于3次以上。", "不少于3次以上", "不少于3次。"),
        ("至少两个工作日以上。", "至少两个工作日以上", "至少两个工作日。"),
        ("约300余次。", "约300余", "约300次。"),
        ("公开公开工作稳步进行进行。", "公开公开工作", "公开工作稳步进行。"),
        ("制定的的制度。", "的的", "制定的制度。"),
        ("截至到年底。", "截至到", "截至年底。"),
    ],
)
def test_what_is_said_twice(body: str, said: str, after: str) -> None:
    assert said in found(body, "NB704")
    assert corrected(body, "NB704") == after


def test_a_contradiction_has_no_fix() -> None:
    (finding,) = findings(report("公开信息近200余条。"), "NB704")
    assert (finding.problem.found, finding.fixes, finding.severity) == ("近200余", (), Severity.INFO)


@pytest.mark.parametrize(
    "body",
    [
        "公开信息200余条、逾300条、约400条、近500条。",
        "近十余年来、近10多天，附近20余个小区，最近30余次。",
        "节约20余万元，预约30余次，签约40余家，公约5余条。",
        "超过20名科级以上干部参加，约有3个乡镇80%以上的村。",
        "人人参与、层层落实、常常检查、一一答复、天天更新，等等。",
        "以便民为目的的服务，的的确确有效；标的的公示。",
        "县政府政府信息公开栏目转载，组织实施实施方案，参与与群众有关的活动，解决了了解不够的问题。",
        "平均均为3件。",
    ],
)
def test_what_is_not_said_twice(body: str) -> None:
    assert found(body, "NB704") == []
