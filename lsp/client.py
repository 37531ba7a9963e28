"""The editor at the other end: what it can do and what its user wants."""

from __future__ import annotations

from typing import Any

from lsprotocol import types as t
from msgspec import Struct
from msgspec.structs import replace
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

from ..linter.config import Lang

LANGUAGES: tuple[Lang, ...] = ("zh", "en")


class Client(Struct, frozen=True):
    """The capabilities and settings of an editor that make a difference here."""

    encoding: str = t.PositionEncodingKind.Utf16.value
    lang: Lang | None = None  # of messages; None: as the configuration says
    trusted: bool = False  # the user trusts the workspace, so rules that a configuration names may run
    pulls: bool = False  # it asks for diagnostics
    related: bool = False  # it shows related places of a diagnostic
    tags: bool = False  # it fades diagnostics
    versioned_edits: bool = False  # it refuses edits of another version
    action_objects: bool = False  # it takes code actions that are more than commands
    markdown: bool = False  # in hovers
    snippets: bool = False
    nested_symbols: bool = False
    watches: bool = False  # it reports changes of files when asked to
    shows: bool = False  # it opens a document at a place when asked to
    refreshes: tuple[str, ...] = ()  # requests that make it ask again for what it shows

    @classmethod
    def of(cls, params: t.InitializeParams) -> Client:
        """The client that sent an `initialize` request."""
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

    def with_settings(self, settings: Any) -> Client:
        """The same client after a change of its settings. What these do not mention stays."""
        trusted = trust_in(settings)
        return replace(
            self,
            lang=lang_in(settings) or self.lang,
            trusted=self.trusted if trusted is None else trusted,
        )


_REFRESHES = {
    "diagnostics": t.WORKSPACE_DIAGNOSTIC_REFRESH,
    "inlay_hint": t.WORKSPACE_INLAY_HINT_REFRESH,
    "code_lens": t.WORKSPACE_CODE_LENS_REFRESH,
    "semantic_tokens": t.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
}


def lang_in(settings: Any) -> Lang | None:
    """The language that settings ask for: {"lang": "en"}, or the same under "nianbao"."""
    wanted = _ours(settings).get("lang")
    return next((lang for lang in LANGUAGES if lang == wanted), None)


def trust_in(settings: Any) -> bool | None:
    """Whether settings say that the user trusts the workspace: {"trusted": true}, or that under "nianbao".

    None if they do not say.
    """
    trusted = _ours(settings).get("trusted")
    return trusted if isinstance(trusted, bool) else None


def _ours(settings: Any) -> dict[str, Any]:
    if not isinstance(settings, dict):
        return {}
    return settings["nianbao"] if isinstance(settings.get("nianbao"), dict) else settings
