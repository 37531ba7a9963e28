"""Opening a folder in an editor runs nothing of it: a team's rules are code that needs a user's trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.lsp.client import RawClient

FAULTY = (ROOT / "examples" / "faulty.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose configuration names a rule that leaves a trace when it is loaded."""
    (tmp_path / "trace.py").write_text(
        "from pathlib import Path\nPath(__file__).with_name('ran').touch()\n", "utf-8"
    )
    (tmp_path / "nianbao.toml").write_text('lang = "en"\nrules = ["trace.py"]\n', "utf-8")
    (tmp_path / "a.md").write_text(FAULTY, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"initializationOptions": {"trusted": False}},
        {"initializationOptions": {"trusted": "yes"}},
        {"initializationOptions": 3},
    ],
)
def test_nothing_runs_without_trust(folder: Path, options: dict[str, object]) -> None:
    uri = (folder / "a.md").as_uri()
    with RawClient(cwd=folder) as client:
        client.start(folder, initializationOptions=options)
        client.open(uri, FAULTY)
        assert client.diagnostics(uri)
        assert "信任" in client.notified("window/showMessage")["message"]
        client.request("workspace/executeCommand", {"command": "nianbao.checkWorkspace", "arguments": []})
        assert client.stop() == 0
    assert not (folder / "ran").exists()


def test_trust_can_be_given_and_taken_while_the_server_runs(folder: Path) -> None:
    uri = (folder / "a.md").as_uri()
    with RawClient(cwd=folder) as client:
        client.start(folder)
        client.open(uri, FAULTY)
        client.diagnostics(uri)
        assert not (folder / "ran").exists()
        client.notify("workspace/didChangeConfiguration", {"settings": {"nianbao": {"trusted": True}}})
        client.request("workspace/executeCommand", {"command": "nianbao.server.doctor", "arguments": [uri]})
        assert (folder / "ran").exists()
        (folder / "ran").unlink()
        client.notify("workspace/didChangeConfiguration", {"settings": {"nianbao": {"trusted": False}}})
        (folder / "trace.py").write_text((folder / "trace.py").read_text("utf-8") + "# changed\n", "utf-8")
        client.notify(
            "workspace/didChangeWatchedFiles",
            {"changes": [{"uri": (folder / "nianbao.toml").as_uri(), "type": 2}]},
        )
        client.request("workspace/executeCommand", {"command": "nianbao.server.doctor", "arguments": [uri]})
        assert client.stop() == 0
    assert not (folder / "ran").exists()


def test_shutdown_is_answered_while_something_runs(folder: Path) -> None:
    """A request without an answer is cancelled, and does not keep the server from ending well."""
    for number in range(30):
        (folder / f"{number}.md").write_text(FAULTY, "utf-8")
    with RawClient(cwd=folder) as client:
        client.start(folder)
        pending = client.ask(
            "workspace/executeCommand", {"command": "nianbao.checkWorkspace", "arguments": []}
        )
        assert client.stop() == 0
        assert client.answer(pending)["error"]["code"] == -32800
