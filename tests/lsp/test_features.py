"""Every capability, asked of a real server about reports of our own."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from nianbao.grammar import official_formats
from nianbao.linter import Source, check, examine

from .client import Json, RawClient
from .conftest import ABLE, uri_of
from .editor import Buffer

FORMAT = official_formats().for_year(2023)


class Page:
    """A document that is open in a server."""

    def __init__(self, server: RawClient, name: str, text: str, language: str = "markdown") -> None:
        self.server, self.uri, self.buffer, self.language = server, name if ":" in name else f"file:///f/{name}", Buffer(text), language
        server.open(self.uri, text, language=language)

    def ask(self, method: str, at: Json | None = None, **params: Any) -> Any:
        place = {"position": at} if at else {}
        return self.server.request(f"textDocument/{method}", {"textDocument": {"uri": self.uri}, **place, **params})

    def hover(self, at: Json) -> str:
        found = self.ask("hover", at)
        return str(found["contents"]["value"]) if found else ""

    def actions(self, range: Json, *only: str, diagnostics: list[Json] | None = None) -> dict[str, Json]:
        context: Json = {"diagnostics": diagnostics or []}
        return {one["title"]: one for one in self.ask("codeAction", range=range, context=context | ({"only": list(only)} if only else {}))}

    def after(self, action: Json) -> str:
        """The text after an action, which must be meant for this version of it."""
        (change,) = action["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": self.uri, "version": 1}
        return self.buffer.edited(change["edits"])

    def texts(self, locations: list[Json]) -> list[str]:
        assert {one["uri"] for one in locations} <= {self.uri}
        return [self.buffer.within(one["range"]) for one in locations]


@pytest.fixture(scope="module")
def page(server: RawClient, faulty: str) -> Page:
    return Page(server, "page.md", faulty)


# ── Hover ─────────────────────────────────────────────────────────────────────


def test_hover_on_a_cell_shows_its_equations(page: Page) -> None:
    said = page.hover(page.buffer.at("| 31 |", 2))
    assert "**表三 · 本年新收 · 自然人**：31" in said
    assert "✗ “自然人”列：31 + 1 ≠ 14，差 18" in said
    assert "✗ “本年新收”行：13 ≠ 31，差 18" in said
    assert "NB301" in said and "错误示例" not in said and "```" not in said


def test_hover_beside_a_figure_in_its_cell(server: RawClient, faulty: str) -> None:
    text = faulty.replace("| 31 |", "|      31      |")
    page = Page(server, "wide.md", text)
    assert "本年新收 · 自然人**：31" in page.hover(page.buffer.at("|      31      |", 2))
    assert "本年新收 · 自然人**：31" in page.hover(page.buffer.at("|      31      |", 12))


def test_hover_on_a_blank_cell_says_what_belongs_there(server: RawClient, faulty: str) -> None:
    page = Page(server, "blank.md", faulty.replace("| 2 | 1 | 0 | 0 | 0 |", "| 2 |   | 0 | 0 | 3 |"))
    said = page.hover(page.buffer.at("| 2 |   | 0", 6))
    assert "**表四 · 结果纠正**：空白" in said and "按等式应为 **1**" in said and "□" in said
    page = Page(server, "blanks.md", faulty.replace("| 2 | 1 | 0 | 0 | 0 |", "| 2 |   |   | 0 | 5 |"))
    assert "按等式在 0 到 3 之间" in page.hover(page.buffer.at("| 2 |   |   |", 6))


def test_hover_on_the_prose_says_which_cells_are_meant(page: Page) -> None:
    assert "✓ 表三本年新收：13" in page.hover(page.buffer.at("新收政府信息公开申请13件", 11))
    assert "正文：“新收政府信息公开申请13件”" in page.hover(page.buffer.at("| 0 | 13 |", 7))


def test_hover_on_a_heading_and_on_labels_says_what_the_format_demands(page: Page) -> None:
    heading = page.hover(page.buffer.at("一、基本情况", 3))
    assert f"“{FORMAT.sections[0].heading}”" in heading and FORMAT.number in heading
    assert all(aspect.label in heading for aspect in FORMAT.aspects)
    assert "本部分以表三报告" in page.hover(page.buffer.at("## 三、", 4))
    label = next(row.label for row in FORMAT.tables["requests"].rows.values() if row.id == "denied_enforcement")
    assert f"“{label}”" in page.hover(page.buffer.at("7.属于行政执法卷宗", 4))
    assert f"“{FORMAT.tables['disclosure'].blocks[0].columns[1].label}”" in page.hover(page.buffer.at("本年废止件 ", 2))


def test_hover_where_there_is_nothing_to_say(page: Page) -> None:
    assert page.ask("hover", page.buffer.at("便民服务中心")) is None


def test_hover_shows_the_figure_of_the_year_before(server: RawClient, tmp_path: Path, sound: str) -> None:
    before = re.sub("202[34]", lambda year: str(int(year[0]) - 1), sound)
    (tmp_path / "another.md").write_text(before.replace("青禾县民政局", "云岭市民政局"), "utf-8")
    (tmp_path / "notes.md").write_text("青禾县民政局2022年的笔记", "utf-8")
    page = Page(server, uri_of(tmp_path / "2023.md"), sound)
    figure = re.search(r"行政规范性文件 \| (\d+)", sound)
    assert figure
    place = page.buffer.position(figure.start(1))
    assert "上年" not in page.hover(place)
    (tmp_path / "older.txt").write_bytes(before.encode("gb18030"))
    assert f"上年（2022）：{figure[1]}" in page.hover(place)
    (tmp_path / "older.txt").write_bytes(before.replace(figure[0], "行政规范性文件 | 77").encode("gb18030"))
    assert "上年（2022）：77" in page.hover(place)


# ── Actions ───────────────────────────────────────────────────────────────────


def test_fixes_of_a_finding(page: Page) -> None:
    found = page.actions(page.buffer.range("基本情况"), "quickfix")
    safe = found["改为“总体情况”"]
    assert safe["isPreferred"] is True
    assert page.after(safe) == page.buffer.text.replace("一、基本情况", "一、总体情况")
    assert [one["code"] for one in safe["diagnostics"]] == ["NB104"]
    unsafe = page.actions(page.buffer.range("| 31 |"))["改为 13（需人工确认）"]
    assert "isPreferred" not in unsafe
    assert "| 13 | 0" in page.after(unsafe)


def test_fixes_on_a_dirty_buffer(server: RawClient, faulty: str) -> None:
    """The diagnostics that the client holds are older than its text."""
    page = Page(server, "dirty.md", faulty)
    old = server.diagnostics(page.uri)
    text = "\n\n" + faulty
    server.replace(page.uri, text, 2)
    buffer = Buffer(text)
    found = page.actions(buffer.range("| 31 |"), diagnostics=old)
    (change,) = found["改为 13（需人工确认）"]["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == 2
    assert buffer.edited(change["edits"]) == text.replace("| 31 | 0", "| 13 | 0", 1)


def test_a_waiver_is_put_before_the_line_or_the_table(page: Page) -> None:
    at_heading = page.actions(page.buffer.range("基本情况"))["不计 NB104（请补写理由）"]
    text = page.after(at_heading)
    assert "\n<!-- nianbao: ignore NB104 因…… -->\n## 一、基本情况" in text
    codes = {finding.code: finding.waived for finding in check(Source("x.md", text.replace("因……", "因上级要求")))}
    assert codes["NB104"] is not None
    in_table = page.after(page.actions(page.buffer.range("| 31 |"))["不计 NB301（请补写理由）"])
    assert "\n\n<!-- nianbao: ignore NB301 因…… -->\n| （本列数据" in in_table
    codes = {finding.code: finding.waived for finding in check(Source("x.md", in_table.replace("因……", "因系统导出")))}
    assert codes["NB301"] is not None and codes["NB104"] is None


def test_no_waiver_where_it_would_be_printed(server: RawClient, faulty: str) -> None:
    page = Page(server, "plain.txt", faulty, "plaintext")
    assert not [title for title in page.actions(page.buffer.everything) if "不计" in title]


def test_all_safe_fixes_at_once(page: Page) -> None:
    (action,) = page.actions(page.buffer.everything, "source.fixAll").values()
    assert action["kind"] == "source.fixAll.nianbao"
    text = page.after(action)
    assert "一、总体情况" in text and "本年废止件数" in text and "行政执法案卷" in text
    assert re.findall(r"\d+", text) == re.findall(r"\d+", page.buffer.text)
    left = check(Source("x.md", text))
    assert not [finding for finding in left if any(fix.safe for fix in finding.fixes)]
    assert page.actions(page.buffer.everything, "source.fixAll.nianbao") and not page.actions(page.buffer.everything, "source.organizeImports")


def test_line_ends_stay_what_they_are(server: RawClient, faulty: str) -> None:
    page = Page(server, "crlf.md", faulty.replace("\n", "\r\n"))
    for action in page.actions(page.buffer.everything).values():
        text = page.after(action)
        assert text.count("\n") == text.count("\r\n") >= page.buffer.text.count("\r\n")


def test_a_blank_table_where_one_is_missing(server: RawClient, faulty: str) -> None:
    start, end = faulty.index("| 行政复议 |"), faulty.index("## 五、")
    page = Page(server, "tableless.md", faulty[:start] + faulty[end:])
    action = page.actions(page.buffer.range("政府信息公开行政复议、行政诉讼情况", 1))["补上空白表四（需人工确认）"]
    report = examine(Source("x.md", page.after(action))).report
    assert report and "remedies" in report.tables


# ── Hints, lenses, places ─────────────────────────────────────────────────────


def test_sums_at_totals_that_differ_or_are_blank(server: RawClient, faulty: str) -> None:
    page = Page(server, "sums.md", faulty.replace("| 14 | 0 | 0 | 0 | 0 | 0 | 14 |", "| 14 | 0 | 0 | 0 | 0 | 0 |  |"))
    hints = page.ask("inlayHint", range=page.buffer.everything)
    assert [one["label"] for one in hints] == ["Σ 31", "Σ 14", "Σ 3"]
    assert hints[0]["position"] == page.buffer.at("| 0 | 13 |", 8)
    assert "13 ≠ 31" in hints[0]["tooltip"]
    filled = examine(Source("x.md", page.buffer.edited(hints[1]["textEdits"]))).report
    assert filled and filled.tables["requests"].cells["handled", "total"].value == 14
    row = page.buffer.at("（七）总计")["line"]
    part = {"start": {"line": row, "character": 0}, "end": {"line": row + 1, "character": 0}}
    assert [one["label"] for one in page.ask("inlayHint", range=part)] == ["Σ 14"]


def test_lenses_at_rows_that_the_prose_speaks_of(page: Page) -> None:
    lenses = {one["range"]["start"]["line"]: one["command"] for one in page.ask("codeLens")}
    row = lenses[page.buffer.at("一、本年新收")["line"]]
    assert row["title"] == "正文 1 处"
    uri, position, locations = row["arguments"]
    assert (uri, position["line"]) == (page.uri, page.buffer.at("一、本年新收")["line"])
    assert page.texts(locations) == ["13件"]
    assert page.buffer.at("2.重复申请")["line"] in lenses  # one of the rows that 不予处理3件 is the sum of
    assert page.buffer.at("| 规章 |")["line"] not in lenses
    assert page.server.request("workspace/executeCommand", {"command": row["command"], "arguments": row["arguments"]}) is True
    shown = page.server.wait(lambda message: message.get("method") == "window/showDocument")["params"]
    assert (shown["uri"], shown["selection"]) == (page.uri, locations[0]["range"])


def test_from_the_prose_to_cells_and_back(page: Page) -> None:
    there = page.ask("definition", page.buffer.at("不予公开7件", 5))
    assert page.texts(there) == ["1", "0", "1", "2", "0", "2", "0", "1"]
    first, last = (page.buffer.at(label)["line"] for label in ("1.属于国家秘密", "（四）无法提供 |"))
    assert [one["range"]["start"]["line"] for one in there] == list(range(first, last))
    back = page.ask("definition", there[3]["range"]["start"])
    assert page.texts(back) == ["7件"]
    total = page.buffer.at("| 14 | 0 | 0 | 0 | 0 | 0 | 14 |", len("| 14 | 0 | 0 | 0 | 0 | 0 | "))
    assert page.texts(page.ask("references", total, context={"includeDeclaration": True})) == ["14件", "14"]
    assert page.texts(page.ask("references", total, context={"includeDeclaration": False})) == ["14件"]
    marked = page.ask("documentHighlight", page.buffer.at("办结14件", 3))
    assert [page.buffer.within(one["range"]) for one in marked] == ["14件", "14"]
    assert page.ask("definition", page.buffer.at("便民服务中心")) == []


def test_a_wrong_figure_in_the_prose_still_leads_to_its_cell(server: RawClient, faulty: str) -> None:
    page = Page(server, "wrong.md", faulty.replace("共办结14件", "共办结41件"))
    assert page.texts(page.ask("definition", page.buffer.at("办结41件", 3))) == ["14"]
    assert "✗ 表三（七）总计：14" in page.hover(page.buffer.at("办结41件", 3))


# ── Names ─────────────────────────────────────────────────────────────────────


def test_another_agency_through_the_report(page: Page) -> None:
    for number in range(3):
        place = page.buffer.at("松陵县水利局", 2, number)
        assert page.ask("prepareRename", place) == {"range": page.buffer.range("松陵县水利局", number), "placeholder": "松陵县水利局"}
    edit = page.ask("rename", page.buffer.at("松陵县水利局", 2), newName="青禾县民政局")
    text = page.after({"edit": edit})
    assert text == page.buffer.text.replace("松陵县水利局", "青禾县民政局")


def test_another_year_through_the_report(page: Page) -> None:
    place = page.buffer.at("2023年政府信息", 1)
    assert page.ask("prepareRename", place)["placeholder"] == "2023"
    text = page.after({"edit": page.ask("rename", place, newName="2024")})
    assert text == page.buffer.text.replace("2023", "2024")
    assert "国办公开办函〔2021〕30号" in text and "2024年1月13日" in text


def test_years_of_other_things_stay(server: RawClient, sound: str) -> None:
    text = re.sub("2023", "2019", sound).replace("制发公文时", "根据2019年5月15日起施行的《中华人民共和国政府信息公开条例（2019年修订）》，制发公文时")
    page = Page(server, "law.md", text)
    after = page.after({"edit": page.ask("rename", page.buffer.at("2019年政府信息", 1), newName="2020")})
    assert "2019年5月15日起施行" in after and "（2019年修订）" in after
    assert after.count("2019") == 2


@pytest.mark.parametrize(("part", "name"), [("松陵县水利局", " "), ("松陵县水利局", "a|b"), ("2023年政府信息", "23"), ("2023年政府信息", "去年")])
def test_names_that_are_none_are_refused_in_plain_words(page: Page, part: str, name: str) -> None:
    asked = {"textDocument": {"uri": page.uri}, "position": page.buffer.at(part, 1), "newName": name}
    error = page.server.answer(page.server.ask("textDocument/rename", asked))["error"]
    assert error["code"] == -32803
    assert re.search("机关名称|年份", error["message"])


def test_what_is_neither_name_nor_year_cannot_be_renamed(page: Page) -> None:
    assert page.ask("prepareRename", page.buffer.at("便民服务中心")) is None
    assert page.ask("prepareRename", page.buffer.at("〔2021〕", 2)) is None


# ── Completion ────────────────────────────────────────────────────────────────


def completed(page: Page, at: Json) -> dict[str, Json]:
    return {one["label"]: one for one in sorted(page.ask("completion", at)["items"], key=lambda one: str(one["sortText"]))}


def test_headings_those_missing_first(server: RawClient, faulty: str) -> None:
    page = Page(server, "headings.md", faulty + "\n## ")
    found = completed(page, page.buffer.position(len(page.buffer.text)))
    headings = [section.heading for section in FORMAT.sections]
    assert next(iter(found)) == headings[5]
    assert [label for label in found if label in headings] == [headings[5], *headings[:5]]
    assert page.buffer.edited([found[headings[5]]["textEdit"]]).endswith(f"\n## {headings[5]}")
    assert found[headings[5]]["filterText"].startswith("##")


def test_headings_in_a_report_without_marks(server: RawClient, faulty: str) -> None:
    page = Page(server, "plain-headings.txt", faulty.replace("## ", "").replace("# ", "") + "\n六", "plaintext")
    found = completed(page, page.buffer.position(len(page.buffer.text)))
    assert page.buffer.edited([found[FORMAT.sections[5].heading]["textEdit"]]).endswith(f"\n{FORMAT.sections[5].heading}")


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
    """What they say agrees with the tables, as the rules read it."""
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
    (typed,) = [one for label, one in completed(page, page.buffer.position(place + 2)).items() if "上年结转" in label]
    assert page.buffer.edited([typed["textEdit"]]) == sound[:place] + typed["label"] + "\n\n" + sound[place:]


def test_a_report_can_be_written_from_nothing(server: RawClient) -> None:
    """In a document that is called a report, completion works before anything is recognised."""
    page = Page(server, "untitled:1", "", "nianbao")
    found = completed(page, {"line": 0, "character": 0})
    assert [label for label in found if "、" in label] == [section.heading for section in FORMAT.sections]
    assert {"空白表二", "空白表三", "空白表四"} <= set(found)


# ── Outline, folding, colours, selection ──────────────────────────────────────


def test_the_outline(page: Page) -> None:
    outline = page.ask("documentSymbol")
    assert [one["name"] for one in outline] == [
        "一、基本情况", *(section.heading for section in FORMAT.sections[1:5]),
    ]  # fmt: skip
    (table,) = outline[2]["children"]
    assert table["name"] == "表三"
    assert [one["name"] for one in table["children"]][:2] == ["本年新收", "上年结转"]
    assert table["children"][0]["detail"] == "31 0 0 0 0 0 13"

    def proper(symbols: list[Json]) -> None:
        for one in symbols:
            start, end = page.buffer.offset(one["range"]["start"]), page.buffer.offset(one["range"]["end"])
            first, last = page.buffer.offset(one["selectionRange"]["start"]), page.buffer.offset(one["selectionRange"]["end"])
            assert start <= first <= last <= end
            proper(one["children"])

    proper(outline)


def test_the_outline_for_clients_that_know_no_nesting(raw: RawClient, faulty: str) -> None:
    raw.start()
    outline = Page(raw, "flat.md", faulty).ask("documentSymbol")
    assert {"name": "本年新收", "kind": 8, "containerName": "表三"}.items() <= outline[
        next(n for n, one in enumerate(outline) if one["name"] == "本年新收")
    ].items()
    assert raw.stop() == 0


def test_folding(page: Page) -> None:
    lines = page.buffer.text.split("\n")
    folds = {(one["startLine"], one["endLine"]) for one in page.ask("foldingRange")}
    heading = page.buffer.at("## 三、")["line"]
    last = page.buffer.at("| 四、结转")["line"]
    assert (heading, last) in folds and (heading + 2, last) in folds
    assert all(lines[end].strip() and not lines[end].startswith("#") for _, end in folds)


def test_colours(page: Page) -> None:
    legend = ["namespace", "property", "number", "claim"]
    data = page.ask("semanticTokens/full")["data"]
    told = decoded(page.buffer, data)
    kinds = {(text, legend[kind], wrong) for text, kind, wrong in told}
    assert {("一、基本情况", "namespace", 0), ("自然人", "property", 0), ("31", "number", 1), ("14", "number", 0), ("13件", "claim", 0)} <= kinds
    row = page.buffer.at("一、本年新收")["line"]
    part = {"start": {"line": row, "character": 0}, "end": {"line": row, "character": 200}}
    assert ("31", 2, 1) in decoded(page.buffer, page.ask("semanticTokens/range", range=part)["data"])
    assert len(page.ask("semanticTokens/range", range=part)["data"]) < len(data) // 10


def decoded(buffer: Buffer, data: list[int]) -> list[tuple[str, int, int]]:
    line = start = 0
    told = []
    for number in range(0, len(data), 5):
        down, along, length, kind, modifiers = data[number : number + 5]
        line, start = line + down, along if down else start + along
        place = {"line": line, "character": start}
        told.append((buffer.within({"start": place, "end": {"line": line, "character": start + length}}), kind, modifiers))
    return told


def test_colours_of_labels_over_several_lines(server: RawClient, faulty: str) -> None:
    text = faulty.replace("| 商业企业 |", "| 商业<br>企业 |")
    page = Page(server, "broken.md", text)
    told = decoded(page.buffer, page.ask("semanticTokens/full")["data"])
    assert ("商业<br>企业", 1, 0) in told
    assert not [text for text, _, _ in told if "\n" in text]


def test_growing_selections(page: Page) -> None:
    (chain,) = page.ask("selectionRange", positions=[page.buffer.at("| 31 |", 3)])
    texts = []
    while chain:
        texts.append(page.buffer.within(chain["range"]))
        chain = chain.get("parent")
    assert texts[0] == "31"
    assert texts[1].startswith("一、本年新收") and texts[1].endswith("13")
    assert texts[2].startswith("（本列数据") and texts[2].endswith("0") and texts[3].startswith("三、收到")
    assert all(inner in outer for inner, outer in pairwise(texts))
    assert len(page.ask("selectionRange", positions=[page.buffer.at("便民服务中心"), {"line": 0, "character": 0}])) == 2


# ── Commands ──────────────────────────────────────────────────────────────────


def command(server: RawClient, name: str, *arguments: Any) -> Any:
    return server.request("workspace/executeCommand", {"command": name, "arguments": list(arguments)})


def test_the_state_of_the_server(page: Page) -> None:
    status = command(page.server, "nianbao.server.status", page.uri)
    assert (status["passed"], status["equations"], status["text"]) == (39, 42, "已核 39/42")
    assert status["rules"] == status["of"] > 70
    assert "uri" not in command(page.server, "nianbao.server.status")
    said = command(page.server, "nianbao.server.doctor", page.uri)
    assert "松陵县水利局 2023 年度报告" in said and FORMAT.number in said and "已核 39/42" in said
    assert command(page.server, "nianbao.server.doctor", None)


def test_the_certificate(page: Page, server: RawClient, tmp_path: Path, sound: str) -> None:
    text = command(server, "nianbao.certificate", page.uri)
    assert "已核 42 项：通过 39，问题 3，存疑 0" in text and "SHA-256" not in text
    (tmp_path / "x.md").write_text(sound, "utf-8")
    saved = Page(server, uri_of(tmp_path / "x.md"), sound)
    assert "SHA-256" in command(server, "nianbao.certificate", saved.uri)
    assert command(server, "nianbao.certificate", "file:///never.md") == "没有打开的年度报告"


def test_a_new_report(server: RawClient) -> None:
    text = command(server, "nianbao.server.newReport", {"agency": "青禾县民政局", "year": 2023})
    report = examine(Source("x.md", text)).report
    assert report and report.year and report.agency and (report.year.value, report.agency.value) == (2023, "青禾县民政局")
    assert set(report.tables) == set(FORMAT.tables)
    assert command(server, "nianbao.server.newReport")


# ── Pages ─────────────────────────────────────────────────────────────────────


def test_a_web_page(raw: RawClient, faulty: str) -> None:
    """Places and fixes are those of the page, in spite of what it says of its encoding."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell.strip()}</td>' for cell in line.strip('|').split('|'))}</tr>"
        for line in faulty.split("\n")
        if line.startswith("| ") and "---" not in line and faulty.index(line) > faulty.index("## 三、") and faulty.index(line) < faulty.index("## 四、")
    )
    text = (
        '<!DOCTYPE html>\n<html><head><meta charset="gbk"><title>x</title></head><body>\n<h1>松陵县水利局2023年政府信息公开工作年度报告</h1>\n'
        "<p>一、<span>基本</span>情况</p>\n<p>😀 &amp; 2023年新收政府信息公开申请13件。</p>\n<p>三、收到和处理政府信息公开申请情况</p>\n"
        f"<table>{rows}</table>\n</body></html>\n"
    )
    raw.start(capabilities=ABLE)
    page = Page(raw, "page.html", text, "html")
    found = {one["code"]: one for one in raw.diagnostics(page.uri)}
    assert page.buffer.within(found["NB301"]["range"]) == "31"
    assert "表三 · 本年新收 · 自然人**：31" in page.hover(page.buffer.at("<td>31</td>", 5))
    after = page.after(page.actions(page.buffer.range("<td>31</td>"))["改为 13（需人工确认）"])
    assert after == text.replace("<td>31</td>", "<td>13</td>")
    waived = page.after(page.actions(page.buffer.range("<td>31</td>"))["不计 NB301（请补写理由）"])
    assert "因…… -->\n<table>" in waived
    assert page.ask("formatting", options={"tabSize": 4, "insertSpaces": True}) == []
    assert raw.stop() == 0
