"""A team's own format in an editor: labels, tables and sentences are those of its file."""

from __future__ import annotations

from pathlib import Path

from tests.formats.test_own_format import OWN, PROSE, TOML, figures, report
from tests.lsp.client import Json, RawClient
from tests.lsp.conftest import ABLE, uri_of
from tests.lsp.page import Page


def offered(page: Page, at: Json) -> list[str]:
    return [one["label"] for one in page.ask("completion", at)["items"]]


def test_what_is_offered_comes_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "own.toml").write_text(TOML, "utf-8")
    (tmp_path / "nianbao.toml").write_text('formats = "formats"\n', "utf-8")
    text = report(figures())
    with RawClient() as server:
        server.start(capabilities=ABLE)
        page = Page(server, uri_of(tmp_path / "prose.md"), text.replace(PROSE, f"{PROSE}\n\n"))
        found = offered(page, page.buffer.at(f"{PROSE}\n\n", len(PROSE) + 1))
        assert "转交其他机关2件，新闻媒体提出申请2件。" in found and "签订行政协议6件。" in found
        assert not any("行政许可决定" in label for label in found)  # a sentence of the official formats
        assert {section.heading for section in OWN.sections} <= set(found)

        row = "|  | （三）转交其他机关 |"
        page = Page(server, uri_of(tmp_path / "table.md"), text.replace(row, "|  | 转交"))
        found = offered(page, page.buffer.at("|  | 转交", 7))
        assert found[0] == "（三）转交其他机关"
        assert server.stop() == 0
