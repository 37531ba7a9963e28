"""Commands of a real server, and reports that are web pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nianbao.grammar import official_formats
from nianbao.linter import Source, examine

from tests.lsp.client import RawClient
from tests.lsp.conftest import ABLE, uri_of
from tests.lsp.page import Page

FORMAT = official_formats().for_year(2023)


def command(server: RawClient, name: str, *arguments: Any) -> Any:
    return server.request("workspace/executeCommand", {"command": name, "arguments": list(arguments)})


def test_the_state_of_the_server(page: Page) -> None:
    status = command(page.server, "nianbao.server.status", page.uri)
    assert (status["passed"], status["equations"], status["text"]) == (39, 42, "已核 39/42")
    assert status["rules"] == status["of"] - 1 > 70  # all but the one on demand
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
    assert (
        report
        and report.year
        and report.agency
        and (report.year.value, report.agency.value) == (2023, "青禾县民政局")
    )
    assert set(report.tables) == set(FORMAT.tables)
    assert command(server, "nianbao.server.newReport")


def test_a_web_page(raw: RawClient, faulty: str) -> None:
    """Places and fixes are those of the page, in spite of what it says of its encoding."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell.strip()}</td>' for cell in line.strip('|').split('|'))}</tr>"
        for line in faulty.split("\n")
        if line.startswith("| ")
        and "---" not in line
        and faulty.index(line) > faulty.index("## 三、")
        and faulty.index(line) < faulty.index("## 四、")
    )
    text = (
        '<!DOCTYPE html>\n<html><head><meta charset="gbk"><title>x</title></head><body>\n'
        "<h1>松陵县水利局2023年政府信息公开工作年度报告</h1>\n"
        "<p>一、<span>基本</span>情况</p>\n<p>😀 &amp; 2023年新收政府信息公开申请13件。</p>\n"
        "<p>三、收到和处理政府信息公开申请情况</p>\n"
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
