"""What can be done about a finding: its fixes, a waiver with a reason, and all safe fixes at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, takewhile

from lsprotocol import types as t

from ...grammar import Span
from ...grammar.regex import Regex
from ...grammar.text.maps import Markup
from ...linter import Examination, Finding, Fix, Message, Source, examine
from ...linter.fixes import Unfixable, fixes_of, mend, replacements
from ..convert import diagnostic
from ..feature import Feature
from ..locate import table_at
from ..workspace import BOM, Document

FIX_ALL = "source.fixAll.nianbao"
CONFIRM = Message(zh="{title}（需人工确认）", en="{title} (to be confirmed)")
ALL = Message(zh="应用全部安全修改", en="apply all safe fixes")
WAIVE = Message(zh="不计 {code}（请补写理由）", en="waive {code} (complete the reason)")
REASON = Message(zh="因……", en="because …")

_LINE = Regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def actions(document: Document, params: t.CodeActionParams) -> list[t.CodeAction] | None:
    """Actions for the findings that a range touches, safe fixes first; made from the examination that the diagnostics were made from."""
    if not document.client.action_objects:
        return None
    wanted = params.context.only
    found: list[t.CodeAction] = []
    if _asked(t.CodeActionKind.QuickFix.value, wanted):
        start, end = document.offset(params.range.start), document.offset(params.range.end)
        known = {
            one.data["fingerprint"]
            for one in params.context.diagnostics
            if isinstance(one.data, dict) and "fingerprint" in one.data
        }
        touched = [
            one
            for one in document.examination.findings
            if one.fingerprint in known or _touches(one, start, end)
        ]
        for finding in touched:
            found += _fixes(document, finding)
        for finding in touched:
            found += _waiver(document, finding)
    sought = (
        wanted or params.context.trigger_kind is not t.CodeActionTriggerKind.Automatic
    )  # else it is for a light bulb, at every step of the cursor
    if (
        sought
        and _asked(FIX_ALL, wanted)
        and any(fix.safe for finding in document.examination.findings for fix in finding.fixes)
    ):
        found += _fix_all(document)
    return found


def _asked(kind: str, wanted: object) -> bool:
    """Whether a client wants actions of a kind; it may name a kind above it, or none for all."""
    return not isinstance(wanted, (list, tuple)) or any(
        kind == one or kind.startswith(f"{one}.") for one in map(_text, wanted)
    )


def _text(kind: object) -> str:
    return str(kind.value if isinstance(kind, t.CodeActionKind) else kind)


def _touches(finding: Finding, start: int, end: int) -> bool:
    span = finding.span or Span(0, 0)
    return span.start <= end and start <= span.end


def _fixes(document: Document, finding: Finding) -> Iterator[t.CodeAction]:
    fixes = sorted(fixes_of(document.source, finding), key=lambda fix: not fix.safe)
    for number, fix in enumerate(fixes):
        title = fix.title.text(finding.lang)
        yield t.CodeAction(
            title=title if fix.safe else CONFIRM(title=title).text(finding.lang),
            kind=t.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(document, finding)],
            is_preferred=(fix.safe and number == 0) or None,
            edit=document.workspace_edit(_edits(document, fix)),
        )


def _edits(document: Document, fix: Fix) -> list[t.TextEdit]:
    return [t.TextEdit(document.grid.range(span), text) for span, text in replacements(document.source, fix)]


# ── Waivers ───────────────────────────────────────────────────────────────────


def _waiver(document: Document, finding: Finding) -> Iterator[t.CodeAction]:
    """A comment before the line, or before the table, that says that the finding does not count. Only where comments do not show in print."""
    if document.language not in ("markdown", "html", "nianbao") or finding.span is None or finding.waived:
        return
    at = _before(document, finding.span)
    if at is None:
        return
    line = document.grid.text[document.grid.line_span(document.grid.line_at(at)).end :]
    end = next((mark for mark in ("\r\n", "\r", "\n") if line.startswith(mark)), "\n")
    comment = f"<!-- nianbao: ignore {finding.code} {REASON().text(finding.lang)} -->{end}"
    edit = t.TextEdit(document.grid.range(Span(at, at)), comment)
    title = WAIVE(code=finding.code).text(finding.lang)
    yield t.CodeAction(
        title,
        t.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(document, finding)],
        edit=document.workspace_edit([edit]),
    )


def _before(document: Document, span: Span) -> int | None:
    """The beginning of the line to put a comment before, in the file: rows of a table are not parted. None where markup would be cut."""
    table = table_at(document.report, span.start)
    source = document.source
    place = source.file_span(Span(table.span.start, table.span.start) if table else span).start
    start = document.grid.line_span(document.grid.line_at(place)).start
    text = document.grid.text
    if isinstance(source.map, Markup):
        opened = text.rfind("<table", 0, place) if table else -1
        start = document.grid.line_span(document.grid.line_at(opened)).start if opened >= 0 else start
        if text.rfind("<", 0, start) > text.rfind(">", 0, start):
            return None
    return start


# ── All safe fixes ────────────────────────────────────────────────────────────


def _fix_all(document: Document) -> Iterator[t.CodeAction]:
    """What `nianbao fix` would do, as edits of the lines that change."""
    after = _mended(document)
    if after is not None and after != document.text:
        edit = document.workspace_edit(list(_differences(document, after)))
        yield t.CodeAction(ALL().text(document.config.lang), FIX_ALL, edit=edit)


def _mended(document: Document) -> str | None:
    """The text after all safe fixes; None where it must stay as it is."""

    def again(source: Source) -> Examination:
        return (
            document.examination if source.file == document.source.file else examine(source, document.config)
        )

    try:
        return mend(BOM + document.text.encode("utf-8"), document.source.name, again).data.decode("utf-8-sig")
    except (Unfixable, UnicodeEncodeError):
        return None


def _differences(document: Document, after: str) -> Iterator[t.TextEdit]:
    """The lines that differ, so that the rest of the text, and what the editor remembers of it, stays; as one block where their number changes."""
    old, new = _LINE.findall(document.text), _LINE.findall(after)
    same = _common(old, new)
    tail = _common(old[same:][::-1], new[same:][::-1])
    last, new_last = len(old) - tail, len(new) - tail
    blocks = (
        [(line, line + 1) for line in range(same, last) if old[line] != new[line]]
        if last == new_last
        else [(same, last)]
    )
    start = [0, *accumulate(map(len, old))]
    for first, end in blocks:
        text = new[first : end if last == new_last else new_last]
        yield t.TextEdit(document.grid.range(Span(start[first], start[end])), "".join(text))


def _common(one: list[str], other: list[str]) -> int:
    """How many lines two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda lines: lines[0] == lines[1], zip(one, other, strict=False)))


FEATURES = (
    Feature(
        t.TEXT_DOCUMENT_CODE_ACTION,
        actions,
        t.CodeActionOptions(code_action_kinds=[t.CodeActionKind.QuickFix, FIX_ALL]),
    ),
)
