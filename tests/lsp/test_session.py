"""The life of a session: framing, the order of messages, what cannot be read, and how it ends."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import NIANBAO, nianbao
from tests.lsp.client import WAIT, RawClient
from tests.lsp.conftest import ABLE, uri_of
from tests.processes import running

HOVER = {"textDocument": {"uri": "file:///x.md"}, "position": {"line": 0, "character": 0}}


def test_a_session_from_start_to_end(raw: RawClient, faulty: str) -> None:
    assert raw.start(capabilities=ABLE)["serverInfo"]["name"] == "nianbao"
    raw.open("file:///x.md", faulty)
    assert raw.diagnostics("file:///x.md")
    assert raw.stop() == 0
    assert raw.errors == []


def test_it_takes_the_flag_that_editors_add() -> None:
    with RawClient("--stdio") as raw:
        raw.start()
        assert raw.stop() == 0


def test_exit_without_shutdown_is_status_1(raw: RawClient) -> None:
    raw.start()
    raw.notify("exit")
    assert raw.process.wait(WAIT) == 1


def test_a_client_that_just_goes_ends_the_server(raw: RawClient) -> None:
    raw.start()
    assert raw.process.stdin
    raw.process.stdin.close()
    assert raw.process.wait(WAIT) == 1
    assert raw.errors == []


def test_a_client_that_goes_in_the_middle_of_a_message(raw: RawClient) -> None:
    raw.start()
    raw.raw(b'Content-Length: 100\r\n\r\n{"jsonrpc"')
    assert raw.process.stdin
    raw.process.stdin.close()
    assert raw.process.wait(WAIT) == 1
    assert not re.search(b"Traceback", b"".join(raw.errors))


def test_before_initialize_requests_are_refused_and_notifications_dropped(
    raw: RawClient, faulty: str
) -> None:
    raw.open("file:///x.md", faulty)
    assert raw.answer(raw.ask("textDocument/hover", HOVER))["error"]["code"] == -32002
    assert raw.answer(raw.ask("shutdown"))["error"]["code"] == -32002
    raw.start()
    assert raw.request("textDocument/hover", HOVER) is None  # it was never opened
    assert raw.stop() == 0


def test_initialize_comes_once(raw: RawClient) -> None:
    raw.start()
    again = raw.answer(raw.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}}))
    assert again["error"]["code"] == -32600
    assert raw.stop() == 0


def test_after_shutdown_requests_are_refused(raw: RawClient) -> None:
    raw.start()
    raw.request("shutdown")
    assert raw.answer(raw.ask("textDocument/hover", HOVER))["error"]["code"] == -32600
    raw.notify("exit")
    assert raw.process.wait(WAIT) == 0


@pytest.fixture(scope="module")
def patient() -> Iterator[RawClient]:
    """A server that is told much nonsense, and must still end as it should."""
    with RawClient() as client:
        client.start()
        yield client
        assert client.stop() == 0
        assert b"Traceback" not in b"".join(client.errors)


@pytest.mark.parametrize(
    ("id", "body", "code"),
    [
        (None, b"{", -32700),
        (None, b"\xff\xfe\x00", -32700),
        (71, b'{"jsonrpc": "2.0", "id": 71, "method": "textDocument/hover", "params": {"position": 3}}',
            -32602),
        (72, b'{"jsonrpc": "2.0", "id": 72, "method": "textDocument/hover"}', -32602),
        (73, b'{"jsonrpc": "2.0", "id": 73, "method": "nianbao/unheard-of", "params": {}}', -32601),
        (74, b'{"jsonrpc": "2.0", "id": 74, "method": "$/unheard-of"}', -32601),
        (75,
            (b'{"jsonrpc": "2.0", "id": 75, "method": "workspace/executeCommand", "params": '
                b'{"command": "rm"}}'),
            -32602),
    ],
)  # fmt: skip
def test_what_cannot_be_handled_is_answered(
    patient: RawClient, id: int | None, body: bytes, code: int
) -> None:
    patient.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    assert patient.answer(id)["error"]["code"] == code
    assert patient.request("textDocument/hover", HOVER) is None


@pytest.mark.parametrize(
    "body",
    [b"[]", b"42", b"null", b"{}", b'"text"', b'{"jsonrpc": "1.0", "method": "exit"}', b'{"jsonrpc": "2.0"}'],
)
def test_json_that_is_no_message_changes_nothing(patient: RawClient, body: bytes) -> None:
    patient.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    assert patient.request("textDocument/hover", HOVER) is None


def test_notifications_that_make_no_sense(patient: RawClient) -> None:
    for method, params in {
        "textDocument/didOpen": {"textDocument": {"uri": 3}},
        "textDocument/didChange": {
            "textDocument": {"uri": "file:///never.md", "version": 1},
            "contentChanges": [],
        },
        "workspace/didChangeWatchedFiles": {"changes": [{"uri": "no uri at all", "type": 9}]},
        "workspace/didChangeConfiguration": {"settings": [None, {"nianbao": 3}]},
        "$/unheard-of": None,
        "nianbao/status": {"uri": "x"},
    }.items():
        patient.notify(method, params)
    assert patient.request("textDocument/hover", HOVER) is None


def test_framing_in_odd_pieces(raw: RawClient, faulty: str) -> None:
    """Headers in another order, unknown ones, bytes one at a time, and two messages at once."""
    raw.start()
    params = {"textDocument": {"uri": "file:///x.md", "languageId": "markdown", "version": 1, "text": faulty}}
    body = json.dumps(
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params}, ensure_ascii=False
    ).encode()
    message = (
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nX-Other: 1\r\nContent-Length: %d\r\n\r\n"
        % len(body)
        + body
    )
    for number in range(200):
        raw.raw(message[number : number + 1])
    change = json.dumps(
        {
            "jsonrpc": "2.0",
            "method": "textDocument/didClose",
            "params": {"textDocument": {"uri": "file:///x.md"}},
        },
        ensure_ascii=True,
    ).encode()
    raw.raw(message[200:] + b"Content-Length: %d\r\n\r\n" % len(change) + change)
    assert raw.diagnostics("file:///x.md", version=1)
    assert raw.notified("textDocument/publishDiagnostics", uri="file:///x.md")["diagnostics"] == []
    assert raw.stop() == 0


def test_a_document_that_was_never_opened(raw: RawClient) -> None:
    raw.start()
    raw.replace("file:///x.md", "text", 2)
    raw.notify("textDocument/didClose", {"textDocument": {"uri": "file:///x.md"}})
    assert raw.request("textDocument/documentSymbol", {"textDocument": {"uri": "file:///x.md"}}) is None
    assert "file:///x.md" in raw.notified("window/logMessage")["message"]
    assert raw.stop() == 0


def test_a_request_that_is_cancelled(raw: RawClient, faulty: str) -> None:
    raw.start()
    raw.open("file:///x.md", faulty)
    id = raw.ask("textDocument/hover", HOVER)
    raw.notify("$/cancelRequest", {"id": id})
    assert "result" in raw.answer(id)  # it was answered before
    assert raw.stop() == 0


def test_a_server_that_is_killed_leaves_nothing_behind(faulty: str, tmp_path: Path) -> None:
    """An editor starts another one, and opens its documents again."""
    for _ in range(2):
        with RawClient(cwd=tmp_path) as raw:
            raw.start(tmp_path, ABLE)
            raw.open("file:///x.md", faulty)
            assert raw.diagnostics("file:///x.md")
            raw.process.kill()
            raw.process.wait(WAIT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_interrupted_at_a_terminal(raw: RawClient) -> None:
    raw.start()
    raw.process.send_signal(signal.SIGINT)
    assert raw.process.wait(WAIT) == 130
    assert b"Traceback" not in b"".join(raw.errors)


def test_nothing_but_messages_on_standard_output(tmp_path: Path, faulty: str) -> None:
    """Not even where a rule of a team's own prints something."""
    (tmp_path / "chatty.py").write_text(
        "from nianbao.linter import Severity, rule\n"
        "from nianbao.grammar import Report\n"
        '@rule("XX901", "chatty", Severity.INFO)\n'
        "def chatty(report: Report):\n"
        '    print("something", flush=True)\n'
        "    return iter(())\n",
        "utf-8",
    )
    (tmp_path / "chatty.md").write_text("# XX901 chatty 多话\n\n打印文字。\n\n*Prints.*\n", "utf-8")
    (tmp_path / "nianbao.toml").write_text('rules = ["chatty.py"]\n', "utf-8")
    with RawClient(cwd=tmp_path) as raw:
        raw.start(tmp_path, ABLE, initializationOptions={"trusted": True})
        raw.open(uri_of(tmp_path / "x.md"), faulty)
        assert raw.diagnostics(uri_of(tmp_path / "x.md"))
        assert raw.received("window/showMessage") == []
        assert raw.stop() == 0
        assert b"something" in b"".join(raw.errors)


