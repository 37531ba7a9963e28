from collections.abc import Iterator

from ....grammar import CellKind
from ....grammar.regex import Regex
from ...audit import Audit
from ...findings import Problem, Severity
from ...messages import Message, Phrase
from ...registry import rule
from ...tables.figures import JudgedCell, Slip, demanded, known, places, printed, problems
from .unit_in_cell import slip_of

TEXT = Message(zh="{cell}写的是“{found}”，应填数字", en="{cell} reads “{found}”; a figure is due")
TWO = Message(
    zh="{cell}一格里有 {figures} 个数字“{found}”，应只有一个",
    en="{cell} holds {figures} figures, “{found}”; one is due",
)
LETTER = Message(
    zh="{cell}“{found}”里有字母，应为数字“{meant}”",
    en="{cell} has letters for digits, “{found}”; it should be “{meant}”",
)
VAGUE = Message(
    zh="{cell}写的是“{found}”，应填确切的数字", en="{cell} reads “{found}”; an exact figure is due"
)
DASH = Message(
    zh="{cell}的“{found}”可能是数字，也可能是横线，应填数字",
    en="{cell} reads “{found}”, a numeral or a dash; a figure is due",
)
TEXTS = Message(
    zh="{table}有 {count} 格不是数字，如“{found}”",
    en="{count} cells of {table} hold no figure but text, such as “{found}”",
)
LETTERS = Message(
    zh="{table}有 {count} 格用字母代替数字，如“{found}”应为“{expected}”",
    en="{count} cells of {table} have letters for digits: “{found}” should be “{expected}”",
)
_TWO = Regex(r"[0-9]+(?:\.[0-9]+)?(?:[ /、;+~]+[0-9]+(?:\.[0-9]+)?)+")
_FIGURE = Regex(r"[0-9]+(?:\.[0-9]+)?")
_LETTERS = str.maketrans("OoIl", "0011")


@rule("NB209", "cell-not-a-figure", Severity.ERROR)
def cell_not_a_figure(audit: Audit) -> Iterator[Problem]:
    yield from problems(slip for place in places(audit) if (slip := _slip(audit, place)))


def _slip(audit: Audit, place: JudgedCell) -> Slip | None:
    cell = place.cell
    if not _strange(place) or slip_of(audit, place):
        return None
    figure, found = demanded(audit, place), printed(audit.report, cell)
    expected = None if figure is None else str(figure)
    if cell.kind is CellKind.LETTERED:
        meant = str(int(cell.text.translate(_LETTERS)))
        phrase = LETTER(cell=place.name, found=found, meant=meant)
        return Slip(
            place,
            known(phrase, figure) if expected not in (None, meant) else phrase,
            LETTERS,
            found,
            expected or meant,
        )
    return Slip(place, known(_fault(place, found), figure), TEXTS, found, expected)


def _strange(place: JudgedCell) -> bool:
    """Whether a cell holds something other than a figure.

    A figure may be followed by a note in brackets or a word such as 万.
    """
    cell = place.cell
    if cell.kind is CellKind.NOTED and cell.value is not None:
        fraction = place.column.kind == "count" and cell.value != int(cell.value)  # which NB210 says
        return "(" not in cell.text and cell.text[-1] not in "万亿" and not fraction
    return cell.value is None and cell.kind not in (CellKind.BLANK, CellKind.PLACEHOLDER)


def _fault(place: JudgedCell, found: str) -> Phrase:
    cell = place.cell
    if _TWO.fullmatch(" ".join(cell.text.split())):
        return TWO(cell=place.name, found=found, figures=len(_FIGURE.findall(cell.text)))
    if cell.kind is CellKind.NUMERAL and len(cell.text) == 1:
        return DASH(cell=place.name, found=found)
    return (VAGUE if cell.kind is CellKind.NOTED else TEXT)(cell=place.name, found=found)
