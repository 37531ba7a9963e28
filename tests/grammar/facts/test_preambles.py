"""The body that a preamble names, and what names none."""

import pytest
from nianbao.grammar import Line, LineKind, Span
from nianbao.grammar.facts.preambles import bodies_in_preamble
from nianbao.grammar.facts.titles import title_form
from nianbao.grammar.spelling import TITLE_ENDINGS, garbled


def named(text: str) -> list[str]:
    return [reading.value for reading in bodies_in_preamble([Line(LineKind.TEXT, Span(0, len(text)), text)])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("根据《条例》,现公布青禾县民政局2023年政府信息公开工作年度报告。", "青禾县民政局"),
        ("现将云岭市水务局2022年度政府信息公开年度报告公布如下。", "云岭市水务局"),
        ("特向社会公布2022年度青禾县气象局政府信息公开工作情况。", "青禾县气象局"),
        ("编制并向社会公布青禾县公安局东山分局2023年政府信息公开工作年度报告。", "青禾县公安局东山分局"),
        (
            "现公开2021年国家税务总局云岭市东山区税务局政府信息公开工作年度报告。",
            "国家税务总局云岭市东山区税务局",
        ),
        ("本报告由东山街道办事处根据《条例》编制。", "东山街道办事处"),
        ("由青禾二中编制。", "青禾二中"),
        ("结合云岭市人民政府办公室政府信息公开工作实际,编制本报告。", "云岭市人民政府办公室"),
        ("如有疑问,请与云岭市市场监督管理局办公室联系(地址:东山路1号)。", "云岭市市场监督管理局"),
        ("如有疑问,请联系:青禾县白石镇人民政府党政综合办公室,邮编:000000。", "青禾县白石镇人民政府"),
    ],
)
def test_body_of_a_preamble(text: str, name: str) -> None:
    assert named(text)[:1] == [name] or name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "现公布我局2023年政府信息公开工作年度报告。",
        "编制本单位2023年政府信息公开工作年度报告。",
        "特向社会公布2022年度本级政府(机关)信息公开工作年度报告。",
        "本报告由总体情况、主动公开政府信息情况等六部分组成。",
        "结合我镇实际,编制本报告。",
        "如有疑问,请与我办联系。",
        "2022年3月青禾县民政局已按时公布青禾县民政局2021年政府信息公开工作年度报告。",
        "按照关于做好编制2023年政府信息公开工作年度报告的通知要求,编制本报告。",
    ],
)
def test_preambles_without_a_name(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "title",
    [
        "青禾县白石镇2023年政府信息公开工作年报度告",
        "青禾县白石镇2023年政府信公息开工作年度报告",
        "青禾县白石镇2023年政府信息公工开作年度报告",
    ],
)
def test_garbled_titles_keep_their_agency(title: str) -> None:
    form = title_form(title)
    assert (
        form and (form.agency, form.years) == ("青禾县白石镇", ("2023年",)) and form.ending != "工作年度报告"
    )


@pytest.mark.parametrize(
    "text",
    [
        "青禾县2023年政府信息公开工作年度报告",
        "青禾县2023年政府信息公开工作年度总结",
        "青禾县2023年政府信息公开工作要点",
        "青禾县2023年政府工作报告",
    ],
)
def test_other_ends_are_not_garbled(text: str) -> None:
    assert garbled(text, TITLE_ENDINGS) == ""
