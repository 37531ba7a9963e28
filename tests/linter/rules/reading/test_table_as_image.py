"""NB006: a picture in the place of a table."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.rules.reading.reports import findings


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
    text = (
        "# 柳溪镇人民政府2023年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n"
        f"{before}{picture}\n\n## 六、其他需要报告的事项\n\n无。\n"
    )
    (finding,) = findings(text, "NB006", "NB201")
    assert (finding.code, finding.severity, finding.place) == ("NB006", Severity.INFO, "表二")


@pytest.mark.parametrize("body", ["", "本年度没有发生。", "数据见图片。", "[见附件](a.docx)"])
def test_no_picture(body: str) -> None:
    text = (
        f"# 柳溪镇人民政府2023年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n{body}\n\n"
        "## 六、其他需要报告的事项\n\n无。![章](a.png)\n"
    )
    assert [finding.code for finding in findings(text, "NB006", "NB201")] == ["NB201"]
