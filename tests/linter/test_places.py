"""Places in Word: paragraphs are counted within their section, as a reader counts them."""

from io import BytesIO

import docx
import pytest
from nianbao.linter.engine import Examination, examine
from nianbao.linter.outputs import Options
from nianbao.linter.outputs.shared.listing import listing
from nianbao.linter.readers import from_bytes

LINES = (
    "青禾县民政局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "2023年，我局认真做好公开工作。",
    "（一）主动公开情况",
    "全年公开信息（请填写）条。",
    "（二）依申请公开。全年收到（请填写）件。",
    "六、其他需要报告的事项",
    "",
    "没有（请填写）其他事项，也没有收取（请填写）费用。",
)


@pytest.fixture
def examined() -> Examination:
    document = docx.Document()
    for line in LINES[:2]:
        document.add_paragraph(line)
    document.add_table(1, 2).cell(0, 0).text = "不计入段落"
    for line in LINES[2:]:
        document.add_paragraph(line)
    data = BytesIO()
    document.save(data)
    return examine(from_bytes(data.getvalue(), "a.docx"))


def test_paragraphs_of_a_section(examined: Examination) -> None:
    (finding,) = (one for one in examined.findings if one.code == "NB118")
    assert finding.place.startswith("一、总体情况 · 第 ") and finding.place.endswith(" 段（一）主动公开情况")


def test_places_that_are_alike_are_said_once(examined: Examination) -> None:
    (entry,) = (one for one in listing(examined, Options()).entries if one.code == "NB118")
    (related,) = entry.related
    assert related.startswith("这里也有“（请填写）”（3 处）：一、总体情况 · 第 ")
    assert related.endswith(" 段（二）依申请公开、六、其他需要报告的事项 · 第 1 段")


def test_heading_is_no_paragraph(examined: Examination) -> None:
    assert all(not finding.place.endswith(" 第 0 段") for finding in examined.findings)
