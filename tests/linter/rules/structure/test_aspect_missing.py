"""NB110: aspects of the overview under their many names, and in other shapes."""

from __future__ import annotations

import pytest

from tests.linter.plain_report import (
    NUMERALS,
    PARTS,
    TITLE,
    messages,
    overview,
    report,
)

ORDINAL = ("（{}）", "({})", "({})、", "{}是", "第{}，", "")

FORMS = {
    "主动公开": (
        "主动公开",
        "主动公开情况",
        "政府信息主动公开方面",
        "畅通信息渠道，推进主动公开",
        "信息发布情况",
        "**主动公开**",
    ),
    "依申请公开": (
        "依申请公开",
        "依申请公开政府信息情况",
        "依申请办理情况",
        "有序答复公众的信息公开申请",
        "政府信息依申请公开工作",
    ),
    "政府信息管理": (
        "政府信息管理",
        "信息管理情况",
        "规范政府信息的管理",
        "政府信息管理方面",
        "加强信息管理，提升质量",
    ),
    "平台建设": (
        "平台建设",
        "政府信息公开平台情况",
        "搭建公开平台，拓宽公开渠道",
        "政务公开平台建设方面",
        "网站建设与管理",
    ),
    "监督保障": ("监督保障", "强化监督保障", "健全机制，强化监督保障", "监督和保障情况", "教育培训和考核"),
}


@pytest.mark.parametrize("mark", ORDINAL)
@pytest.mark.parametrize("end", ["。", "：", "\n"])
@pytest.mark.parametrize("number", range(5))
def test_aspects_under_their_many_names(mark: str, end: str, number: int) -> None:
    labels = [forms[number % len(forms)] for forms in FORMS.values()]
    lines = [
        mark.format(NUMERALS[place]) + label + end + text
        for place, (label, text) in enumerate(zip(labels, PARTS.values(), strict=True))
    ]
    assert messages("NB110", report(overview="\n".join(lines))) == []
    for place, name in enumerate(PARTS):
        kept = lines[:place] + lines[place + 1 :]
        assert messages("NB110", report(overview="\n".join(kept))) == [
            f"“总体情况”没有写“{name}”，应分别写明"
        ]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        # merged, and with further parts
        (
            "（一）主动公开。发布86条。\n（二）依申请公开。收到3件。\n（三）政府信息及平台管理。逐条核对信息内容，按月巡检。\n（四）监督保障。抽查4次。",
            "",
        ),
        (
            "1.组织领导。设专班。\n2.主动公开。发布86条。\n3.依申请公开。收到3件。\n4.信息管理和平台建设。专人负责，按月巡检。\n5.监督保障。抽查4次。",
            "",
        ),
        # prose without headings
        (
            "2023年，我局在县政府网站发布信息86条。收到政府信息公开申请3件，均按期答复。严把发布前的信息审核关。改版门户网站公开专栏。开展业务培训2次。",
            "",
        ),
        (
            "2023年，我局在县政府网站发布信息86条，回应群众关心的问题41个。全年收到政府信息公开申请3件，均按期作出答复，没有引起复议和诉讼，群众比较满意。",
            "政府信息管理、平台建设、监督保障",
        ),
        (
            "2023年，我局发布信息86条；公众号运行平稳，全年维护12次；全年未收到政府信息公开申请；印发的文件逐件标明公开属性；每季度通报一次更新情况。",
            "",
        ),
        # to name all of them is not to tell of any
        (
            "2023年，我局扎实做好主动公开、依申请公开、政府信息管理、平台建设、监督保障等工作，各项任务均按期完成，取得了比较好的成效，群众获得感不断增强。",
            "主动公开、依申请公开、政府信息管理、平台建设、监督保障",
        ),
        # the name and the trade of the body are no aspect
        (
            "2023年，青禾县市场监督管理局紧扣主业，在县政府网站发布消费提示信息86条，办结行政许可申请2941件，服务对象反映良好，全年工作平稳有序推进。",
            "依申请公开、政府信息管理、平台建设、监督保障",
        ),
    ],
)
def test_aspects_in_other_shapes(text: str, missing: str) -> None:
    assert messages("NB110", report(overview=text)) == (
        [f"“总体情况”没有写“{missing}”，应分别写明"] if missing else []
    )


def test_aspects_where_others_speak() -> None:
    assert messages("NB110", report(overview="")) == []
    assert messages("NB110", report(overview="2023年，我局主动公开政府信息86条。")) == []
    assert (
        messages(
            "NB110",
            report(title=TITLE.replace("2023", "2016"), preamble="", overview="2016年工作平稳。" * 20),
        )
        == []
    )


def test_aspects_in_a_report_of_one_line() -> None:
    text = report(overview="".join(overview().split("\n")))
    assert messages("NB110", " ".join(text.split("\n"))) == []
    assert messages(
        "NB110", " ".join(text.replace(f"（四）平台建设。{PARTS['平台建设']}", "").split("\n"))
    ) == ["“总体情况”没有写“平台建设”，应分别写明"]


@pytest.mark.parametrize(
    "heading",
    [
        "政府信息管理、政府信息公开平台建设及监督保障",
        "政府信息管理、平台建设和监督保障等方面情况",
        "政府信息管理情况、平台建设情况、监督保障情况",
    ],
)
@pytest.mark.parametrize("stop", ["\n", "。"])
def test_one_heading_may_name_several_aspects(heading: str, stop: str) -> None:
    text = (
        "（一）主动公开。全年发布信息86条。\n（二）依申请公开。全年收到申请3件，均已答复。\n"
        f"（三）{heading}{stop}每月核对一次，年中抽查，年底向全体干部说明。"
    )
    assert messages("NB110", report(overview=text)) == []


@pytest.mark.parametrize("said", ["全文分为", "本报告由", "报告包括"])
def test_names_of_the_parts_of_the_report_are_no_aspects(said: str) -> None:
    text = (
        f"{said}总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项。"
    )
    (found,) = messages("NB110", report(overview=text))
    assert "主动公开、依申请公开" in found