# ── Sockets ───────────────────────────────────────────────────────────────────


class SocketClient(RawClient):
    """The same client over a socket."""

    def __init__(self, process: subprocess.Popen[bytes], address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=WAIT)
        stream = self.socket.makefile("rwb")
        self.begin(process, stream, stream)

    def __exit__(self, *_: object) -> None:
        self.socket.close()


def test_tcp_serves_one_client_after_another(faulty: str) -> None:
    command = [*NIANBAO, "lsp", "--tcp", "127.0.0.1:0"]
    streams = {"stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    with running(command, **streams) as process:
        assert process.stderr
        said = process.stderr.readline().decode()
        port = int(re.findall(r"127\.0\.0\.1:(\d+)", said)[0])
        for _ in range(2):
            with SocketClient(process, ("127.0.0.1", port)) as client:
                client.start(capabilities=ABLE)
                client.open("file:///x.md", faulty)
                assert client.diagnostics("file:///x.md")
                client.request("shutdown")
                client.notify("exit")
        assert process.poll() is None


@pytest.mark.parametrize("place", ["127.0.0.1", "nowhere:x", "127.0.0.1:99999", ":2087"])
def test_tcp_somewhere_that_is_no_place(place: str) -> None:
    run = nianbao("lsp", "--tcp", place, timeout=WAIT)
    assert run.returncode == 2
    assert place in run.stderr and "2087" in run.stderr and "Traceback" not in run.stderr


def test_tcp_where_somebody_else_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        run = nianbao("lsp", "--tcp", place, timeout=WAIT)
    assert run.returncode == 2
    assert "换一个端口" in run.stderr and "Traceback" not in run.stderr


def test_the_start_is_light() -> None:
    """Few modules are loaded at the start: the protocol, and none of the readers of office files."""
    script = "import sys, nianbao.lsp.server; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    ).stdout.split()
    assert not {"docx", "lxml", "pdfplumber", "python_calamine", "pyarrow", "websockets"} & set(loaded)
