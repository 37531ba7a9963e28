"""How many equations a change of the table would break, which is said where such a change is offered."""

from nianbao.linter import Source, examine

from tests.linter.outputs.cases import CLEAN


def test_change_of_a_figure_breaks_the_equations_that_hold() -> None:
    audit = examine(Source("a.md", CLEAN)).audit
    assert audit
    # The balance of its column, and the sum of its row.
    assert audit.broken_by("requests", "received", "person") == 2
    assert audit.broken_by("requests", "received", "none") == 0


def test_fix_says_what_it_breaks() -> None:
    text = CLEAN.replace("## 二、", "2023年共收到政府信息公开申请55件。\n\n## 二、", 1)
    found = [one for one in examine(Source("a.md", text)).findings if one.code == "NB501"]
    titles = [fix.title.text("zh") for finding in found for fix in finding.fixes]
    assert titles and titles[0].startswith("正文改为 ")
    assert titles[-1].endswith("（改表格会使 2 个等式不成立）")
