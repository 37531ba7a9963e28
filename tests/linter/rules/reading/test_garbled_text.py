"""Characters that came out wrong, that cannot be seen, and tables that are pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import Source, Span
from nianbao.linter import Config, Finding, Fix, Severity, check
from nianbao.linter.prose.writing import as_written, offsets_in_text, spans_in_text

BODY = "2023年，我局主动公开政府信息86条。"


def report(body: str = BODY) -> str:
    return f"青禾县民政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{body}\n\n五、存在的主要问题及改进情况\n\n主要问题是解读形式单一，已增加图解和问答。\n"


def findings(text: str, *codes: str) -> list[Finding]:
    return check(Source("a.md", text), Config(select=frozenset(codes)))


def mended(text: str, fix: Fix) -> str:
    """The file after a fix, as an editor applies it: in the original, from the end."""
    source = Source("a.md", text)
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        start, end = source.original_span(edit.span)
        text = text[:start] + edit.text + text[end:]
    return text


# ── The way from the file to the text ───────────────────────────────────────

originals = st.lists(
    st.sampled_from(["甲", "務", "0", "，", ",", "\n", "\r\n", "\u200b", "\u202a", "⾏", "務(wù)", "\ufeff"]),
    max_size=30,
).map("".join)


@given(originals, st.data())
def test_offsets_lead_back(original: str, data: st.DataObject) -> None:
    source = Source("a.md", "務" + original + "。")
    at = data.draw(st.integers(0, len(source.text) - 1))
    offset = source.original_span(Span(at, at)).start
    assert offsets_in_text(source, [offset]) == [at]
    assert as_written(source, Span(0, len(source.text)))[at] == source.original[offset]
    everything = [source.original_span(Span(place, place)).start for place in range(len(source.text))]
    assert offsets_in_text(source, everything) == list(range(len(source.text)))


@given(originals, st.data())
def test_what_is_left_out_lies_at_the_character_before_it(original: str, data: st.DataObject) -> None:
    source = Source("a.md", "務" + original + "。")
    offset = data.draw(st.integers(0, len(source.original) - 1))
    (at,) = offsets_in_text(source, [offset])
    assert source.original_span(Span(at, at)).start <= offset
    assert at + 1 == len(source.text) or source.original_span(Span(at + 1, at + 1)).start > offset


def test_spans() -> None:
    source = Source("a.md", "務(wù)甲\u200b乙丙")
    assert spans_in_text(source, [(1, 5), (6, 9)]) == [Span(0, 1), Span(1, 4)]


# ── Invisible characters ────────────────────────────────────────────────────

INVISIBLE = [
    *"\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\ufeff\u00ad\x00\x08\x1f\x7f\x80\ufe0f\u2028\u2029\ufffa",
    "\U000e0041",
    "\U000e0100",
]


@pytest.mark.parametrize("invisible", INVISIBLE, ids=lambda character: f"U+{ord(character):04X}")
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_invisible_characters_go(invisible: str, line_end: str) -> None:
    clean = report().replace("\n", line_end)
    text = (
        clean.replace("民政局", f"民{invisible}政局")
        .replace("公开政府", f"公开{invisible}{invisible}政府")
        .replace("86", f"8{invisible}6")
    )
    (finding,) = findings(text, "NB008")
    assert finding.severity is Severity.WARNING and "有 4 个" in finding.message and len(finding.related) == 3
    (fix,) = finding.fixes
    assert fix.safe
    after = mended(text, fix)
    assert findings(after, "NB008") == []
    assert (
        after.replace("\n", "") == clean.replace("\n", "") if invisible in "\u2028\u2029" else after == clean
    )


@given(
    st.lists(st.integers(1, len(report()) - 2), min_size=1, max_size=40),
    st.sampled_from(["\u200b", "\u202e", "\x01", "\u00ad"]),
)
def test_invisible_characters_go_wherever_they_stand(places: list[int], invisible: str) -> None:
    text = report()
    for place in sorted(places, reverse=True):
        text = text[:place] + invisible + text[place:]
    for finding in findings(text, "NB008"):
        assert f"有 {len(places)} 个" in finding.message
        assert mended(text, finding.fixes[0]) == report()


def test_glosses_beside_them_stay() -> None:
    text = report("2023年，政務(wù)\u200b公開(kāi)\u200b信息，業(yè)務(wù)。")
    (finding,) = findings(text, "NB008")
    assert mended(text, finding.fixes[0]) == text.replace("\u200b", "")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + report(),
        "\u200b" + report() + "\u200b",
        report().replace("\n", "\r\n"),
        report("\u3000\u3000\u00a0\u2003" + BODY + "\t\f"),
        report("栏目“👨\u200d👩\u200d👧”，点赞❤\ufe0f，第1\ufe0f\u20e3期。"),
        report("维吾尔文\u0626\u200c\u06c7\u200f，蒙古文\u182d\u200d\u180e，藏文\u0f40\u200d。"),
        report("乱码Ã¤Â¸\x80Ã¥Â®"),
        "会议通知\u200b\n\n请各单位参加。\n",
    ],
)
def test_characters_that_may_stay(text: str) -> None:
    assert findings(text, "NB008") == []


# ── Damage ──────────────────────────────────────────────────────────────────


def said(text: str) -> list[tuple[str, int]]:
    """The sample and the number of places of each kind of damage."""
    return [(finding.problem.found or "", 1 + len(finding.related)) for finding in findings(text, "NB004")]


def misread(text: str, encoding: str, read_as: str) -> str:
    return text.encode(encoding).decode(read_as, "replace")


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [
        ("utf-8", "gb18030"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("gb18030", "latin-1"),
        ("gb18030", "utf-8"),
    ],
)
def test_a_report_in_a_wrong_encoding_is_one_finding(encoding: str, read_as: str) -> None:
    text = misread(report(BODY * 5), encoding, read_as)
    found = check(Source("a.md", text))
    assert [finding.code for finding in found if finding.code in ("NB002", "NB004")] == ["NB004"]
    (finding,) = (finding for finding in found if finding.code == "NB004")
    assert finding.severity is Severity.ERROR


def test_twice_in_a_wrong_encoding() -> None:
    assert len(said(misread(misread(report(BODY * 5), "utf-8", "gb18030"), "utf-8", "gb18030"))) == 1


@pytest.mark.parametrize("read_as", ["gb18030", "latin-1"])
def test_what_was_meant_is_said(read_as: str) -> None:
    # Of these characters nothing is lost on the way.
    (finding,) = findings(report(misread("主动公示政务信息", "utf-8", read_as)), "NB004")
    assert "应为“主动公示政务信息”" in finding.message and finding.severity is Severity.WARNING


def test_a_garbled_part_leaves_the_report_a_report() -> None:
    found = check(Source("a.md", report(BODY * 5 + misread("主动公开，政务公开。", "utf-8", "gb18030"))))
    assert [finding.severity for finding in found if finding.code == "NB004"] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("body", "sample"),
    [
        ("锟斤拷锟斤拷公开", "锟斤拷锟斤拷公开"),
        ("主动公开????信息", "????"),
        ("??公开??信息??", "??"),
        ("主动公开\ufffd信息", "\ufffd"),
        ("\uf0b7主动公开", "\uf0b7"),
        ("主动(cid:230)(cid:231)公开", "(cid:230)(cid:231)"),
        ("依法履行監督權?,F將有关情况公布如下", "?,F"),
        ("⾏政许可", "⾏"),
        ("公开⻔户网站", "⻔"),
        ("公開(kāi)信息", "開(kāi)"),
        ("统计期限为202311日至1231日", "202311日"),
        ("统计期限为2023 11日到1231日", "202311日"),
        ("统计期限为20231月1日起至202312月31日止", "20231月"),
        ("统计期限为2023年11日至2023年1231日", "2023年11日"),
        ("发布于2024126日", "2024126日"),
        ("自 2025 1 1 日", "202511日"),
        ("国办公开办函〔202130号", "202130号"),
        ("国办公开办函202130 号", "202130号"),
    ],
)
def test_damage(body: str, sample: str) -> None:
    assert said(report(body))[0][0] == sample


@pytest.mark.parametrize(
    "body",
    [
        "公开了什么???怎么公开？？？？",
        "申请××件，共·····条，±5°，café、naïve、Ð。",
        "张骞、王骞参加；六(lù)安路、亳(bó)州路。",
        "2023年1月1日至2023年12月31日，2023 年 1 月 1 日，2023-12-31，2023.1.5，2023年1—12月。",
        "公开信息202315条、20231件，2023年3日内办结，2023年5日均访问20231次，月均20122次。",
        "延长至120日，青政发〔2021〕30号，第202130号公告，档案202311号。",
        "﹝2021﹞30号、【2021】30号。",
    ],
)
def test_text_that_is_whole(body: str) -> None:
    assert said(report(body)) == []


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("⾏政许可⼀件，⻔户网站⾏。", "行政许可一件，门户网站行。"),
        ("政務(wù)公開(kāi)信息，業務。", "政務公開信息，業務。"),
    ],
)
def test_safe_fixes(body: str, after: str) -> None:
    text = report(body)
    (finding,) = findings(text, "NB004")
    assert finding.fixes[0].safe
    assert mended(text, finding.fixes[0]) == report(after)
    assert findings(report(after), "NB004") == []


def test_each_kind_once() -> None:
    text = report("⾏政⾏政⾏政⾏政⾏政，公开(cid:1)，202311日至1231日。")
    assert said(text) == [("⾏", 4), ("(cid:1)", 1), ("202311日", 2)]


def test_other_documents_are_not_blamed_twice() -> None:
    codes = [finding.code for finding in check(Source("a.txt", "????????????\n????????"))]
    assert codes == ["NB004"]
    codes = [finding.code for finding in check(Source("a.txt", "会议通知\n请各单位参加。"))]
    assert codes == ["NB002"]


# ── Pictures ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "picture",
    [
        "![表二](a.png)",
        "![][t2]",
        '<img src="a.png">',
        "<p><IMG src='a.png' /></p>",
        "[图片]",
        "| ![表](a.png) |\n| --- |",
    ],
)
@pytest.mark.parametrize("before", ["", "具体数据见下表。\n\n"])
def test_a_picture_of_a_table(picture: str, before: str) -> None:
    text = f"# 柳溪镇人民政府2023年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n{before}{picture}\n\n## 六、其他需要报告的事项\n\n无。\n"
    (finding,) = findings(text, "NB006", "NB201")
    assert (finding.code, finding.severity, finding.place) == ("NB006", Severity.INFO, "表二")


@pytest.mark.parametrize("body", ["", "本年度没有发生。", "数据见图片。", "[见附件](a.docx)"])
def test_no_picture(body: str) -> None:
    text = f"# 柳溪镇人民政府2023年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n{body}\n\n## 六、其他需要报告的事项\n\n无。![章](a.png)\n"
    assert [finding.code for finding in findings(text, "NB006", "NB201")] == ["NB201"]
