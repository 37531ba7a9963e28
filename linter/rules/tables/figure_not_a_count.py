from collections.abc import Iterator

from ....grammar import CellKind
from ...audit import Audit
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule
from ...tables.figures import JudgedCell, Slip, demanded, known, places, printed, problems

NEGATIVE = Message(
    zh="{cell}是负数“{found}”，数量应为 0 或正整数",
    en="{cell} is negative, “{found}”; a count is a whole number from 0 on",
)
FRACTION = Message(
    zh="{cell}是小数“{found}”，数量应为整数", en="{cell} is a fraction, “{found}”; a count is a whole number"
)
SIGNED = Message(
    zh="{cell}带增减号“{found}”，这一栏填数量，不填增减",
    en="{cell} has a sign, “{found}”; a count is due, no change",
)
NEGATIVES = Message(
    zh="{table}有 {count} 格是负数，如“{found}”，数量应为 0 或正整数",
    en="{count} cells of {table} are negative, such as “{found}”; counts are due",
)
FRACTIONS = Message(
    zh="{table}有 {count} 格是小数，如“{found}”，数量应为整数",
    en="{count} cells of {table} are fractions, such as “{found}”; counts are due",
)
SIGNS = Message(
    zh="{table}有 {count} 格带增减号，如“{found}”，应填数量",
    en="{count} cells of {table} have a sign, such as “{found}”; counts are due",
)
_COUNTED = (CellKind.FIGURE, CellKind.SIGNED, CellKind.NOTED)


@rule("NB210", "figure-not-a-count", Severity.ERROR)
def figure_not_a_count(audit: Audit) -> Iterator[Problem]:
    yield from problems(_slips(audit))


def _slips(audit: Audit) -> Iterator[Slip]:
    for place in places(audit):
        faults = _fault(place)
        if faults:
            fault, habit = faults
            found = printed(audit.report, place.cell)
            figure = demanded(audit, place)
            # A plus does not change the figure that it stands before, but whether that is the count only the
            # agency knows.
            expected = (
                figure
                if figure is not None
                else place.cell.value
                if place.cell.text[0] == "+" and fault is SIGNED
                else None
            )
            phrase = known(fault(cell=place.name, found=found), figure)
            yield Slip(place, phrase, habit, found, None if expected is None else str(expected))


def _fault(place: JudgedCell) -> tuple[Message, Message] | None:
    cell = place.cell
    if place.column.kind != "count" or cell.value is None or cell.kind not in _COUNTED:
        return None
    if cell.value != int(cell.value):
        return FRACTION, FRACTIONS
    if cell.kind is not CellKind.SIGNED:
        return None
    return (NEGATIVE, NEGATIVES) if cell.text[0] in "-−" and cell.value else (SIGNED, SIGNS)
