"""After any edits, the server finds and fixes what the command finds and fixes in the same text."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from nianbao.linter import Source, check

from tests.differential.reports import ASTRAL, text
from tests.lsp.client import RawClient
from tests.lsp.conftest import uri_of
from tests.lsp.editor import Buffer
from tests.lsp.test_parity import by_command, of_server

DOCUMENTS, EDITS, FIXED = 24, 12, 30
INSERTED = (
    "0",
    "1",
    "，",
    "\n",
    "\r\n",
    "\r",
    "|",
    "\t",
    "# ",
    "一、",
    "\u2028",
    "<!-- 注 -->",
    "其中：",
    *ASTRAL,
)


def edited(server: RawClient, uri: str, before: str, rng: random.Random) -> str:
    """The text after some edits that the server is told of: characters inserted, removed or moved."""
    for version in range(2, 2 + EDITS // 3):
        changes = []
        for _ in range(3):
            start = rng.randrange(len(before))
            end = min(len(before), start + rng.choice((0, 0, 1, 2, 40)))
            while (
                before[start - 1 : start + 1] == "\r\n" or before[end - 1 : end + 1] == "\r\n"
            ):  # within a line end there is no place
                start, end = max(start - 1, 0), max(end - 1, 0)
            new = rng.choice((*INSERTED, "", before[end : end + 200]))
            buffer = Buffer(before, "utf-32")
            changes.append(
                {"range": {"start": buffer.position(start), "end": buffer.position(end)}, "text": new}
            )
            before = before[:start] + new + before[end:]
        server.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": changes},
        )
    return before


def test_after_any_edits_the_server_says_what_the_command_says(server: RawClient, tmp_path: Path) -> None:
    files = []
    for number in range(DOCUMENTS):
        rng = random.Random(f"edits {number}")
        file = tmp_path / f"{number}.md"
        before = text(rng)
        server.open(uri_of(file), before, language="nianbao")
        file.write_bytes(edited(server, uri_of(file), before, rng).encode())
        files.append(file)
    expected = by_command(files)
    assert sum(map(bool, expected.values())) > DOCUMENTS / 2
    for file in files:
        assert (
            list(map(of_server, server.diagnostics(uri_of(file), 1 + EDITS // 3))) == expected[str(file)]
        ), file.name


def test_fixing_leaves_nothing_to_fix_and_is_what_fix_all_does(server: RawClient, tmp_path: Path) -> None:
    before: dict[Path, str] = {}
    for number in range(FIXED):
        file = tmp_path / f"{number}.md"
        before[file] = text(random.Random(f"fix {number}"))
        file.write_bytes(before[file].encode())
    assert _nianbao("fix", *before).returncode == 0
    assert sum(file.read_bytes().decode() != original for file, original in before.items()) > FIXED / 4
    after = {file: file.read_bytes() for file in before}
    for file, original in before.items():
        repaired = after[file].decode()
        assert not [
            finding
            for finding in check(Source(str(file), repaired))
            if not finding.waived and any(fix.safe for fix in finding.fixes)
        ], file.name
        server.open(uri_of(file), original, language="nianbao")
        assert _fixed_by_server(server, uri_of(file), original) == repaired, file.name
    assert _nianbao("fix", *before).returncode == 0 and after == {
        file: file.read_bytes() for file in before
    }, "twice is once"


def _fixed_by_server(server: RawClient, uri: str, original: str) -> str:
    buffer = Buffer(original, "utf-32")
    wanted = {
        "textDocument": {"uri": uri},
        "range": buffer.everything,
        "context": {"diagnostics": [], "only": ["source.fixAll"]},
    }
    actions = server.request("textDocument/codeAction", wanted)
    if not actions:
        return original
    (action,) = actions
    (change,) = action["edit"]["documentChanges"]
    return buffer.edited(change["edits"])


def _nianbao(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nianbao", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
