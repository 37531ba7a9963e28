"""Inlay hints: Σ and the sum after a total that is blank or wrong."""

from __future__ import annotations

from lsprotocol import types as t

from ...grammar import Span
from ...linter.audit import Verdict
from ...linter.tables.arithmetic import formula, name_of
from ..workspace import Document
from .feature import Feature


def hints(document: Document, params: t.InlayHintParams) -> list[t.InlayHint]:
    """A hint for each total that is not the sum of its parts. Accepting one in a blank cell fills it in."""
    audit = document.audit
    start, end = document.offset(params.range.start), document.offset(params.range.end)
    sums: dict[tuple[int, int], dict[str, list[str]]] = {}
    for equation in audit.equations:
        total = equation.operands[0]
        if equation.identity.left != 1 or total.cell is None or not start <= total.cell.start <= end:
            continue
        bounds = audit.bounds.get((equation.table.id, total.row, total.column))
        if total.figure is None and bounds and bounds.figure is not None:
            figure = str(bounds.figure)
        elif equation.verdict is Verdict.FAILED and total.figure is not None:
            figure = str(equation.right)
        else:
            continue
        sums.setdefault((total.cell.start, total.cell.end), {}).setdefault(figure, []).append(
            f"{name_of(equation)}：{formula(equation, brief=True)}"
        )
    return [_hint(document, span, figures) for span, figures in sorted(sums.items())]


def _hint(document: Document, cell: tuple[int, int], figures: dict[str, list[str]]) -> t.InlayHint:
    place = document.grid.position(document.source.file_span(Span(*cell)).end)
    edit = (
        document.edit(Span(*cell), next(iter(figures))) if cell[0] == cell[1] and len(figures) == 1 else None
    )
    tooltip = "\n".join(line for lines in figures.values() for line in lines)
    return t.InlayHint(
        place,
        f"Σ {' / '.join(figures)}",
        text_edits=[edit] if edit else None,
        tooltip=tooltip,
        padding_left=True,
    )


FEATURES = (Feature(t.TEXT_DOCUMENT_INLAY_HINT, hints),)
