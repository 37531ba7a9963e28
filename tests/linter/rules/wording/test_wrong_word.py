"""NB701: every slip of the list is found and corrected, and longer words are left alone."""

from __future__ import annotations

import pytest
from nianbao.linter.prose.wordlists import Wording
from nianbao.linter.rules.wording.wrong_word import slips

from tests.linter.rules.wording.reports import corrected, findings, found, report


@pytest.mark.parametrize("slip", slips(), ids=lambda slip: slip.wrong)
def test_every_slip_is_found_and_fixed(slip: Wording) -> None:
    body = f"本年度，{slip.wrong}。"
    assert found(body, "NB701") == [slip.wrong]
    assert corrected(body, "NB701") == f"本年度，{slip.right}。"


@pytest.mark.parametrize("slip", [slip for slip in slips() if slip.right_in], ids=lambda slip: slip.wrong)
def test_longer_words_are_right(slip: Wording) -> None:
    for longer in slip.right_in:
        assert found(f"本年度，{longer}。", "NB701") == []
        # Broken over two lines it is still the longer word.
        at = longer.index(slip.wrong)
        for cut in {at, at + len(slip.wrong)} - {0, len(longer)}:
            assert found(f"本年度，{longer[:cut]}\n{longer[cut:]}。", "NB701") == []


def test_a_slip_that_comes_again_is_one_finding() -> None:
    (finding,) = findings(report("公开部份文件，部份科室参加。\n\n另一部份未公开。"), "NB701")
    assert finding.message == "“部份”应为“部分”，共 3 处"
    assert (len(finding.related), len(finding.fixes[0].edits)) == (2, 3)
    assert finding.fixes[0].safe


def test_slips_that_share_characters_are_one_finding() -> None:
    assert found("栏目内容跟新不及时。", "NB701") == ["内容跟新"]


def test_slips_in_headings_and_tables_are_left_to_other_rules() -> None:
    text = "青禾县民政局2023年政府信息公开工作年度报告\n\n二、主动公开政府政府情况\n第二十条第（八）项 |\n"
    text += "信息内容 | 本年收费金额（单位：万元） |\n行政事业型收费 | 0 |\n"
    assert findings(text, "NB701") == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("残差不齐", "参差不齐"), ("参次不齐", "参差不齐"), ("有条不紊".replace("紊", "素"), "有条不紊"),
        ("因地治宜", "因地制宜"), ("持之以衡", "持之以恒"), ("循序见进", "循序渐进"),
        ("言简意该", "言简意赅"), ("层出不群", "层出不穷"), ("查漏补确", "查漏补缺"),
    ],
)  # fmt: skip
def test_an_idiom_with_one_wrong_character(wrong: str, right: str) -> None:
    assert found(f"工作水平{wrong}。", "NB701") == [wrong]
    assert corrected(f"工作水平{wrong}。", "NB701") == f"工作水平{right}。"


@pytest.mark.parametrize(
    "sentence",
    [
        "因时制宜、因村制宜推进。", "各尽其职，各司其责。", "同心协力，齐心合力。", "富有成效。",
        "参差，不齐。",
        "制定规范性文件1件、规范性文本2份。", "流转结束后结转下年。", "图文并重。", "因地 制宜。",
    ],
)  # fmt: skip
def test_variants_of_idioms_and_longer_words_are_right(sentence: str) -> None:
    assert found(sentence, "NB701") == []
