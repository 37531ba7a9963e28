"""NB116: section five names problems and improvements."""

from __future__ import annotations

import pytest

from tests.linter.plain_report import findings, messages, report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("无。", "“存在的主要问题及改进情况”只写了“无。”，应写明主要问题和改进情况"),
        ("暂无", "“存在的主要问题及改进情况”只写了“暂无”，应写明主要问题和改进情况"),
        (
            "一是政策解读形式较为单一，图文解读偏少；二是公开的时效性有待进一步加强。",
            "“存在的主要问题及改进情况”写了问题，没有写改进情况",
        ),
        (
            "（一）存在的问题。少数股室主动公开意识不强。\n（二）依申请公开的答复文书不够规范，还需进一步完善。",
            "“存在的主要问题及改进情况”写了问题，没有写改进情况",
        ),
        (
            "2024年，我局将继续做好社会救助领域信息公开，按月核对栏目更新情况。",
            "“存在的主要问题及改进情况”写了改进情况，没有写存在的问题",
        ),
        (
            "一是加强业务培训，提高工作人员能力。二是完善审核制度，严把发布关口。",
            "“存在的主要问题及改进情况”写了改进情况，没有写存在的问题",
        ),
    ],
)
def test_section_five_is_incomplete(text: str, expected: str) -> None:
    assert messages("NB116", report(problems=text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "主要问题是人员变动频繁，已明确专人负责，并组织了两次培训。",
        "公开内容不够丰富，更新有时偏慢。我局加强督促，按月通报。",
        "存在的主要问题：信息员兼职较多，业务不熟。\n改进措施：开展轮训，逐人过关。",
        "针对上一年提出的检索不便问题，全年优化检索入口3处，效果较好。",
        "一是政策解读形式有待丰富。整改情况：增加视频解读6期。",
        "栏目更新不及时的情况偶有发生；今后实行周巡查。",
        "",
    ],
)
def test_section_five_is_complete(text: str) -> None:
    assert messages("NB116", report(problems=text)) == []


def test_improvements_in_a_section_of_their_own() -> None:
    text = report(
        problems="少数股室主动公开意识不强，更新信息不够及时。\n六、下一步工作打算\n按月核对栏目，逐股室辅导。"
    ).replace("六、其他", "七、其他")
    assert messages("NB116", text) == []


@pytest.mark.parametrize(
    ("problems", "found"),
    [
        ("存在的问题：一是解读形式单一；二是更新不及时。\n改进措施：一是解读形式单一；二是加强日常更新。",
            ["改进措施：一是解读形式单一"]),
        ("（一）主要问题\n1.公开意识还不够强。\n（二）改进情况\n1.公开意识还不够强。\n2.下一步将开展培训。",
            ["1.公开意识还不够强"]),
        ("主要问题是栏目更新不及时。\n下一步，栏目更新不及时。加强检查。", []),
    ],
)  # fmt: skip
def test_an_improvement_that_repeats_its_problem(problems: str, found: list[str]) -> None:
    text = report(problems=problems)
    assert [finding.problem.found for finding in findings("NB116", text)] == found


@pytest.mark.parametrize(
    "problems",
    [
        "存在的问题：更新不及时。\n改进情况：针对更新不及时，加强日常检查。",
        "一是更新不及时；二是解读形式单一。下一步，解决更新不及时的问题，丰富形式。",
        "更新不及时，解读形式单一。已增加图解，更新不及时的栏目逐个整改。",
    ],
)
def test_an_improvement_that_names_its_problem(problems: str) -> None:
    assert messages("NB116", report(problems=problems)) == []
