"""NB115: numbers of items that are wrong, and numbers that are not of items."""

from __future__ import annotations

import pytest

from tests.linter.plain_report import findings, fixed, messages, overview, report


def lines(*marks: str) -> str:
    return "\n".join(
        f"{mark}{text}"
        for mark, text in zip(
            marks,
            ("规范公文起草。", "优化办事指南。", "清理过期栏目。", "加密更新频次。", "公布举报电话。"),
            strict=False,
        )
    )


@pytest.mark.parametrize(
    ("text", "expected", "safe"),
    [
        (lines("（一）", "（二）", "（二）", "（三）"), "序号“（二）”重复，应为“（三）”", True),
        (lines("（一）", "（二）", "（二）", "（四）"), "序号“（二）”重复，应为“（三）”", True),
        (lines("（一）", "（一）", "（二）"), "序号“（一）”重复，应为“（二）”", True),
        (lines("（一）", "（二）", "（四）"), "“（四）”前面缺少“（三）”", False),
        (lines("（一）", "（三）", "（四）", "（五）"), "“（三）”前面缺少“（二）”", False),
        (lines("(一)", "(二)", "(四)", "(四)"), "序号“(四)”应为“(三)”", True),
        (lines("(一)、", "(二)、", "(四)、"), "“(四)、”前面缺少“(三)、”", False),
        (lines("1.", "2.", "4.", "5."), "“4.”前面缺少“3.”", False),
        (lines("1、", "2、", "2、", "3、"), "序号“2、”重复，应为“3、”", True),
        (lines("（1）", "（2）", "（4）"), "“（4）”前面缺少“（3）”", False),
        (lines("（一）", "2.", "（三）"), "“2.”与前后的序号不同级，应为“（二）”", True),
        (lines("1.", "（二）", "（三）"), "“1.”与前后的序号不同级，应为“（一）”", True),
        (lines("（一）", "（二）", "三、"), "“三、”与前后的序号不同级，应为“（三）”", True),
        (lines("一是", "二是", "四是"), "“四是”前面缺少“三是”", False),
        ("一是规范公文起草；二是优化办事指南；四是清理过期栏目。", "“四是”前面缺少“三是”", False),
        (
            "一是规范公文起草，二是优化办事指南，二是清理过期栏目，三是加密更新频次。",
            "序号“二是”重复，应为“三是”",
            True,
        ),
        ("一是规范公文起草；一是优化办事指南；二是清理过期栏目。", "序号“一是”重复，应为“二是”", True),
        ("第一，规范公文起草。第二，优化办事指南。第四，清理过期栏目。", "“第四”前面缺少“第三”", False),
        ("**（一）规范起草。**\n**（三）清理栏目。**", "“（三）”前面缺少“（二）”", False),
    ],
)
def test_numbering(text: str, expected: str, safe: bool) -> None:
    whole = report(problems=f"存在的问题和改进情况较多，说明如下。\n{text}")
    (finding,) = findings("NB115", whole)
    assert finding.message == expected
    assert [fix.safe for fix in finding.fixes] == [safe]
    assert messages("NB115", fixed(whole, finding)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (lines("（二）", "（三）"), "“（二）”前面缺少“（一）”"),
        (lines("（一）", "（三）", "（二）", "（四）"), "序号“（三）”次序不对，应为“（二）”"),
        ("存在的问题：解读单一；二是更新偏慢；三是栏目偏少。", "“二是”前面缺少“一是”"),
        (
            f"（一）存在的问题。\n{lines('一、', '二、')}\n（二）改进情况。下一步逐项整改。",
            "“一、”与部分标题的序号同级，应为“1.”",
        ),
        (lines("一、", "二、"), "“一、”与部分标题的序号同级，应为“（一）”"),
    ],
)
def test_numbering_that_only_the_author_can_fix(text: str, expected: str) -> None:
    (finding,) = findings("NB115", report(problems=text))
    assert (finding.message, finding.fixes) == (expected, ())


@pytest.mark.parametrize(
    "text",
    [
        lines("", "", ""),  # Word's numbers are lost
        "（一）存在的问题。一是解读单一；二是更新偏慢。\n（二）改进情况。一是增加图解；二是按月核对；三是增设栏目。",
        "存在的问题：\n（一）解读单一。\n（二）更新偏慢。\n改进情况：\n（一）增加图解。\n（二）按月核对。",
        "存在的问题：\n1.解读单一。\n2.更新偏慢。\n针对以上问题，2024年我局将重点做好以下工作：\n1.增加图解。",
        "主动公开《条例》第二十条第（一）项、第（五）项、第（六）项规定的信息。\n（三）项规定的信息另行公布，（五）项亦同。",
        "公开内容包括：（1）机构职能；（2）办事指南；（4）收费标准。",
        "主要做法有：（一）定期核对；（三）及时更新；（四）专人负责。",
        "1.2024年增加图解。\n2.2024年按月核对。\n3.专人负责。",
        "1. 增加图解。\n1. 按月核对。\n1. 专人负责。",
        "2.5万人次访问专栏，3.2万人次使用检索。\n4.8万人次下载表格。",
        "首先是解读单一；二是更新偏慢；三是栏目偏少。",
        "一是解读单一；二是更新偏慢；第三是栏目偏少；四是人手不足。",
        "统一是前提，唯一是标准；二是更新偏慢。",
        "三、四季度更新偏慢，一、二季度较好，今后按月核对。\n5、6月集中整改。",
        "（一）问题。解读单一。（二）改进。增加图解。（三）打算。按月核对。",
    ],
)
def test_numbering_as_it_should_be(text: str) -> None:
    assert messages("NB115", report(problems=text)) == []


def test_parts_without_their_number() -> None:
    text = report(overview=overview().replace("（一）", "").replace("（五）", ""))
    found = findings("NB115", text)
    assert [finding.message for finding in found] == [
        "“主动公开”缺少序号“（一）”",
        "“监督保障”缺少序号“（五）”",
    ]
    for finding in reversed(found):
        text = fixed(text, finding)
    assert text == report()
    assert (
        messages(
            "NB115", report(overview="\n".join(line.partition("）")[2] for line in overview().split("\n")))
        )
        == []
    )


def test_rows_of_tables_are_no_items() -> None:
    table = (
        "（四）无法提供 | 1.本机关不掌握相关政府信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
        "3.补正后申请内容仍不明确 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |"
    )
    assert (
        messages(
            "NB115",
            report().replace(
                "三、收到和处理政府信息公开申请情况\n（表格略）",
                f"三、收到和处理政府信息公开申请情况\n{table}",
            ),
        )
        == []
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        "全年主动公开政府信息19条。其中，机关简介9条。",
        "主动公开的信息比上年有所增加。",
        "监督保障有力有效。",
        "在平台建设上继续用力。",
    ],
)
def test_a_plain_paragraph_behind_the_last_item_is_none(paragraph: str) -> None:
    assert messages("NB115", report(overview=f"{overview()}\n{paragraph}")) == []
