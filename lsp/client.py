"""What the editor at the other end can do."""

from __future__ import annotations

from typing import Any

from lsprotocol import types as t
from msgspec import Struct
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

from ..linter.config import Lang

LANGUAGES: tuple[Lang, ...] = ("zh", "en")


class Client(Struct, frozen=True):
    """The capabilities of an editor that make a difference here, the `lang` that it asks for (None: that of the configuration), and whether its user has
    `trusted` the workspace, so that rules which a configuration names may run."""

    encoding: str = t.PositionEncodingKind.Utf16.value
    lang: Lang | None = None
    trusted: bool = False
    pulls: bool = False  # it asks for diagnostics
    related: bool = False
    tags: bool = False
    versioned_edits: bool = False
    action_objects: bool = False
    markdown: bool = False
    snippets: bool = False
    nested_symbols: bool = False
    watches: bool = False  # it tells of changed files when it is asked to
    shows: bool = False  # it opens a document at a place when it is asked to
    refreshes: tuple[str, ...] = ()  # requests by which it asks again for what it shows

    @classmethod
    def of(cls, params: t.InitializeParams) -> Client:
        """The client that an `initialize` request comes from."""
        capabilities = params.capabilities

        def can(name: str) -> Any:
            return get_capability(capabilities, name)

        markdown = t.MarkupKind.Markdown in (can("text_document.hover.content_format") or ())
        return cls(
            encoding=str(
                t.PositionEncodingKind(ServerCapabilitiesBuilder.choose_position_encoding(capabilities)).value
            ),
            lang=lang_in(params.initialization_options),
            trusted=bool(trust_in(params.initialization_options)),
            pulls=can("text_document.diagnostic") is not None,
            related=bool(
                can("text_document.publish_diagnostics.related_information")
                or can("text_document.diagnostic.related_information")
            ),
            tags=bool(
                can("text_document.publish_diagnostics.tag_support")
                or can("text_document.diagnostic.tag_support")
            ),
            versioned_edits=bool(can("workspace.workspace_edit.document_changes")),
            action_objects=can("text_document.code_action.code_action_literal_support") is not None,
            markdown=markdown,
            snippets=bool(can("text_document.completion.completion_item.snippet_support")),
            nested_symbols=bool(can("text_document.document_symbol.hierarchical_document_symbol_support")),
            watches=bool(can("workspace.did_change_watched_files.dynamic_registration")),
            shows=bool(can("window.show_document.support")),
            refreshes=tuple(
                method for name, method in _REFRESHES.items() if can(f"workspace.{name}.refresh_support")
            ),
        )


_REFRESHES = {
    "diagnostics": t.WORKSPACE_DIAGNOSTIC_REFRESH,
    "inlay_hint": t.WORKSPACE_INLAY_HINT_REFRESH,
    "code_lens": t.WORKSPACE_CODE_LENS_REFRESH,
    "semantic_tokens": t.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
}


def lang_in(settings: Any) -> Lang | None:
    """The language that a client's settings ask for: {"lang": "en"}, or the same under "nianbao"."""
    wanted = _ours(settings).get("lang")
    return next((lang for lang in LANGUAGES if lang == wanted), None)


def trust_in(settings: Any) -> bool | None:
    """Whether the user trusts the workspace, as a client's settings say: {"trusted": true}, or the same under "nianbao"; None where they do not say."""
    trusted = _ours(settings).get("trusted")
    return trusted if isinstance(trusted, bool) else None


def _ours(settings: Any) -> dict[str, Any]:
    if not isinstance(settings, dict):
        return {}
    return settings["nianbao"] if isinstance(settings.get("nianbao"), dict) else settings
