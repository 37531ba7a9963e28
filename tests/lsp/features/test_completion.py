"""Completions of a real server while a report is written."""

from __future__ import annotations

from nianbao.grammar import official_formats
from nianbao.linter import Source, check, examine

from tests.lsp.client import Json, RawClient
from tests.lsp.page import Page

FORMAT = official_formats().for_year(2023)


def completed(page: Page, at: Json) -> dict[str, Json]:
    return {
        one["label"]: one
        for one in sorted(page.ask("completion", at)["items"], key=lambda one: str(one["sortText"]))
    }


def test_headings_those_missing_first(server: RawClient, faulty: str) -> None:
    page = Page(server, "headings.md", faulty + "\n## ")
    found = completed(page, page.buffer.position(len(page.buffer.text)))
    headings = [section.heading for section in FORMAT.sections]
    assert next(iter(found)) == headings[5]
    assert [label for label in found if label in headings] == [headings[5], *headings[:5]]
    assert page.buffer.edited([found[headings[5]]["textEdit"]]).endswith(f"\n## {headings[5]}")
    assert found[headings[5]]["filterText"].startswith("##")


def test_headings_in_a_report_without_marks(server: RawClient, faulty: str) -> None:
    page = Page(
        server, "plain-headings.txt", faulty.replace("## ", "").replace("# ", "") + "\n六", "plaintext"
    )
    found = completed(page, page.buffer.position(len(page.buffer.text)))
    assert page.buffer.edited([found[FORMAT.sections[5].heading]["textEdit"]]).endswith(
        f"\n{FORMAT.sections[5].heading}"
    )


def test_labels_in_a_table(page: Page, server: RawClient, faulty: str) -> None:
    lines = faulty.splitlines(keepends=True)
    row = next(number for number, line in enumerate(lines) if "2.重复申请" in line)
    page = Page(server, "labels.md", "".join([*lines[:row], "|  | 重\n", *lines[row + 1 :]]))
    found = completed(page, page.buffer.at("|  | 重\n", 6))
    label = next(row.label for row in FORMAT.tables["requests"].rows.values() if row.id == "refused_repeat")
    assert next(iter(found)) == label
    assert found[label]["detail"] == "缺少"
    assert f"|  | {label}\n" in page.buffer.edited([found[label]["textEdit"]])


def test_a_whole_blank_table(server: RawClient, faulty: str) -> None:
    start, end = faulty.index("| 行政复议 |"), faulty.index("## 五、")
    text = faulty[:start] + "表\n\n" + faulty[end:]
    page = Page(server, "tables.md", text)
    found = completed(page, page.buffer.position(start + 1))
    report = examine(Source("x.md", page.buffer.edited([found["空白表四"]["textEdit"]]))).report
    assert report and "remedies" in report.tables
    assert "空白表二" not in found  # it is there


def test_aspects_in_their_section_only(page: Page) -> None:
    inside = completed(page, page.buffer.at("\n（二）依申请公开", 0))
    names = [f"（{'一二三四五'[number]}）{aspect.name}。" for number, aspect in enumerate(FORMAT.aspects)]
    assert [label for label in inside if label in names] == names
    assert not set(names) & set(completed(page, page.buffer.position(len(page.buffer.text))))


def test_sentences_with_the_figures_of_the_tables(server: RawClient, sound: str) -> None:
    """They agree with the tables, as the rules read them."""
    page = Page(server, "sentences.md", sound)
    place = sound.index("## 二、")
    found = completed(page, page.buffer.position(place))
    sentences = [label for label, one in found.items() if "数字取自" in one.get("detail", "")]
    assert len(sentences) >= 5
    before = [finding.code for finding in check(Source("x.md", sound))]
    for label in sentences:
        text = page.buffer.edited([{**found[label]["textEdit"], "newText": label + "\n\n"}])
        assert [finding.code for finding in check(Source("x.md", text))] == before, label
    page = Page(server, "typed.md", sound[:place] + "收到\n\n" + sound[place:])
    (typed,) = [
        one for label, one in completed(page, page.buffer.position(place + 2)).items() if "上年结转" in label
    ]
    assert page.buffer.edited([typed["textEdit"]]) == sound[:place] + typed["label"] + "\n\n" + sound[place:]


def test_a_report_can_be_written_from_nothing(server: RawClient) -> None:
    """In a document that is called a report, completion works before anything is recognised."""
    page = Page(server, "untitled:1", "", "nianbao")
    found = completed(page, {"line": 0, "character": 0})
    assert [label for label in found if "、" in label] == [section.heading for section in FORMAT.sections]
    assert {"空白表二", "空白表三", "空白表四"} <= set(found)
