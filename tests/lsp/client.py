"""A client that speaks the protocol byte by byte, and knows nothing of the server's libraries."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import subprocess
import threading
from collections.abc import Callable, Mapping
from io import BufferedIOBase
from pathlib import Path
from typing import IO, Any

from tests.command import NIANBAO
from tests.processes import end, start

Json = dict[str, Any]
WAIT = 20.0  # seconds, for a loaded machine


RESULTS = {"window/showDocument": {"success": True}}
"""Answers of the client to requests of the server; null to all others."""


class RawClient:
    """A server process and its pipes. Messages from the server are kept in order."""

    def __init__(
        self, *arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        process = start(
            [*NIANBAO, "lsp", *arguments], pipes=True, cwd=cwd, env={**os.environ, **(environment or {})}
        )
        assert process.stdin and process.stdout
        self.begin(process, process.stdout, process.stdin)

    def begin(
        self,
        process: subprocess.Popen[bytes],
        reader: BufferedIOBase | IO[bytes],
        writer: BufferedIOBase | IO[bytes],
    ) -> None:
        """Speak with a server that is running."""
        self.process, self.reader, self.writer = process, reader, writer
        self.messages: queue.Queue[Json | None] = queue.Queue()
        self.errors: list[bytes] = []
        self._ids = itertools.count(1)
        self._kept: list[Json] = []
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._drain, daemon=True).start()

    def __enter__(self) -> RawClient:
        return self

    def __exit__(self, *_: object) -> None:
        end(self.process)

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the connection was cut, or closed at the end
            self._read_all()
        self.messages.put(None)

    def _read_all(self) -> None:
        while header := self.reader.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = self.reader.readline()
            self.messages.put(json.loads(self.reader.read(length)))

    def _drain(self) -> None:
        assert self.process.stderr
        with contextlib.suppress(ValueError):  # closed at the end
            self.errors.extend(self.process.stderr)

    # ── Sending ───────────────────────────────────────────────────────────

    def raw(self, data: bytes) -> None:
        self.writer.write(data)
        self.writer.flush()

    def send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"method": method, "params": params} if params is not None else {"method": method})

    def ask(self, method: str, params: Any = None) -> int:
        """Send a request without waiting for its answer. Returns its id."""
        id = next(self._ids)
        self.send({"id": id, "method": method} | ({"params": params} if params is not None else {}))
        return id

    def request(self, method: str, params: Any = None) -> Any:
        """The result of a request; AssertionError where it fails."""
        answer = self.answer(self.ask(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    # ── Receiving ─────────────────────────────────────────────────────────

    def wait(self, wanted: Callable[[Json], bool]) -> Json:
        """The first message that is wanted; the others are kept."""
        for message in self._kept:
            if wanted(message):
                self._kept.remove(message)
                return message
        while True:
            received = self.messages.get(timeout=WAIT)
            assert received is not None, b"".join(self.errors).decode()
            if "id" in received and "method" in received:
                self.send({"id": received["id"], "result": RESULTS.get(received["method"])})
            if wanted(received):
                return received
            self._kept.append(received)

    def answer(self, id: int | None) -> Json:
        return self.wait(lambda message: "method" not in message and message.get("id") == id)

    def notified(self, method: str, **params: Any) -> Any:
        """The parameters of the first notification of this kind with such parameters."""

        def fits(message: Json) -> bool:
            return message.get("method") == method and all(
                message["params"].get(name) == value for name, value in params.items()
            )

        return self.wait(fits)["params"]

    def received(self, method: str) -> list[Json]:
        """All messages of a kind that have come so far and were not waited for."""
        while not self.messages.empty():
            message = self.messages.get()
            if message is not None:
                self._kept.append(message)
        return [message for message in self._kept if message.get("method") == method]

    # ── Whole exchanges ───────────────────────────────────────────────────

    def start(self, root: Path | None = None, capabilities: Json | None = None, **options: Any) -> Json:
        """`initialize` and `initialized`. Returns what the server can do."""
        params = {
            "processId": None,
            "rootUri": root.as_uri() if root else None,
            "capabilities": capabilities or {},
            **options,
        }
        result: Json = self.request("initialize", params)
        self.notify("initialized", {})
        return result

    def open(self, uri: str, text: str, version: int = 1, language: str = "markdown") -> None:
        self.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": language, "version": version, "text": text}},
        )

    def replace(self, uri: str, text: str, version: int) -> None:
        self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]},
        )

    def diagnostics(self, uri: str, version: int = 1) -> list[Json]:
        found: list[Json] = self.notified("textDocument/publishDiagnostics", uri=uri, version=version)[
            "diagnostics"
        ]
        return found

    def stop(self) -> int:
        """`shutdown` and `exit`. Returns the exit status."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(timeout=WAIT)
