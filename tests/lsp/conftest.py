"""Servers for the tests: real processes, started once for each module that shares one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.lsp.client import Json, RawClient
from tests.lsp.page import Page

ABLE: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}},
        "completion": {"completionItem": {"snippetSupport": False}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {
            "relatedInformation": True,
            "tagSupport": {"valueSet": [1, 2]},
            "dataSupport": True,
        },
        "rename": {"prepareSupport": True},
    },
    "window": {"showDocument": {"support": True}},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
"""The capabilities of an able editor that does not ask for diagnostics."""


def with_pull(capabilities: Json, refresh: bool = True) -> Json:
    """The same editor, asking for diagnostics."""
    text = {**capabilities["textDocument"], "diagnostic": {"dynamicRegistration": False}}
    return {
        **capabilities,
        "textDocument": text,
        "workspace": {**capabilities["workspace"], "diagnostics": {"refreshSupport": refresh}},
    }


@pytest.fixture
def raw() -> Iterator[RawClient]:
    """A server that has been told nothing yet."""
    with RawClient() as client:
        yield client


@pytest.fixture(scope="module")
def server() -> Iterator[RawClient]:
    """A server with an able client; at the end it must have had nothing to complain of."""
    with RawClient() as client:
        client.start(capabilities=ABLE)
        yield client
        assert client.stop() == 0
        assert client.received("window/logMessage") == []
        assert client.errors == []


@pytest.fixture(scope="session")
def faulty() -> str:
    """The example with one fault of each common kind."""
    return (ROOT / "examples" / "faulty.md").read_text("utf-8")


@pytest.fixture(scope="session")
def sound() -> str:
    """The example without a fault."""
    return (ROOT / "examples" / "clean.md").read_text("utf-8")


@pytest.fixture(scope="module")
def page(server: RawClient, faulty: str) -> Page:
    """The faulty example, open in the server."""
    return Page(server, "page.md", faulty)


def uri_of(path: Path) -> str:
    return path.resolve().as_uri()
