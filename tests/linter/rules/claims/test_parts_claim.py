"""NB509: parts that do not add up to their whole."""

from __future__ import annotations

import pytest
from nianbao.linter import Config, Severity, Source, check

from tests.linter.rules.claims.sentences import HEAD, RULES, assert_found, findings

WRONG = [
    ("应办理申请21件，其中2023年新收23件、2022年结转1件，已办结24件。", "21件", "24"),
    ("收到申请10件，其中自然人6件、法人3件，办结9件，结转1件。", "10件", "9"),
    ("共12件（许可5件、处罚6件）。", "12件", "11"),
    ("共公开信息20条：动态8条、公告11条。", "20条", "19"),
    ("共公开信息四十条，其中动态三十条、公告十一条。", "四十条", "41"),
    ("共收到申请20件，其中10件为自然人，11件为法人。", "20件", "21"),
    ("全年主动公开政府信息1,286条，其中概况类12条、政务动态1,000条、其他284条。", "1,286条", "1296"),
    ("办理提案14件，包括建议9件、提案4件。", "14件", "13"),
    ("全年网站发布信息420条，微信公众号发布信息180条，微博发布60条，合计650条。", "650条", "660"),
    ("共 收 到 申 请 12 件 ， 其 中 自 然 人 8 件 、 法 人 5 件 。", "12件", "13"),
    ("答复申请11件（予以公开5件，部分公开1件，不予公开2件，其他处理4件）。", "11件", "12"),
    ("全年公开信息总数为60条，分为四大类：机构概况5条，财务信息10条，业务工作40条，其他6条。", "60条", "61"),
    ("收到申请8件，其中自然人提交5件、企业提交4件。", "8件", "9"),
    ("共受理申请十二件，其中自然人八件、企业五件。", "十二件", "13"),
    ("共公开信息200条，一是政务动态120条，二是公告公示90条。", "200条", "210"),
    ("公开信息100条，其中动态60条；公告50条。", "100条", "110"),
    ("办理建议提案27件，其中：人大代表建议17件，政协委员提案11件。", "27件", "28"),
    ("公开财政类信息12条，包括预算8条、决算8条。", "12条", "16"),
    (
        "全年上网信息465条，其中一科1条、二科1条、三科1条、四科1条、五科8条、六科34条、七科56条、八科362条。",
        "465条",
        "464",
    ),
    ("公示招考信息1条，包括公告1条，以及名单2条。", "1条", "3"),
]


@pytest.mark.parametrize(("prose", "found", "expected"), WRONG)
def test_what_disagrees_is_found(prose: str, found: str, expected: str) -> None:
    assert_found("NB509", prose, (found, expected))


def test_lines_that_a_pdf_reader_has_broken_are_read_together() -> None:
    (finding,) = findings(
        "青禾县民政局全年在县政府门户网站发布各类政务信息120条，\n其中乡镇和部门报送的工作动态70条、通知公告30\n条、政策解读30条。"
    )
    assert (finding.code, finding.problem.expected) == ("NB509", "130")
    assert (
        findings(
            "青禾县民政局全年在县政府门户网站发布各类政务信息130条，\n其中乡镇和部门报送的工作动态70条、通知公告30\n条、政策解读30条。"
        )
        == []
    )
    assert findings("青禾县民政局严格执行有关法律法规，做好政府信息公开\n条例的宣传。") == []


def test_a_list_that_may_go_on_is_information_only() -> None:
    (finding,) = findings("公开信息300条，其中党建14条、民生93条、财务37条、应急14条。")
    assert finding.severity is Severity.INFO
    (finding,) = findings("公开信息160条，其中党建14条、民生93条、财务37条、应急14条。")
    assert finding.severity is Severity.WARNING


def test_a_list_that_goes_on_in_the_next_line_is_left_alone() -> None:
    assert findings("全年公开信息605条：（1）政务动态286条；（2）公示公告162条；\n（3）政策文件157条。") == []


def test_places_are_those_of_the_file() -> None:
    source = Source("a.md", HEAD + "全 年 公 开 信 息 30 条 ， 其 中 动 态 20 条 、 公 告 11 条 。\n")
    (finding,) = check(source, Config(select=RULES))
    assert finding.span and source.quote(finding.span) == "30 条"
    assert [source.quote(related.span) for related in finding.related if related.span] == ["20 条", "11 条"]
