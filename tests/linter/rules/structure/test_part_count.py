"""NB117: how many parts a report announces and has."""

from __future__ import annotations

import pytest

from tests.linter.plain_report import messages, report

SIX = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、"
    "行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"
)

FIVE = SIX.replace("存在的主要问题及改进情况、", "")


@pytest.mark.parametrize(
    ("preamble", "expected"),
    [
        (f"本报告由{SIX}等七个部分组成。", "写明“七个部分”，却列出 6 个，应一致"),
        (f"本报告由{FIVE}等六个部分组成。", "写明“六个部分”，却列出 5 个，应一致"),
        (f"本报告共分为7个部分：{SIX}。", "写明“7个部分”，却列出 6 个，应一致"),
        (f"全文包括{FIVE.replace('、其他', '和其他')}六部分。", "写明“六部分”，却列出 5 个，应一致"),
        (f"年度报告内容包括六项：{FIVE}。", "写明“六项”，却列出 5 个，应一致"),
        (
            "本报告分五个部分，分别是：" + FIVE.replace("、", "；").replace("复议；", "复议、") + "。",
            "写明“五个部分”，报告却有 6 个部分，应一致",
        ),
        ("本年度报告共七个部分。", "写明“七个部分”，报告却有 6 个部分，应一致"),
        (
            "本报告由一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；四、其他需要报告的事项等五部分组成。",
            "写明“五部分”，却列出 4 个，应一致",
        ),
    ],
)
def test_the_number_of_parts_is_wrong(preamble: str, expected: str) -> None:
    assert messages("NB117", report(preamble=preamble)) == [expected]


@pytest.mark.parametrize(
    "preamble",
    [
        f"本报告由{SIX}等六个部分组成。",
        f"本报告包括{SIX.replace('、行政诉讼', '和行政诉讼').replace('、其他', '以及其他')}六部分内容。",
        f"全文共分6个部分：{SIX.replace('、', '，').replace('复议，', '复议、')}。",
        "本报告共分六部分：" + SIX.replace("、", "；").replace("复议；", "复议、") + "。",
        f"主要内容包括{SIX.replace('行政复议、', '被申请行政复议、提起')}等六个部分。",
        "本报告由总体情况、主动公开政府信息情况等六个部分组成。",
        f"报告内容包括{SIX}。",
        "本报告数据分为本级和下属两部分。",
        "全年工作主要体现在三个方面，现报告如下。",
        "本报告第三部分为申请情况。",
        "本报告由《总体情况》《主动公开政府信息情况》《收到和处理政府信息公开申请情况》《政府信息公开行政复议、行政诉讼情况》《存在的主要问题及改进情况》《其他需要报告的事项》六部分组成。",
    ],
)
def test_the_number_of_parts_is_right(preamble: str) -> None:
    assert messages("NB117", report(preamble=preamble)) == []
    middle = len(preamble) // 2
    assert messages("NB117", report(preamble=f"{preamble[:middle]}\n{preamble[middle:]}")) == []


def test_a_missing_section_is_not_also_a_wrong_number() -> None:
    assert (
        messages(
            "NB117",
            report(preamble=f"本报告由{SIX}等六个部分组成。").replace(
                "四、政府信息公开行政复议、行政诉讼情况\n本年度没有发生。\n", ""
            ),
        )
        == []
    )
