from collections.abc import Iterator

from ....grammar import Report, Span, Table
from ....grammar.formats.format import key
from ....grammar.model import Block, Label
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message, Phrase
from ...places import address, printed
from ...registry import rule

ALL = Message(zh="{place}缺少表头", en="{place} lacks its head")
ONE = Message(zh="{place}表头{fault}", en="head of {place}: {fault}")
MORE = Message(
    zh="{place}表头有 {count} 处不对：{fault}等", en="head of {place}: {count} faults, first {fault}"
)
MISSING = Message(zh="缺少“{expected}”", en="“{expected}” is missing")
WRONG = Message(zh="“{found}”应为“{expected}”", en="“{found}” should be “{expected}”")
PLACE = Message(zh="“{found}”应在“{before}”之后", en="“{found}” should follow “{before}”")
FIRST = Message(zh="“{found}”应在最前", en="“{found}” should come first")
EXTRA = Message(zh="多出“{found}”", en="“{found}” is too much")
_READABLE = 4  # characters that are enough to know what a cut label means
CHANGE = Message(zh="改为规定的表头", en="change to the official head")


@rule("NB202", "column-header", Severity.ERROR)
def column_header(report: Report) -> Iterator[Problem]:
    for table in report.tables.values():
        for block in table.blocks if table.doubt is None else ():
            problem = _problem(report, table, block)
            if problem:
                yield problem


def _problem(report: Report, table: Table, block: Block) -> Problem | None:
    head = f"{table.format.name}{block.name}"
    differences = block.header_differences
    if not block.rows:
        return None  # cut off below its head, which NB203 says
    if not block.header:
        labels = "、".join(label for label in block.format.labels)
        return Problem(ALL(place=head), block.rows[0].label.span, address(table), expected=labels)
    if not differences or not _legible(block):
        return None
    faults: list[tuple[Span, Phrase, str | None, str | None]] = []
    edits: list[Edit] = []
    faults += [
        (_neighbour(block.header, one.at), MISSING(expected=one.expected), one.expected, None)
        for one in differences.missing
    ]
    for renamed in differences.renamed:
        found = printed(report, renamed.label)
        faults.append(
            (renamed.label.span, WRONG(found=found, expected=renamed.expected), renamed.expected, found)
        )
        if renamed.similar:
            edits.append(Edit(renamed.label.span, renamed.expected))
    for moved in differences.moved:
        found = printed(report, moved.label)
        place = block.format.labels.index(moved.expected)
        before = block.format.labels[place - 1] if place else ""
        faults.append(
            (
                moved.label.span,
                (PLACE if before else FIRST)(found=found, before=before),
                moved.expected,
                found,
            )
        )
    faults += [
        (extra.span, EXTRA(found=printed(report, extra)), None, printed(report, extra))
        for extra in differences.extra
    ]
    faults.sort(key=lambda fault: fault[0])
    span, fault, expected, found_text = faults[0]
    phrase = (
        MORE(place=head, count=len(faults), fault=fault) if len(faults) > 1 else ONE(place=head, fault=fault)
    )
    related = tuple(Related(fault, span) for span, fault, _, _ in faults[1:])
    fixes = (Fix(CHANGE(), tuple(edits), safe=True),) if edits else ()
    return Problem(
        phrase,
        span,
        address(table),
        expected=expected,
        found=found_text,
        related=related,
        fixes=fixes,
        severity=Severity.WARNING if _only_cut(block) else None,
    )


def _only_cut(block: Block) -> bool:
    """Whether all that differs are labels that lack characters at their end, as many sites cut them."""
    differences = block.header_differences
    return not (differences.missing or differences.moved or differences.extra) and all(
        _is_cut(key(renamed.label.text), key(renamed.expected)) for renamed in differences.renamed
    )


def _is_cut(found: str, expected: str) -> bool:
    """Whether a label is the official one without its end, and long enough to mean the same."""
    return len(expected) > len(found) >= _READABLE and expected.startswith(found)


def _legible(block: Block) -> bool:
    """Whether enough of the head was recognised to judge it.

    Characters scattered over lines are not the author's fault.
    """
    differences = block.header_differences
    strange = len(differences.extra) + sum(1 for renamed in differences.renamed if not renamed.similar)
    return 2 * strange <= len(block.header) or len(block.header) <= 2


def _neighbour(header: tuple[Label, ...], at: int) -> Span:
    before = [label.span for label in header if label.span.start < at]
    return before[-1] if before else header[0].span
