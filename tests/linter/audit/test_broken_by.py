"""How many equations a change of the table would break; then it is said, and not offered."""

from nianbao.linter import Source, examine

from tests.linter.outputs.cases import CLEAN


def test_change_of_a_figure_breaks_the_equations_that_hold() -> None:
    audit = examine(Source("a.md", CLEAN)).audit
    assert audit
    # The balance of its column, and the sum of its row.
    assert audit.broken_by("requests", "received", "person") == 2
    assert audit.broken_by("requests", "received", "none") == 0


def test_a_change_of_the_table_that_breaks_equations_is_said_and_not_offered() -> None:
    text = CLEAN.replace("## 二、", "2023年共收到政府信息公开申请55件。\n\n## 二、", 1)
    (found,) = (one for one in examine(Source("a.md", text)).findings if one.code == "NB501")
    titles = [fix.title.text("zh") for fix in found.fixes]
    assert titles and all(title.startswith("正文改为 ") for title in titles)
    related = [one.phrase.text("zh") for one in found.related]
    assert any(said.endswith("（改动它会使 2 个成立的等式不成立）") for said in related)
