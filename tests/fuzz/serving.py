"""The language server: well-formed messages with wild parameters, and bytes that may be no messages."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Iterator
from typing import Any

from lsprotocol import types as t
from nianbao.lsp.embedded import serve
from nianbao.lsp.features import COMMANDS, FEATURES
from nianbao.lsp.server import Server
from nianbao.lsp.transport import serve as serve_stream

from tests.fuzz import mutations
from tests.fuzz.target import Target
from tests.generator import clean

METHODS = (
    *(feature.method for feature in FEATURES),
    *(method for method in t.METHOD_TO_TYPES if method.startswith(("textDocument/did", "workspace/"))),
    t.INITIALIZE, t.INITIALIZED, t.SHUTDOWN, t.EXIT, t.CANCEL_REQUEST, t.SET_TRACE, "x/unknown",
)  # fmt: skip
INTERNAL = -32603


class _Faults(logging.Handler):
    """Keeps what the server logs as a failure of its own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.errors.append(record.exc_info[1])


class _Watched:
    """Raises, when a session is over, the first failure that was logged in it."""

    def __enter__(self) -> None:
        self.handler, self.log = _Faults(), logging.getLogger("nianbao.lsp.server")
        self.before, self.disabled = self.log.propagate, logging.root.manager.disable
        logging.disable(logging.NOTSET)
        self.log.propagate = False
        logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
        self.log.addHandler(self.handler)

    def __exit__(self, *_: object) -> None:
        self.log.removeHandler(self.handler)
        self.log.propagate = self.before
        logging.disable(self.disabled)
        if self.handler.errors:
            raise self.handler.errors[0]


def converse(data: bytes) -> None:
    """Every request gets one answer, none of them an internal error, and no feature fails."""
    with _Watched():
        asyncio.run(_converse([mutations.loaded(line) for line in data.splitlines()]))


async def _converse(messages: list[Any]) -> None:
    sent: list[Any] = []
    receive = serve(lambda text: sent.append(json.loads(text)))
    asked = []
    for message in messages:
        receive(json.dumps(message))
        if isinstance(message, dict) and _is_request(message):
            asked.append(message["id"])
    for _ in range(3):
        await asyncio.sleep(0)
    answered = [message.get("id") for message in sent if "method" not in message]
    for message in sent:
        assert message.get("error", {}).get("code") != INTERNAL or not isinstance(
            message["id"], (int, str)
        ), message
    assert {*asked} <= {id for id in answered if isinstance(id, (int, str))}, (asked, answered)


def _is_request(message: dict[str, Any]) -> bool:
    """Whether a message wants an answer. A notification with an id is none."""
    method = message.get("method", 0)
    types = t.METHOD_TO_TYPES.get(method) if isinstance(method, str) else None
    named = (
        isinstance(message.get("id"), (int, str)) and message.get("jsonrpc") == "2.0" and "method" in message
    )
    return named and not (types and types[0].__name__.endswith("Notification"))


def stream(data: bytes) -> None:
    """Whatever comes over a pipe, the session ends when the pipe does, without an exception."""
    with _Watched():
        asyncio.run(_stream(data))


async def _stream(data: bytes) -> None:
    sent: list[bytes] = []

    class Outlet:
        def write(self, data: bytes) -> None:
            sent.append(data)

        def close(self) -> None:
            """Nothing is open."""

    reader = asyncio.StreamReader(limit=2**26)
    reader.feed_data(data)
    reader.feed_eof()
    server = Server()
    server.protocol.set_writer(Outlet())
    assert await asyncio.wait_for(serve_stream(server, reader), 60) in (0, 1)
    for body in sent:
        json.loads(body.partition(b"\r\n\r\n")[2])


def sessions() -> Iterator[bytes]:
    """Whole sessions over a report: opened, changed, and asked everything about it."""
    for number in range(4):
        yield b"\n".join(json.dumps(message).encode() for message in session(number))


def session(number: int) -> list[dict[str, Any]]:
    rng = random.Random(number)
    text = clean(rng)[: 900 * number + 3000]
    uri = "file:///nowhere/x.md"
    document = {"uri": uri}
    place = {"line": rng.randrange(40), "character": rng.randrange(12)}
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 400, "character": 0}}
    messages: list[dict[str, Any]] = [
        {
            "id": 1,
            "method": "initialize",
            "params": {
                "processId": None,
                "rootUri": "file:///nowhere",
                "capabilities": _ABLE if number % 2 else {},
            },
        },
        {"method": "initialized", "params": {}},
        {
            "method": "textDocument/didOpen",
            "params": {"textDocument": {**document, "languageId": "markdown", "version": 1, "text": text}},
        },
    ]
    for feature in FEATURES:
        params = {
            "textDocument": document, "position": place, "positions": [place], "range": everything,
            "options": {"tabSize": 4, "insertSpaces": True},
            "newName": "2024", "context": {"diagnostics": [], "includeDeclaration": True},
        }  # fmt: skip
        messages.append({"id": len(messages) + 10, "method": feature.method, "params": params})
    edit = {"range": {"start": place, "end": place}, "text": "12"}
    messages.append(
        {
            "method": "textDocument/didChange",
            "params": {"textDocument": {**document, "version": 2}, "contentChanges": [edit, edit]},
        }
    )
    for command in COMMANDS:
        messages.append(
            {
                "id": len(messages) + 10,
                "method": "workspace/executeCommand",
                "params": {"command": command, "arguments": [uri]},
            }
        )
    messages.append(
        {"method": "workspace/didChangeConfiguration", "params": {"settings": {"nianbao": {"lang": "en"}}}}
    )
    messages.append(
        {
            "method": "workspace/didChangeWatchedFiles",
            "params": {"changes": [{"uri": "file:///nowhere/nianbao.toml", "type": 2}]},
        }
    )
    messages.append({"id": 900, "method": "textDocument/diagnostic", "params": {"textDocument": document}})
    messages.append({"method": "textDocument/didClose", "params": {"textDocument": document}})
    messages.append({"id": 901, "method": "shutdown"})
    return [{"jsonrpc": "2.0", **message} for message in messages]


_ABLE = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "textDocument": {
        "diagnostic": {},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        "publishDiagnostics": {},
    },
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "window": {"showDocument": {"support": True}},
}


def streams() -> Iterator[bytes]:
    for number in range(2):
        bodies = [json.dumps(message).encode() for message in session(number)[: 6 + 20 * number]]
        yield b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    yield (
        b"Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnullContent-Length: 1\r\n\r\n"
        b"[Content-Length: 99999999999\r\n\r\n"
    )


def framed(data: bytes, rng: random.Random) -> bytes:
    """Headers and bodies changed by bytes and by words."""
    return mutations.scattered(data, rng) if rng.random() < 0.5 else mutations.text(data, rng)


TARGETS = {
    "messages": Target(converse, sessions, mutations.lines_of_json(METHODS), 60_000),
    "stream": Target(stream, streams, framed, 60_000),
}
