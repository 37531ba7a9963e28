"""Lines that were broken because they were full are put together again, and no others."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import Source, Span
from nianbao.linter import check

SENTENCES = [
    "2023年，我局把公开透明作为日常工作的一项基本要求，围绕群众关心的事项做好信息发布、解读和回应。",
    "全年通过门户网站主动公开政府信息914条，其中工作动态135条、通知公告131条、财政预决算193条、人事信息179条、政策解读276条。",
    "全年新收政府信息公开申请36件，上年结转2件，办结35件，结转下年度继续办理3件；从结果看，予以公开20件，部分公开5件，无法提供10件。",
    "制发公文时同步确定公开属性，对拟公开内容先审后发，定期清理已经失效的文件（含电子文件）。",
    "改版门户网站公开专栏，合并内容重复的栏目，检索时间明显缩短，“互联网+政务服务”平台网办率达到90.5%。",
    "每季度开展一次自查，对发现的错漏当场登记、限期整改，年内组织两次业务培训，各科室信息员全部参加。",
    "依据《中华人民共和国政府信息公开条例》（国务院令第711号）的规定，编制本报告，现予公布。",
]
NEVER_FIRST = "，。；：、）》”？！%"


def size(text: str, columns: bool) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text) if columns else len(text)


def wrapped(paragraph: str, width: int, columns: bool) -> str:
    """A paragraph in lines of at most this many characters or half columns.

    No closing mark begins a line, and no figure is cut.
    """
    lines, line = [], ""
    for run in re.findall(rf"[!-~]+[{NEVER_FIRST}]*|.[{NEVER_FIRST}]*", paragraph):
        if line and size(line + run.rstrip(NEVER_FIRST), columns) > width * (1 + columns):
            lines.append(line)
            line = ""
        line += run
    return "\n".join([*lines, line])


paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4).map("".join)


@given(
    st.lists(paragraphs, min_size=1, max_size=4),
    st.integers(30, 42),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_paragraphs_are_whole_again(
    texts: list[str], width: int, columns: bool, crlf: bool, page: bool
) -> None:
    """But a line that ends with a sentence may be the last of its paragraph, so it stays a line."""
    heading = "一、总体情况"
    broken = "\n".join([heading, *(wrapped(text, width, columns) for text in texts)])
    if page:
        lines = broken.split("\n")
        at = len(lines) // 2
        broken = "\n".join([*lines[:at], f"- {at} -", *lines[at:]])
    source = Source("a.txt", broken.replace("\n", "\r\n") if crlf else broken)
    expected = Source("a.txt", "\n".join([heading, *texts])).text
    kept = [line for line in source.text.split("\n") if not re.fullmatch("- [0-9]+ -", line)]
    assert "".join(kept) == expected.replace("\n", "")
    assert all(line == heading or line[-1] in "。:" for line in kept), kept


@given(paragraphs, st.integers(30, 42), st.booleans())
def test_every_character_knows_where_it_stood(text: str, width: int, columns: bool) -> None:
    source = Source("a.txt", "一、总体情况\n" + wrapped(text, width, columns) + "\n")
    for at, character in enumerate(source.text):
        start, end = source.original_span(Span(at, at + 1))
        assert Source("b.txt", source.original[start:end]).text == character
    assert source.quote(Span(0, len(source.text))) == source.original or "\n" in source.text


def test_a_quotation_has_no_line_end() -> None:
    source = Source(
        "a.txt",
        "2023年，我局把公开透明作为日常工作的一项基本要\n求，围绕群众关心的事项做好信息发布、解读和回应。",
    )
    at = source.text.index("基本要求")
    assert "基本要\n求" in source.original and source.quote(Span(at, at + 4)) == "基本要求"


STAY = [
    "青禾县民政局2023年政府信息公开工作年度报告\n根据《中华人民共和国政府信息公开条例》编制本报告。",
    "（一）强化组织领导，健全工作机制，压实工作责任\n全年召开专题会议2次。",
    "四、政府信息公开行政复议、行政诉讼情况\n全年没有行政复议。",
    "主动公开：通过门户网站公开信息120条，其中动态60条\n依申请公开：收到申请3件，已办结3件。",
    "地址：青禾县新禾路12号，邮政编码：276000\n青禾县民政局办公室。",
    "全年公开信息120条，其中工作动态60条、通知公告60条。\n收到政府信息公开申请3件，已办结3件，无结转。",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\n0\n0\n0",
    (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 0 0 0\n"
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 0 0 0"
    ),
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n申请人情况",
    "特此报告，如有疑问请与青禾县民政局办公室联系，电话0500-1234567\n青禾县民政局\n2024年1月5日",
    "主要做了以下工作，均已按期完成并向社会公布结果\n一是更新公开目录，二是增加查阅点。",
    "全年共收到政府信息公开申请12件，其中予以公开8件\n\n部分公开4件。",
    "| 信息内容，本年制发件数与本年废止件数以及现行有效 |\n| 规章 |",
    "　　2023年我局认真落实各项要求，全年公开信息一百二十余条\n　　收到政府信息公开申请3件。",
]


@pytest.mark.parametrize("text", STAY)
def test_other_line_ends_stay(text: str) -> None:
    assert Source("a.txt", text).text.count("\n") == text.count("\n")


@pytest.mark.parametrize("seed", range(6))
def test_rules_see_whole_sentences(seed: int) -> None:
    """A report says the same whether its lines are broken or not, and so do the rules."""
    rng = random.Random(seed)
    title = "青禾县民政局2023年政府信息公开工作年度报告"
    overview = (
        "".join(rng.sample(SENTENCES, 5))
        + "共主动公开政府信息30条，其中工作动态20条、通知公告11条，群众可在网站上查阅。"
    )
    found = []
    for text in (overview, wrapped(overview, rng.randint(30, 42), rng.random() < 0.5)):
        source = Source("a.txt", f"{title}\n\n一、总体情况\n{text}\n二、主动公开政府信息情况\n")
        found.append(
            [
                (finding.code, finding.message, finding.span and source.quote(finding.span))
                for finding in check(source)
            ]
        )
    assert found[0] == found[1]
    assert "NB509" in {code for code, _, _ in found[0]}
