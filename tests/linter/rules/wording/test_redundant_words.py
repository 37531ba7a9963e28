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


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("规范审核审核流程。", "审核"), ("制定清单目录清单目录。", "清单目录"),
        ("全年开展抽查检查抽查检查3次。", "抽查检查"), ("青禾乡乡人民政府公开信息3条。", "乡"),
        ("我局局每季度自查一次。", "局"), ("问题仍然在在一定程度上存在。", "在"),
        ("本镇镇公开信息3条。", "镇"), ("2023年2023年，公开信息3条。", "2023年"),
        ("拓宽政务公开渠道政务公开渠道，方便查询。", "政务公开渠道"), ("按按要求和和标准公开。", "和"),
    ],
)  # fmt: skip
def test_what_is_printed_twice(sentence: str, word: str) -> None:
    assert found(sentence, "NB704") == [2 * word]


@pytest.mark.parametrize(
    "sentence",
    [
        "往往、常常、人人、日日、天天、层层、步步、处处、刚刚都可以说。", "大家研究研究、讨论讨论再定。",
        "青禾县政府政府信息公开栏目更新及时。", "为了了解群众需求，我局局长带头走访。",
        "各部门部门预算已公开，上一年度年度报告按期发布。", "依法告知再审申请人申请人民法院处理。",
        "运用信用信息，支持创业创新，构建共建共治共享格局。", "通过网上线上线下多种方式公开。",
        "一个问题一个问题解决，一条一条核对。", "人口少的村的村民代表参加。", "公开栏、公开栏目各3个。",
        "我镇镇长、我县县级部门、本局局属单位都已落实。", "以及及时更新，涉及及时公开。",
        "组织实施实施方案。", "二〇二〇年，二零二零年。", "公开1条1条。", "00001111", "哈哈哈哈",
        "我乡乡村振兴信息公开在在线平台。",
        "青禾县县委、县政府高度重视，市市场监管局配合。", "打造和和美美的社区。",
    ],
)  # fmt: skip
def test_what_is_meant_though_it_stands_twice(sentence: str) -> None:
    assert found(sentence, "NB704") == []


def test_a_heading_that_the_text_repeats_is_none() -> None:
    assert found("（一）主动公开情况主动公开情况如下。", "NB704") == []
