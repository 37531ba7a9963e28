from collections.abc import Iterator

from ....grammar import CellKind
from ....grammar.regex import Regex
from ...audit import Audit
from ...findings import Problem, Severity
from ...messages import Message, Phrase
from ...registry import rule
from ...tables.figures import JudgedCell, Slip, all_places, places, printed, problems

FORM = Message(
    zh="{cell}写的是{form}“{found}”，应为“{expected}”",
    en="{cell} reads “{found}”, {form}; it should be “{expected}”",
)
HABIT = Message(
    zh="{table}有 {count} 格写的是{form}，如“{found}”应为“{expected}”",
    en="{count} cells of {table} hold {form}: “{found}” should be “{expected}”",
)
WIDE = Message(zh="全角数字", en="full-width digits")
SEPARATED = Message(zh="带千分位逗号的数字", en="thousands separators")
LEADING = Message(zh="以 0 开头的数字", en="leading zeros")
NUMERAL = Message(zh="汉字数字", en="Chinese numerals")
MYRIAD = Message(zh="以万计的数字", en="figures in 万")
POINT = Message(zh="带小数点的整数", en="whole numbers with a decimal point")
_WIDE = Regex("[０-９]|(?<=[0-9])[．，](?=[0-9])")
_WIDE_SIGN = Regex("[０-９．]")
_WIDE_COMMA = Regex("，(?<=[0-9]，)(?=[0-9])")  # is found at once, as it begins with what it looks for
_NUMBER = Regex(r"[0-9][0-9,]*")


@rule("NB212", "figure-format", Severity.WARNING)
def figure_format(audit: Audit) -> Iterator[Problem]:
    source = audit.report.source
    # In the original, as the text, normalised, does not show what is wide.
    wide = _WIDE_SIGN.search(source.alphabet) or _WIDE_COMMA.search(source.original)
    yield from problems(
        slip for place in (all_places if wide else places)(audit) if (slip := _slip(audit, place))
    )


def _slip(audit: Audit, place: JudgedCell) -> Slip | None:
    cell = place.cell
    if cell.value is None or (place.table.id, cell.row, cell.column) in audit.blamed:
        return None  # one root cause, one finding
    formed = _form(audit, place)
    if not formed:
        return None
    form, expected = formed
    found = printed(audit.report, cell)
    phrase = FORM(cell=place.name, form=form, found=found, expected=expected)
    return Slip(place, phrase, HABIT, found, expected, safe=True, values=(("form", form),))


def _form(audit: Audit, place: JudgedCell) -> tuple[Phrase, str] | None:
    """The form that a figure should not have, and the figure as it should be written."""
    cell, counted = place.cell, place.column.kind == "count"
    value = cell.value
    assert value is not None
    if counted and (value != int(value) or cell.kind is CellKind.SIGNED):
        return None  # NB210 speaks of these
    if cell.kind is CellKind.NUMERAL:
        return NUMERAL(), str(value)
    if cell.kind is CellKind.NOTED:
        return (MYRIAD(), str(int(value))) if counted and cell.text[-1] in "万亿" else None
    if cell.kind not in (CellKind.FIGURE, CellKind.SIGNED) and (
        cell.kind is not CellKind.MONEY or counted or place.column.unit
    ):
        return None
    tidy = _NUMBER.sub(lambda match: match[0].replace(",", "").lstrip("0") or "0", cell.text, count=1)
    if counted and "." in tidy:
        tidy = str(int(value))
    if _WIDE.search(audit.report.source.quote(cell.span)):
        return WIDE(), tidy
    if tidy != cell.text:
        return (
            SEPARATED() if "," in cell.text else POINT() if "." in cell.text and counted else LEADING(),
            tidy,
        )
    return None
