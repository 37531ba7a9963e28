"""Code actions: the fixes of a finding, a waiver for it, and all safe fixes at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, takewhile

from lsprotocol import types as t

from ...grammar import Span
from ...grammar.regex import Regex
from ...grammar.text.maps import Markup
from ...linter import Examination, Finding, Fix, Message, Source, examine
from ...linter.fixes import Unfixable, apply_fixes, fixes_of, replacements
from ..diagnostics.checked import diagnostic
from ..report.locate import table_at
from ..workspace import BOM, Document
from .feature import Feature

FIX_ALL = "source.fixAll.nianbao"
CONFIRM = Message(zh="{title}（需人工确认）", en="{title} (to be confirmed)")
ALL = Message(zh="应用全部安全修改", en="apply all safe fixes")
WAIVE = Message(zh="不计 {code}（请补写理由）", en="waive {code} (complete the reason)")
REASON = Message(zh="因……", en="because …")

_LINE = Regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def actions(document: Document, params: t.CodeActionParams) -> list[t.CodeAction] | None:
    """Actions for the findings that a range touches, safe fixes first.

    They come from the examination that the diagnostics came from.
    """
    if not document.client.action_objects:
        return None
    wanted = params.context.only
    found: list[t.CodeAction] = []
    if _asked(t.CodeActionKind.QuickFix.value, wanted):
        start, end = document.offset(params.range.start), document.offset(params.range.end)
        known = {
            shown.data["fingerprint"]
            for shown in params.context.diagnostics
            if isinstance(shown.data, dict) and "fingerprint" in shown.data
        }
        touched = [
            finding
            for finding in document.examination.findings
            if finding.fingerprint in known or _touches(finding, start, end)
        ]
        for finding in touched:
            found += _fixes(document, finding)
        for finding in touched:
            found += _waiver(document, finding)
    # An editor with a light bulb asks at every step of the cursor. Fixing all would be too slow for that.
    by_user = wanted or params.context.trigger_kind is not t.CodeActionTriggerKind.Automatic
    if (
        by_user
        and _asked(FIX_ALL, wanted)
        and any(fix.safe for finding in document.examination.findings for fix in finding.fixes)
    ):
        found += _fix_all(document)
    return found


def _asked(kind: str, wanted: object) -> bool:
    """Whether a client wants actions of a kind. It may name the kind, one above it, or none for all."""
    if not isinstance(wanted, (list, tuple)):
        return True
    names = (str(name.value if isinstance(name, t.CodeActionKind) else name) for name in wanted)
    return any(kind == name or kind.startswith(f"{name}.") for name in names)


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
    """A comment before the line or the table that waives a finding.

    Only in kinds of documents where a comment does not show in print.
    """
    if document.language not in ("markdown", "html", "nianbao") or finding.span is None or finding.waived:
        return
    place = _before(document, finding.span)
    if place is None:
        return
    rest = document.grid.text[document.grid.line_span(document.grid.line_at(place)).end :]
    line_end = next((mark for mark in ("\r\n", "\r", "\n") if rest.startswith(mark)), "\n")
    comment = f"<!-- nianbao: ignore {finding.code} {REASON().text(finding.lang)} -->{line_end}"
    edit = t.TextEdit(document.grid.range(Span(place, place)), comment)
    title = WAIVE(code=finding.code).text(finding.lang)
    yield t.CodeAction(
        title,
        t.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(document, finding)],
        edit=document.workspace_edit([edit]),
    )


def _before(document: Document, span: Span) -> int | None:
    """The offset, in the file, of the line to put a comment before.

    That is the first of a table, as its rows are not parted. None if the comment would stand inside a tag.
    """
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
    """All changes that `nianbao fix` would make, as edits of lines."""
    after = _fixed(document)
    if after is not None and after != document.text:
        edit = document.workspace_edit(list(_differences(document, after)))
        yield t.CodeAction(ALL().text(document.config.lang), FIX_ALL, edit=edit)


def _fixed(document: Document) -> str | None:
    """The text after all safe fixes; None if it cannot be changed."""

    def again(source: Source) -> Examination:
        return (
            document.examination if source.file == document.source.file else examine(source, document.config)
        )

    try:
        data = BOM + document.text.encode("utf-8")
        return apply_fixes(data, document.source.name, again).data.decode("utf-8-sig")
    except (Unfixable, UnicodeEncodeError):
        return None


def _differences(document: Document, after: str) -> Iterator[t.TextEdit]:
    """Edits of the lines that differ, so that the editor keeps its marks in the others.

    If the number of lines changes, one edit covers all from the first that differs to the last.
    """
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
