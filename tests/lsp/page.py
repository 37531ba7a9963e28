"""A document that is open in a server, and what can be asked about it."""

from __future__ import annotations

from typing import Any

from tests.lsp.client import Json, RawClient
from tests.lsp.editor import Buffer


class Page:
    """A document that is open in a server."""

    def __init__(self, server: RawClient, name: str, text: str, language: str = "markdown") -> None:
        self.server, self.uri, self.buffer, self.language = (
            server,
            name if ":" in name else f"file:///f/{name}",
            Buffer(text),
            language,
        )
        server.open(self.uri, text, language=language)

    def ask(self, method: str, at: Json | None = None, **params: Any) -> Any:
        place = {"position": at} if at else {}
        return self.server.request(
            f"textDocument/{method}", {"textDocument": {"uri": self.uri}, **place, **params}
        )

    def hover(self, at: Json) -> str:
        found = self.ask("hover", at)
        return str(found["contents"]["value"]) if found else ""

    def actions(self, range: Json, *only: str, diagnostics: list[Json] | None = None) -> dict[str, Json]:
        context: Json = {"diagnostics": diagnostics or []}
        return {
            one["title"]: one
            for one in self.ask(
                "codeAction", range=range, context=context | ({"only": list(only)} if only else {})
            )
        }

    def after(self, action: Json) -> str:
        """The text after an action, which must be meant for this version of it."""
        (change,) = action["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": self.uri, "version": 1}
        return self.buffer.edited(change["edits"])

    def texts(self, locations: list[Json]) -> list[str]:
        assert {one["uri"] for one in locations} <= {self.uri}
        return [self.buffer.within(one["range"]) for one in locations]
