"""The server inside another program, without processes, pipes or threads."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

from nianbao.lsp.embedded import serve

from tests.lsp.client import Json
from tests.lsp.conftest import ABLE


async def test_messages_in_and_out(faulty: str) -> None:
    sent: list[Json] = []
    threads = threading.active_count()
    receive = serve(lambda text: sent.append(json.loads(text)))

    def tell(**message: Any) -> None:
        receive(json.dumps({"jsonrpc": "2.0", **message}))

    tell(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": ABLE})
    tell(method="initialized", params={})
    receive("{")
    document = {"uri": "file:///x.md", "languageId": "markdown", "version": 1, "text": faulty}
    tell(method="textDocument/didOpen", params={"textDocument": document})
    tell(
        method="textDocument/didChange",
        params={
            "textDocument": {"uri": "file:///x.md", "version": 2},
            "contentChanges": [{"text": faulty + "\n"}],
        },
    )
    await asyncio.sleep(0.5)
    published = [
        message["params"] for message in sent if message.get("method") == "textDocument/publishDiagnostics"
    ]
    assert [(one["version"], len(one["diagnostics"])) for one in published] == [(1, 6), (2, 6)]
    assert [message["error"]["code"] for message in sent if "error" in message] == [-32700]
    tell(id=2, method="shutdown")
    assert sent[-1] == {"jsonrpc": "2.0", "id": 2, "result": None}
    assert threading.active_count() == threads
