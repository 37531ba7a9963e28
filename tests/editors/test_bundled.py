"""The server in the extension, which runs without Python, finds what the same server finds in Python."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from nianbao.linter import all_rules
from nianbao.linter.pages import page_of
from nianbao.lsp.embedded import serve

from tests.conftest import ROOT
from tests.generator import draft, random_figures, render

DRAFTS = 40


def documents() -> dict[str, str]:
    """The examples, those of all rule pages, and generated reports, by their addresses."""
    texts = [path.read_bytes().decode() for path in sorted((ROOT / "examples").glob("*.*"))]
    texts += [page_of(rule).text for rule in all_rules()]
    for seed in range(DRAFTS):
        rng = random.Random(seed)
        year = rng.choice(("2019", "2021"))
        texts.append(
            render(
                draft(rng, random_figures(rng, year)), rng.choice(("markdown", "pipe", "bars", "tsv")), rng
            )
        )
    return {f"file:///reports/{number}.nianbao.txt": text for number, text in enumerate(texts)}


async def in_python(texts: dict[str, str]) -> dict[str, Any]:
    """The findings of the server in this interpreter."""
    found: dict[str, Any] = {}
    done = asyncio.Event()

    def take(message: str) -> None:
        told = json.loads(message)
        if told.get("method") == "textDocument/publishDiagnostics":
            found[told["params"]["uri"]] = told["params"]["diagnostics"]
            if len(found) == len(texts):
                done.set()

    say = serve(take)
    say(
        json.dumps(
            {
                "jsonrpc": "2.0",
                "id": 1,
                "method": "initialize",
                "params": {"processId": None, "rootUri": None, "capabilities": {}},
            }
        )
    )
    say(json.dumps({"jsonrpc": "2.0", "method": "initialized", "params": {}}))
    for uri, text in texts.items():
        opened = {"uri": uri, "languageId": "nianbao", "version": 1, "text": text}
        say(
            json.dumps(
                {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": opened}}
            )
        )
    await asyncio.wait_for(done.wait(), 100)
    return found


def bundled(vsix: Path, texts: dict[str, str]) -> Any:
    """The findings of the server in the extension."""
    command = ["node", str(Path(__file__).with_name("bundled.mjs")), str(vsix.parent / "server.cjs")]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, encoding="utf-8", timeout=250, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.timeout(300)
async def test_the_bundled_server_finds_the_same(vsix: Path) -> None:
    texts = documents()
    assert bundled(vsix, texts) == await in_python(texts)


@pytest.mark.timeout(300)
async def test_the_bundled_server_reads_the_configuration(vsix: Path, tmp_path: Path) -> None:
    (tmp_path / "nianbao.toml").write_text(
        'ignore = ["row-label"]\n[per-file-ignores]\n"甲/*.txt" = ["NB3"]\n', "utf-8"
    )
    text = (ROOT / "examples" / "faulty.md").read_text("utf-8")
    texts = {(tmp_path / name).as_uri(): text for name in ("甲/一.nianbao.txt", "乙/二.nianbao.txt")}
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
    found = bundled(vsix, texts)
    assert found == await in_python(texts)
    first, second = ({one["code"] for one in found[uri]} for uri in texts)
    assert "NB204" not in first | second
    assert second - first == {"NB301", "NB304"}
