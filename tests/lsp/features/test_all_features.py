"""Whatever stands in a document, every capability answers, and with places that are in it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import attrs
import pytest
from lsprotocol import types as t
from msgspec.structs import replace
from nianbao.linter import Config
from nianbao.lsp.client import Client
from nianbao.lsp.diagnostics.checked import CheckedDocument
from nianbao.lsp.features import FEATURES
from nianbao.lsp.report.archive import Archive
from nianbao.lsp.settings import Terms
from nianbao.lsp.workspace import Document
from pygls.exceptions import JsonRpcException

from tests.generator import STYLES, clean, draft, random_figures, render
from tests.generator.html import HTML_STYLES, render_html
from tests.lsp.editor import Buffer

ABLE = Client(
    action_objects=True, versioned_edits=True, markdown=True, nested_symbols=True, related=True, tags=True
)
TRAPS = [
    "|",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "😀",
    "\x00",
    "# ",
    "---",
    "１２",
    "一、",
    "<!-- ",
    "-->",
    "〔",
    "《",
    "2023",
    "□",
    "<td>",
    "&",
]


def document(number: int) -> Document:
    """A report in any style, with holes, repeated parts and strange characters, in any encoding."""
    rng = random.Random(f"robust {number}")
    language = "html" if number % 5 == 4 else "nianbao"
    report = draft(rng, random_figures(rng, "2021"))
    if language == "html":
        text = render_html(report, HTML_STYLES[number % len(HTML_STYLES)], rng)
    else:
        text = render(report, sorted(STYLES)[number % len(STYLES)], rng) if number % 3 else clean(rng)
    for _ in range(rng.randrange(8)):
        at, length = rng.randrange(len(text) + 1), rng.choice([0, 1, 5, 200])
        text = (
            text[:at] + rng.choice([*TRAPS, text[at : at + length]]) + text[at + length * rng.randrange(2) :]
        )
    client = replace(ABLE, encoding=("utf-8", "utf-16", "utf-32")[number % 3])
    return Document("file:///x.md", language, 3, text, client, Terms(Config()), Archive())


def params_of(method: str, document: Document, position: t.Position, everything: t.Range) -> Any:
    """The parameters of a request, as its type wants them."""
    options, actions = t.FormattingOptions(4, True), method == t.TEXT_DOCUMENT_CODE_ACTION
    values = {
        "text_document": t.TextDocumentIdentifier(document.uri), "position": position,
        "positions": [position], "range": everything, "options": options,
        "new_name": "2024" if random.Random(position.line).random() < 0.5 else "青禾县民政局",
        "context": t.CodeActionContext([]) if actions else t.ReferenceContext(include_declaration=True),
    }  # fmt: skip
    kind: Any = t.METHOD_TO_TYPES[method][2]
    needed = [field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING]
    return kind(**{name: values[name] for name in needed})


def ranges_in(value: Any) -> Iterator[t.Range]:
    if isinstance(value, t.Range):
        yield value
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from ranges_in(getattr(value, field.name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from ranges_in(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from ranges_in(one)


@pytest.mark.parametrize("number", range(45))
def test_every_capability_answers(number: int) -> None:
    page = document(number)
    buffer, grid, rng = Buffer(page.text, page.client.encoding), page.grid, random.Random(number)
    everything = t.Range(t.Position(0, 0), grid.position(len(page.text)))
    places = [rng.randrange(len(page.text) + 1) for _ in range(6)]
    checked = CheckedDocument.of(page)
    answers: list[Any] = [checked.diagnostics]
    for feature in FEATURES:
        if page.examination.report or (not feature.needs_report and page.examination.source):
            for place in places:
                with suppress(JsonRpcException):  # a name that is none
                    answers.append(
                        feature.answer(
                            page, params_of(feature.method, page, grid.position(place), everything)
                        )
                    )
    ends = {line: buffer.position(end)["character"] for line, (end, _) in enumerate(buffer.ends)}
    for found in ranges_in(answers):
        assert found.start <= found.end
        for position in (found.start, found.end):
            assert position.line in ends
            assert position.character <= ends[position.line] + 1  # between \r and \n
    for action in (
        one
        for answer in answers
        if isinstance(answer, list)
        for one in answer
        if isinstance(one, t.CodeAction)
    ):
        assert action.edit and action.edit.document_changes
        for change in action.edit.document_changes:
            assert isinstance(change, t.TextDocumentEdit) and change.text_document.version == 3
            edits = [edit for edit in change.edits if isinstance(edit, t.TextEdit)]
            buffer.edited([{"range": _json(edit.range), "newText": edit.new_text} for edit in edits])


def _json(range: t.Range) -> dict[str, dict[str, int]]:
    return {
        name: {"line": place.line, "character": place.character}
        for name, place in (("start", range.start), ("end", range.end))
    }
