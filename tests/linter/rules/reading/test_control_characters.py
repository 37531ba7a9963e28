"""NB008: invisible characters are removed, except those that a script needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.linter import Severity

from tests.linter.fixing import applied
from tests.linter.rules.reading.reports import BODY, findings, report

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
    after = applied(text, fix)
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
        assert applied(text, finding.fixes[0]) == report()


def test_glosses_beside_them_stay() -> None:
    text = report("2023年，政務(wù)\u200b公開(kāi)\u200b信息，業(yè)務(wù)。")
    (finding,) = findings(text, "NB008")
    assert applied(text, finding.fixes[0]) == text.replace("\u200b", "")


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
