from collections.abc import Iterator

from ....grammar import Report, Span, Table
from ....grammar.formats.format import key
from ....grammar.model import Block
from ...audit import Audit
from ...drafting.lines import BarLine, bar_line, refilled, rule_below
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...places import address, printed
from ...registry import rule

WRONG = Message(zh="“{found}”应为“{expected}”", en="“{found}” should be “{expected}”")
MISSING = Message(zh="{table}“{row}”上面缺少“{expected}”", en="{table} lacks “{expected}” above “{row}”")
ALL = Message(
    zh="{table}各项上面都缺少标题，如“{row}”上面的“{expected}”",
    en="{table} lacks all its captions, such as “{expected}” above “{row}”",
)
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")
INSERT = Message(zh="补上“{expected}”", en="insert “{expected}”")


@rule("NB213", "table-caption", Severity.WARNING)
def table_caption(audit: Audit) -> Iterator[Problem]:
    for table in audit.tables():
        blocks = [block for block in table.blocks if block.format.caption and block.header and block.rows]
        bare = [block for block in blocks if not block.caption]
        if len(bare) == len(blocks) > 1:
            yield _all(audit.report, table, bare)
        else:
            yield from (_missing(audit.report, table, block) for block in bare)
        yield from (_wrong(audit.report, table, block) for block in blocks if not _bears(block))


def _bears(block: Block) -> bool:
    """Whether the caption says what it should; more may stand around it."""
    return not block.caption or key(block.format.caption) in key(block.caption.text)


def _wrong(report: Report, table: Table, block: Block) -> Problem:
    assert block.caption
    label, expected = block.caption, block.format.caption
    spans = [label.span]
    line = bar_line(report, label.span)
    if line:  # a merged cell may be repeated
        at = range(line.start, line.end)
        spans = [
            span
            for start in at
            if report.source.text.startswith(label.text, start)
            and (span := Span(start, start + len(label.text)))
        ]
    found = printed(report, label)
    fix = Fix(CHANGE(expected=expected), tuple(Edit(span, expected) for span in spans), safe=True)
    return Problem(
        WRONG(found=found, expected=expected),
        label.span,
        address(table),
        expected=expected,
        found=found,
        fixes=(fix,),
    )


def _missing(report: Report, table: Table, block: Block) -> Problem:
    expected = block.format.caption
    edits = _insertion(report, table, block)
    fixes = (Fix(INSERT(expected=expected), edits, safe=False),) if edits else ()
    phrase = MISSING(table=table.format.name, row=_first_row(block), expected=expected)
    return Problem(phrase, block.header[0].span, address(table), expected=expected, fixes=fixes)


def _all(report: Report, table: Table, blocks: list[Block]) -> Problem:
    parts = [_missing(report, table, block) for block in blocks]
    phrase = ALL(table=table.format.name, row=_first_row(blocks[0]), expected=blocks[0].format.caption)
    related = tuple(Related(part.phrase, part.span) for part in parts[1:])
    edits = tuple(edit for part in parts for fix in part.fixes for edit in fix.edits)
    whole = all(part.fixes for part in parts)
    title = INSERT(expected="、".join(block.format.caption for block in blocks))
    return Problem(
        phrase,
        parts[0].span,
        address(table),
        related=related,
        fixes=(Fix(title, edits, safe=False),) if whole else (),
    )


def _first_row(block: Block) -> str:
    return next((row.format.label for row in block.rows if row.format), block.format.rows[0].label)


def _insertion(report: Report, table: Table, block: Block) -> tuple[Edit, ...]:
    """A caption row to insert above the head, if head and rows are surely whole lines with bars."""
    line = bar_line(report, Span(block.header[0].span.start, block.header[-1].span.end))
    if not line or any(row.span.start < line.end or not bar_line(report, row.span) for row in block.rows):
        return ()
    if any(field.strip() for field in line.fields[: line.field_at(block.header[0].span.start)]):
        return ()
    above = _row(line, block.format.caption, first_only=True)
    for other in table.blocks:
        model = bar_line(report, other.caption.span) if other.caption else None
        if model and len(model.fields) == len(line.fields):
            above = _row(model, block.format.caption)
            break
    below = rule_below(report, line)
    if below:  # in Markdown the first row is the one above the dashes
        rule = report.source.text[below.start + 1 : below.end]
        return Edit(Span(line.start, line.start), f"{above}\n{rule}\n"), Edit(below, "")
    return (Edit(Span(line.start, line.start), f"{above}\n"),)


def _row(model: BarLine, caption: str, first_only: bool = False) -> str:
    """A row like another, with the caption in place of all its text, or of its first field only."""
    filled = [number for number, field in enumerate(model.fields) if field.strip()]
    kept = filled[:1] if first_only else filled
    return "|".join(
        refilled(field, caption if number in kept else "") for number, field in enumerate(model.fields)
    )
