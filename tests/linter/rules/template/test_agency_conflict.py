"""NB410: names of the same body, of others, and the first person of each kind of body."""

from __future__ import annotations

import pytest

from tests.linter.rules.template.reports import codes, findings, of, report


@pytest.mark.parametrize(
    ("agency", "person", "signature"),
    [
        ("云岭市青禾县卫生健康委", "我委", "青禾县卫生健康委员会"),
        ("青禾县", "我县", "青禾县政务服务管理局"), ("柳溪镇", "我镇", "柳溪镇党政综合办公室"),
        ("柳溪街道", "我街道", "柳溪街道办事处"),
        ("云岭高新区管委会", "我委", "云岭高新技术产业开发区管理委员会"),
        ("青禾县民政局", "我单位", "民政局"),
        ("青禾县政府办", "我办", "青禾县人民政府办公室"), ("青禾县人民政府", "我办", "青禾县人民政府办公室"),
        ("云岭市", "我市", "云岭市政务公开领导小组办公室"),
        ("青禾县发展和改革委员会（青禾县粮食局）", "我局", "青禾县发展和改革委员会"),
    ],
)  # fmt: skip
def test_names_of_the_same_body(agency: str, person: str, signature: str) -> None:
    assert codes(of(agency, person, signature=f"{signature}\n2024年1月12日")) == []


@pytest.mark.parametrize(
    "preamble",
    [
        "按照省政府办公厅和云岭市民政局要求，结合青禾县实际编制。",
        "如有疑问，请与青禾县政务公开办公室联系。",
        "结合我县实际，本报告由青禾县民政局办公室编制。",
        "根据云岭市实际编制。", "结合柳溪镇工作实际，推动公开。",
        "参照《白鹭县民政局2022年政府信息公开工作年度报告》。",
    ],
)  # fmt: skip
def test_other_names_in_the_preamble(preamble: str) -> None:
    assert codes(report(preamble=preamble)) == []


@pytest.mark.parametrize(
    "preamble",
    [
        "结合白鹭县实际编制本报告。",
        "本报告由白鹭县民政局编制。",
        "如有疑问，请与白鹭县民政局办公室联系（电话略）。",
    ],
)
def test_another_countys_name_in_the_preamble(preamble: str) -> None:
    (finding,) = findings(report(preamble=preamble))
    assert finding.code == "NB410" and finding.message.startswith("这里写的是“白鹭县")


def test_another_countys_bureau_begins_the_overview() -> None:
    (finding,) = findings(report(overview="2023年，白鹭县民政局坚持公开为民。"))
    assert finding.message == "这里写的是“白鹭县民政局”，报告机关是“青禾县民政局”"


@pytest.mark.parametrize(
    ("agency", "person"),
    [
        ("青禾县民政局", "我镇"),
        ("柳溪镇人民政府", "我乡"),
        ("沙棠乡人民政府", "我镇"),
        ("云岭市卫生健康委员会", "我局"),
        ("青禾县人民政府", "我镇"),
        ("柳溪街道", "我局"),
    ],
)
def test_the_first_person_of_another_kind_of_body(agency: str, person: str) -> None:
    (finding,) = findings(of(agency, person))
    assert finding.message == f"“{person}”与报告机关“{agency}”不符"


@pytest.mark.parametrize(
    ("agency", "prose"),
    [
        ("青禾县民政局", "我县群众满意"), ("青禾县民政局", "受我委托公开"),
        ("青禾县民政局", "开展“我镇我家”活动"), ("柳溪镇人民政府", "我镇政府网站"),
        ("青禾县民政局", "我乡村振兴成果"), ("柳溪镇人民政府", "我办"), ("青禾县人民政府", "我局"),
        ("青禾县数据中心", "我局"),
    ],
)  # fmt: skip
def test_first_persons_that_fit(agency: str, prose: str) -> None:
    assert codes(of(agency, prose)) == []
