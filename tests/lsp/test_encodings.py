"""The same session in every encoding, with a client that asks for diagnostics and with one that does not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types as t
from pytest_lsp import ClientServerConfig, LanguageClient

from tests.lsp.editor import UNITS, Buffer

pytestmark = pytest.mark.filterwarnings("error::pytest_lsp.LspSpecificationWarning")
URI = "file:///%E6%8A%A5%E5%91%8A/2023.md"
TRAPS = "😀𠮷\u2028\u2029\v\f\x1c\x85"


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[sys.executable, "-m", "nianbao", "lsp", "--stdio"]),
    params=[(encoding, pulls) for encoding in sorted(UNITS) for pulls in (False, True)],
    ids=lambda one: f"{one[0]}-{'pull' if one[1] else 'push'}",
)  # type: ignore[untyped-decorator]
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient) -> AsyncIterator[None]:
    encoding, pulls = request.param
    capabilities = t.ClientCapabilities(
        general=t.GeneralClientCapabilities(position_encodings=[t.PositionEncodingKind(encoding)]),
        text_document=t.TextDocumentClientCapabilities(
            diagnostic=t.DiagnosticClientCapabilities() if pulls else None,
            publish_diagnostics=t.PublishDiagnosticsClientCapabilities(related_information=True),
            code_action=t.CodeActionClientCapabilities(
                code_action_literal_support=t.ClientCodeActionLiteralOptions(
                    t.ClientCodeActionKindOptions([t.CodeActionKind.QuickFix])
                )
            ),
            hover=t.HoverClientCapabilities(content_format=[t.MarkupKind.Markdown]),
        ),
        workspace=t.WorkspaceClientCapabilities(
            workspace_edit=t.WorkspaceEditClientCapabilities(document_changes=True)
        ),
    )
    result = await lsp_client.initialize_session(t.InitializeParams(capabilities=capabilities))
    assert result.capabilities.position_encoding == encoding
    assert (result.capabilities.diagnostic_provider is not None) is pulls
    yield
    await lsp_client.shutdown_session()
    assert lsp_client.log_messages == []


async def diagnostics(client: LanguageClient, version: int) -> Sequence[t.Diagnostic]:
    """The diagnostics of a version, pushed or pulled as the client wants."""
    if (
        client.capabilities
        and client.capabilities.text_document
        and client.capabilities.text_document.diagnostic
    ):
        report = await client.text_document_diagnostic_async(
            t.DocumentDiagnosticParams(t.TextDocumentIdentifier(URI))
        )
        assert isinstance(report, t.RelatedFullDocumentDiagnosticReport)
        assert client.diagnostics == {}
        return report.items
    for _ in range(200):
        if URI in client.diagnostics and client.versions.get(URI) == version:  # type: ignore[attr-defined]
            return client.diagnostics[URI]
        await asyncio.sleep(0.05)
    raise AssertionError(f"nothing was said of version {version}")


def remember_versions(client: LanguageClient) -> None:
    """pytest-lsp keeps diagnostics without the version that they are for."""
    client.versions = {}  # type: ignore[attr-defined]
    handler = client.protocol.fm.features.pop(t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    @client.feature(t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def published(params: t.PublishDiagnosticsParams) -> None:
        client.versions[params.uri] = params.version  # type: ignore[attr-defined]
        handler(params)


def as_json(range: t.Range) -> dict[str, Any]:
    return {
        name: {"line": place.line, "character": place.character}
        for name, place in (("start", range.start), ("end", range.end))
    }


async def test_from_a_finding_to_its_fix(
    client: LanguageClient, faulty: str, request: pytest.FixtureRequest
) -> None:
    encoding = request.node.callspec.params["client"][0]
    remember_versions(client)
    # Astral characters before faults on the same line, and line ends that are none on the line before.
    text = faulty.replace("| 31 | 0", f"| 31 | 0 <!-- {TRAPS} --> ").replace(
        "把公开透明", f"{TRAPS}把公开透明"
    )
    for label in ("（七）总计", "一、本年新收"):
        text = text.replace(f"| {label}", f"| <!-- {TRAPS} -->{label}")
    buffer = Buffer(text, encoding)
    client.text_document_did_open(t.DidOpenTextDocumentParams(t.TextDocumentItem(URI, "markdown", 1, text)))
    found = {one.code: one for one in await diagnostics(client, 1)}
    assert buffer.within(as_json(found["NB301"].range)) == "31"
    assert buffer.within(as_json(found["NB104"].range)) == "基本情况"
    assert [
        buffer.within(as_json(one.location.range)) for one in found["NB301"].related_information or ()
    ] == ["1", "13"]

    # An edit behind all of that, on a line after one with false line ends.
    place = buffer.range("| 2 | 1 | 0 | 0 | 0 |")
    start, end = (t.Position(**place[name]) for name in ("start", "end"))
    change = t.TextDocumentContentChangePartial(range=t.Range(start, end), text="| 2 | 1 | 0 | 0 | 3 |")
    client.text_document_did_change(
        t.DidChangeTextDocumentParams(t.VersionedTextDocumentIdentifier(version=2, uri=URI), [change])
    )
    buffer = Buffer(text.replace("| 2 | 1 | 0 | 0 | 0 |", "| 2 | 1 | 0 | 0 | 3 |", 1), encoding)
    found = {one.code: one for one in await diagnostics(client, 2)}
    assert "NB304" not in found

    # The fix of a wrong cell, made in the editor's own text.
    wrong = found["NB301"]
    context = t.CodeActionContext([wrong], only=[t.CodeActionKind.QuickFix])
    actions = await client.text_document_code_action_async(
        t.CodeActionParams(t.TextDocumentIdentifier(URI), wrong.range, context)
    )
    action = next(
        one for one in actions or () if isinstance(one, t.CodeAction) and one.title.startswith("改为 13")
    )
    assert action.edit and action.edit.document_changes
    (document,) = action.edit.document_changes
    assert isinstance(document, t.TextDocumentEdit)
    assert (document.text_document.uri, document.text_document.version) == (URI, 2)
    edits = [
        {"range": as_json(edit.range), "newText": edit.new_text}
        for edit in document.edits
        if isinstance(edit, t.TextEdit)
    ]
    after = buffer.edited(edits)
    assert after == buffer.text.replace("| 31 | 0", "| 13 | 0", 1)
    client.text_document_did_change(
        t.DidChangeTextDocumentParams(
            t.VersionedTextDocumentIdentifier(version=3, uri=URI),
            [
                t.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text)
                for edit in document.edits
                if isinstance(edit, t.TextEdit)
            ],
        )
    )
    assert "NB301" not in {one.code for one in await diagnostics(client, 3)}

    # A place given by the client.
    position = Buffer(after, encoding).at("| 13 | 0", 3)
    hover = await client.text_document_hover_async(
        t.HoverParams(t.TextDocumentIdentifier(URI), t.Position(**position))
    )
    assert hover and isinstance(hover.contents, t.MarkupContent)
    assert "✓ “自然人”列：13 + 1 = 14" in hover.contents.value

    client.text_document_did_close(t.DidCloseTextDocumentParams(t.TextDocumentIdentifier(URI)))
