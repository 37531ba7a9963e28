"""NB703: wrong marks, marks that are right, and halves of pairs."""

from __future__ import annotations

import random

import pytest
from nianbao.linter import Severity, Source, check

from tests.generator import STYLES, draft, random_figures, render, renders
from tests.linter.fixing import applied
from tests.linter.rules.wording.reports import corrected, findings, found, report


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("2023年,我局公开1,234条;收费3.5万元.", "2023年，我局公开1,234条；收费3.5万元。"),
        ("(一)主动公开(含转载)。", "（一）主动公开（含转载）。"),
        ("（一)主动公开：是否完成?已完成!", "（一）主动公开：是否完成？已完成！"),
        ("办结率100%,其中网上5件", "办结率100%，其中网上5件"),
        ("电话:0537-7281890,时间9:30-17:00", "电话：0537-7281890，时间9:30-17:00"),
        ("见http://www.example.com/a,b,邮箱a@example.com", "见http://www.example.com/a,b，邮箱a@example.com"),
        ("公开、、答复，，归档。。", "公开、答复，归档。"),
        ("公开86条，。答复3件；。", "公开86条。答复3件。"),
        ("公开86条,,答复3件", "公开86条，答复3件"),
    ],
)
def test_marks_are_fixed(body: str, after: str) -> None:
    assert all(finding.severity is Severity.INFO for finding in findings(report(body), "NB703"))
    assert corrected(body, "NB703") == after


@pytest.mark.parametrize(
    "body",
    [
        "（一）主动公开：共5条；是否完成？已完成！",
        "1.第一项，1)第二项，a)第三项，（2）第四项。",
        "平台(OA)建设，第(1)项，国办公开办函(2021)30号。",
        "比例1:2，时间9:30，金额1,234.56元，日期2023.1.5，版本V1.0。",
        '![图](images/a,b.png)和[说明](b.md)，<img src="a.png" alt="图,表">',
        "省略……，还有。。。。。。",
        "《关于印发〈办法〉的通知》和《关于转发《意见》的通知》，“互联网+政务”。",
        "“甲“乙”丙”，‘丁’",
        "首页》政务公开》年报",
        "执行《中华人民共和国\n政府信息公开条例》，做好“互联网+\n政务”服务（含\n基层）。",
        "“第一段。\n“第二段。\n“第三段。”",
    ],
)
def test_marks_that_are_right(body: str) -> None:
    assert found(body, "NB703") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("执行《政府信息公开条例，公开86条。", "“《政府信息公开条例，”有左书名号，没有对应的右书名号"),
        ("执行政府信息公开条例》，公开86条。", "“行政府信息公开条例》”有右书名号，没有对应的左书名号"),
        ("推行“三审三校“制度。", "“‘三审三校‘制度。”有左引号，没有对应的右引号"),
        ("公开（含转载86条。", "“（含转载86条。”有左括号，没有对应的右括号"),
    ],
)
def test_halves_of_pairs(body: str, said: str) -> None:
    assert [finding.message for finding in findings(report(body), "NB703")] == [said]


@pytest.mark.parametrize("style", STYLES)
def test_tables_are_left_alone(style: str) -> None:
    rng = random.Random(style)
    clean = draft(rng, random_figures(rng, "2021"))
    if not renders(clean, style):
        return
    text = render(clean, style, rng)
    for finding in findings(text, "NB703"):
        text = applied(text, finding.fixes[0])
    before = {
        finding.code for finding in check(Source("a.md", render(clean, style, random.Random(style))))
    } - {"NB703"}
    assert {finding.code for finding in check(Source("a.md", text))} == before
