"""Diagnostics: what is sent, when, for which version, and to whom."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.lsp.client import Json, RawClient
from tests.lsp.conftest import ABLE, uri_of, with_pull
from tests.lsp.editor import Buffer

PUSHED = "textDocument/publishDiagnostics"
STATUS = "nianbao/status"


@pytest.fixture(scope="module")
def pulling() -> Iterator[RawClient]:
    """A server whose client asks for diagnostics."""
    with RawClient() as client:
        client.start(capabilities=with_pull(ABLE))
        yield client
        assert client.received(PUSHED) == []
        assert client.stop() == 0
        assert client.received("window/logMessage") == []


def pull(client: RawClient, uri: str, **params: str) -> Json:
    answer: Json = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}, **params})
    return answer


def codes(found: list[Json]) -> list[str]:
    return [one["code"] for one in found]


# ── What a diagnostic says ────────────────────────────────────────────────────


def test_a_finding_as_a_diagnostic(server: RawClient, faulty: str) -> None:
    server.open("file:///a/one.md", faulty)
    buffer = Buffer(faulty)
    found = {one["code"]: one for one in server.diagnostics("file:///a/one.md")}
    assert list(found) == ["NB104", "NB202", "NB301", "NB204", "NB304", "NB103"]
    cell = found["NB301"]
    assert (cell["severity"], cell["source"]) == (1, "nianbao")
    assert "应为 13，现为 31" in cell["message"]
    assert buffer.within(cell["range"]) == "31"
    assert [buffer.within(one["location"]["range"]) for one in cell["relatedInformation"]] == ["1", "13"]
    assert cell["data"]["cell"] == {"table": "requests", "row": "received", "column": "person"}
    assert (cell["data"]["expected"], cell["data"]["found"]) == ("13", "31")
    assert found["NB104"]["severity"] == 2
    assert "codeDescription" not in cell


def test_the_status_after_a_check(server: RawClient, faulty: str) -> None:
    server.open("file:///a/status.md", faulty, version=7)
    status = server.notified(STATUS, uri="file:///a/status.md")
    assert status == {
        "uri": "file:///a/status.md", "version": 7, "report": True, "equations": 42, "passed": 39,
        "unknown": 0,
        "findings": {"error": 3, "warning": 3, "info": 0},
    }  # fmt: skip


def test_a_client_that_knows_neither_tags_nor_related_places(raw: RawClient, faulty: str) -> None:
    raw.start()
    raw.open("file:///a.md", faulty + "\n【打印】【关闭窗口】\n")
    for one in raw.diagnostics("file:///a.md"):
        assert not {"tags", "relatedInformation"} & set(one)
    assert raw.stop() == 0


def test_other_texts_are_left_alone(server: RawClient, faulty: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    page = (ROOT / "linter" / "rules" / "structure" / "section_order.md").read_text("utf-8")
    server.open("file:///b/README.md", readme)
    server.open("file:///b/page.md", page)
    server.open("file:///b/notes.txt", "一、基本情况\n\n今天开会。\n", language="plaintext")
    server.open("file:///b/report.json", faulty, language="json")
    for uri in ("file:///b/README.md", "file:///b/page.md", "file:///b/notes.txt", "file:///b/report.json"):
        document = {"textDocument": {"uri": uri}}
        assert server.request("textDocument/codeLens", document) is None
        assert (
            server.request(
                "textDocument/formatting", {**document, "options": {"tabSize": 4, "insertSpaces": True}}
            )
            is None
        )
        assert (
            server.request(
                "textDocument/codeAction",
                {**document, "range": Buffer("").everything, "context": {"diagnostics": []}},
            )
            is None
        )
    assert [
        message
        for message in server.received(PUSHED) + server.received(STATUS)
        if message["params"]["uri"].startswith("file:///b/")
    ] == []


def test_what_is_called_a_report_is_judged(server: RawClient) -> None:
    server.open("file:///c/new.md", "还没有写。\n", language="nianbao")
    assert codes(server.diagnostics("file:///c/new.md")) == ["NB002"]


def test_a_report_that_becomes_something_else(server: RawClient, faulty: str) -> None:
    uri = "file:///a/emptied.md"
    server.open(uri, faulty)
    assert server.diagnostics(uri)
    server.replace(uri, "购物清单\n", 2)
    assert server.diagnostics(uri, 2) == []
    assert server.notified(STATUS, uri=uri, version=2)["report"] is False
    server.replace(uri, faulty, 3)
    assert server.diagnostics(uri, 3)


def test_a_document_that_is_closed(server: RawClient, faulty: str) -> None:
    server.open("file:///a/closed.md", faulty)
    assert server.diagnostics("file:///a/closed.md")
    server.replace("file:///a/closed.md", faulty + "\n", 2)  # closed before this is checked
    server.notify("textDocument/didClose", {"textDocument": {"uri": "file:///a/closed.md"}})
    assert server.notified(PUSHED, uri="file:///a/closed.md")["diagnostics"] == []
    server.open("file:///a/after.md", faulty)
    time.sleep(0.3)
    server.request("textDocument/foldingRange", {"textDocument": {"uri": "file:///a/after.md"}})
    assert [one for one in server.received(PUSHED) if one["params"]["uri"] == "file:///a/closed.md"] == []


# ── Bursts, sizes ─────────────────────────────────────────────────────────────


def test_a_burst_of_edits_is_checked_once(server: RawClient, faulty: str) -> None:
    uri = "file:///a/burst.md"
    server.open(uri, faulty)
    server.diagnostics(uri)
    at = Buffer(faulty).at("| 31 |", 4)
    for version in range(2, 102):
        change = (
            {"range": {"start": at, "end": at}, "text": "0"}
            if version % 2 == 0
            else {"range": {"start": at, "end": {**at, "character": at["character"] + 1}}, "text": ""}
        )
        server.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
        )
    assert codes(server.diagnostics(uri, 101)) == ["NB104", "NB202", "NB301", "NB204", "NB304", "NB103"]
    server.request("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    assert [one for one in server.received(PUSHED) if one["params"]["uri"] == uri] == []
    assert (
        len([one for one in server.received(STATUS) if one["params"]["uri"] == uri]) == 2
    )  # when it was opened, and after the burst


def test_several_changes_in_one_message(server: RawClient, faulty: str) -> None:
    """Each is meant for the text that the one before has left."""
    uri = "file:///a/several.md"
    server.open(uri, faulty)
    start = {"line": 0, "character": 0}
    figure = Buffer(faulty).at("| 31 |", 2)
    down = {**figure, "line": figure["line"] + 2}
    changes = [
        {"range": {"start": start, "end": start}, "text": "\n\u2028\n"},
        {"range": {"start": down, "end": {**down, "character": down["character"] + 2}}, "text": "13"},
    ]
    server.notify(
        "textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes}
    )
    assert "NB301" not in codes(server.diagnostics(uri, 2))


def test_two_hundred_files(server: RawClient, faulty: str) -> None:
    uris = [f"file:///many/{number}.md" for number in range(200)]
    for uri in uris:
        server.open(uri, faulty)
    for uri in uris:
        assert len(server.diagnostics(uri)) == 6
    for uri in uris:
        server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    for uri in uris:
        assert server.notified(PUSHED, uri=uri)["diagnostics"] == []


def test_a_megabyte(server: RawClient, faulty: str) -> None:
    """A report with a very long part before its last faults, with and without line ends."""
    sentence = "各单位按照要求做好了政府信息的发布和更新，并把责任落实到了人。\n\n"
    before, after = faulty.split("## 二、", 1)
    text = before + sentence * (2**20 // len(sentence.encode())) + "## 二、" + after
    assert len(text.encode()) > 2**20
    server.open("file:///big.md", text)
    found = {one["code"]: one for one in server.diagnostics("file:///big.md")}
    assert {"NB202", "NB301", "NB304"} <= set(found)
    assert Buffer(text).within(found["NB301"]["range"]) == "31"
    assert server.request("textDocument/semanticTokens/full", {"textDocument": {"uri": "file:///big.md"}})[
        "data"
    ]


# ── Asked for ─────────────────────────────────────────────────────────────────


def test_pulled_instead_of_pushed(pulling: RawClient, faulty: str) -> None:
    uri = "file:///p/one.md"
    pulling.open(uri, faulty)
    first = pull(pulling, uri)
    assert first["kind"] == "full"
    assert codes(first["items"]) == ["NB104", "NB202", "NB301", "NB204", "NB304", "NB103"]
    assert pull(pulling, uri, previousResultId=first["resultId"]) == {
        "kind": "unchanged",
        "resultId": first["resultId"],
    }
    pulling.replace(uri, faulty.replace("| 31 |", "| 13 |"), 2)
    assert "NB301" not in codes(pull(pulling, uri, previousResultId=first["resultId"])["items"])
    assert pulling.notified(STATUS, uri=uri, version=2)["passed"] == 41


def test_pulled_in_the_middle_of_a_burst(pulling: RawClient, faulty: str) -> None:
    uri = "file:///p/burst.md"
    pulling.open(uri, faulty)
    asked = []
    for version in range(2, 52):
        pulling.replace(uri, faulty.replace("| 31 |", f"| {version} |"), version)
        asked.append(pulling.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}}))
    answers = [pulling.answer(id)["result"]["items"] for id in asked]
    assert any("现为 51" in one["message"] for one in answers[-1])


def test_pulled_of_what_is_no_report_or_not_open(pulling: RawClient) -> None:
    pulling.open("file:///p/README.md", "# 说明\n")
    assert pull(pulling, "file:///p/README.md")["items"] == []
    assert pull(pulling, "file:///p/never.md")["items"] == []


# ── The whole workspace ───────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path, faulty: str) -> Path:
    """A workspace with two reports, a text that is none, and what is never looked into."""
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "一.md").write_text(faulty, "utf-8")
    (tmp_path / "two.txt").write_bytes(faulty.encode("gb18030"))
    (tmp_path / "README.md").write_text("# 说明\n", "utf-8")
    (tmp_path / "node_modules").mkdir()
    shutil.copy(tmp_path / "two.txt", tmp_path / "node_modules" / "three.txt")
    return tmp_path


def test_workspace_diagnostics_wait_for_news(folder: Path, faulty: str) -> None:
    one, two = uri_of(folder / "报告" / "一.md"), uri_of(folder / "two.txt")
    with RawClient() as client:
        client.start(folder, with_pull(ABLE))
        first = client.request("workspace/diagnostic", {"previousResultIds": []})["items"]
        assert {item["uri"]: len(item["items"]) for item in first} == {one: 6, two: 6}
        assert {item["version"] for item in first} == {None}
        known = [{"uri": item["uri"], "value": item["resultId"]} for item in first]
        waiting = client.ask("workspace/diagnostic", {"previousResultIds": known})
        client.open(two, faulty.replace("| 31 |", "| 13 |"), version=5)
        (second,) = client.answer(waiting)["result"]["items"]
        assert (second["uri"], second["version"], len(second["items"])) == (two, 5, 5)
        known = [
            {"uri": one, "value": next(item["resultId"] for item in first if item["uri"] == one)},
            {"uri": two, "value": second["resultId"]},
        ]
        waiting = client.ask("workspace/diagnostic", {"previousResultIds": known})
        (folder / "报告" / "一.md").unlink()
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": one, "type": 3}]})
        (third,) = client.answer(waiting)["result"]["items"]
        assert (third["uri"], third["items"]) == (one, [])
        client.ask(
            "workspace/diagnostic", {"previousResultIds": [{"uri": two, "value": second["resultId"]}]}
        )  # still waiting at the end
        assert client.stop() == 0


def test_checking_the_workspace_by_command(folder: Path, faulty: str) -> None:
    one, two = uri_of(folder / "报告" / "一.md"), uri_of(folder / "two.txt")
    with RawClient() as client:
        client.start(folder, ABLE)
        client.request(
            "textDocument/hover", {"textDocument": {"uri": one}, "position": {"line": 0, "character": 0}}
        )
        assert client.received(PUSHED) == []  # nothing is looked into at the start
        found = client.request(
            "workspace/executeCommand", {"command": "nianbao.checkWorkspace", "arguments": []}
        )
        assert found["findings"] == {"error": 6, "warning": 6, "info": 0}
        assert {report["uri"] for report in found["reports"]} == {one, two}
        assert len(client.notified(PUSHED, uri=one)["diagnostics"]) == 6
        client.open(two, faulty.replace("| 31 |", "| 13 |"))
        assert len(client.diagnostics(two)) == 5
        client.notify("textDocument/didClose", {"textDocument": {"uri": two}})
        client.notified(PUSHED, uri=two, version=None)
        assert client.stop() == 0


# ── Configuration ─────────────────────────────────────────────────────────────


def test_a_configuration_that_changes_is_seen_at_once(tmp_path: Path, faulty: str) -> None:
    uri, file = uri_of(tmp_path / "x.md"), tmp_path / "nianbao.toml"
    capabilities = {
        **ABLE,
        "workspace": {
            **ABLE["workspace"],
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "inlayHint": {"refreshSupport": True},
        },
    }
    with RawClient() as client:
        client.start(tmp_path, capabilities)
        watched = client.wait(lambda message: message.get("method") == "client/registerCapability")["params"][
            "registrations"
        ]
        assert [one["method"] for one in watched] == ["workspace/didChangeWatchedFiles"]
        client.open(uri, faulty)
        assert "NB301" in codes(client.diagnostics(uri))

        def changed(text: str) -> list[str]:
            file.write_text(text, "utf-8")
            client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri_of(file), "type": 2}]})
            return codes(client.diagnostics(uri))

        assert changed('ignore = ["NB3"]\n') == ["NB104", "NB202", "NB204", "NB103"]
        client.wait(lambda message: message.get("method") == "workspace/inlayHint/refresh")
        assert len(changed('ignore = ["NB999999"]\n')) == 6  # one that cannot be used does not count
        shown = client.notified("window/showMessage")["message"]
        assert "nianbao.toml" in shown and "NB999999" in shown
        assert changed('exclude = ["*.md"]\n') == []
        assert client.notified(STATUS, uri=uri, report=False)
        assert changed(
            'lang = "en"\nselect = ["NB301"]\nrule-pages = "https://example.invalid/{name}"\n'
        ) == ["NB301"]
        assert client.stop() == 0
        assert client.received("window/showMessage") == []


def test_the_page_of_a_rule_is_linked_where_it_is_known(tmp_path: Path, faulty: str) -> None:
    (tmp_path / "nianbao.toml").write_text(
        'rule-pages = "https://example.invalid/{name}"\nselect = ["NB301"]\ninclude = ["*"]\n', "utf-8"
    )
    with RawClient() as client:
        client.start(tmp_path, ABLE)
        client.open(uri_of(tmp_path / "x.md"), faulty)
        (found,) = client.diagnostics(uri_of(tmp_path / "x.md"))
        assert found["codeDescription"] == {"href": "https://example.invalid/unbalanced-requests"}
        client.open(uri_of(tmp_path / "README.md"), "# 说明\n")  # included, so it is taken for a report
        assert (
            client.request(
                "workspace/executeCommand",
                {"command": "nianbao.server.status", "arguments": [uri_of(tmp_path / "README.md")]},
            )["documents"]
            == 2
        )
        assert client.stop() == 0


def test_the_language_of_messages(raw: RawClient, faulty: str) -> None:
    raw.start(capabilities=ABLE, initializationOptions={"lang": "en"})
    raw.open("file:///x.md", faulty)
    assert any("should be 13, not 31" in one["message"] for one in raw.diagnostics("file:///x.md"))
    raw.notify("workspace/didChangeConfiguration", {"settings": {"nianbao": {"lang": "zh"}}})
    assert any("应为 13，现为 31" in one["message"] for one in raw.diagnostics("file:///x.md"))
    assert raw.stop() == 0


def test_a_waived_finding_is_a_faded_hint_with_its_reason(server: RawClient, faulty: str) -> None:
    uri = "file:///a/waived.md"
    server.open(
        uri,
        faulty.replace("## 一、基本情况", "<!-- nianbao: ignore NB104 因上级要求沿用 -->\n## 一、基本情况"),
    )
    found = {one["code"]: one for one in server.diagnostics(uri)}
    assert (found["NB104"]["severity"], found["NB104"]["tags"]) == (4, [1])
    assert "上级要求沿用" in found["NB104"]["message"]
    assert server.notified(STATUS, uri=uri)["findings"]["warning"] == 2


def test_a_rule_that_crashes_is_a_diagnostic(tmp_path: Path, faulty: str) -> None:
    (tmp_path / "broken.py").write_text(
        "from nianbao.linter import Severity, rule\nfrom nianbao.grammar import Report\n"
        '@rule("XX902", "broken", Severity.INFO)\ndef broken(report: Report):\n    yield 1 // 0\n',
        "utf-8",
    )
    (tmp_path / "broken.md").write_text("# XX902 broken 坏了\n\n除以零。\n\n*Divides by zero.*\n", "utf-8")
    (tmp_path / "nianbao.toml").write_text('rules = ["broken.py"]\n', "utf-8")
    with RawClient() as client:
        client.start(tmp_path, ABLE, initializationOptions={"trusted": True})
        client.open(uri_of(tmp_path / "x.md"), faulty)
        found = client.diagnostics(uri_of(tmp_path / "x.md"))
        assert {"NB999", "NB301"} <= set(codes(found))
        assert client.stop() == 0
