import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ....grammar import Format, Report, Span
from ....grammar.regex import HAN, Regex
from ....grammar.text.maps import Layout
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message, Phrase
from ...prose.citations import Citation, citations, format_name, misnamed, named, numbered, office, quotable
from ...prose.passages import passages_with
from ...registry import rule

OUTDATED = Message(
    zh="“{found}”用于 {years} 年度报告，{year} 年度报告应引用{expected}",
    en="“{found}” is for the reports of {years}; a report for {year} must cite {expected}",
)
BESIDES = Message(
    zh="“{found}”用于 {years} 年度报告，已经引用{expected}，这一处可以删去",
    en="“{found}” is for the reports of {years}; {expected} is cited as well, so this one may go",
)
NUMBER = Message(zh="文号“{found}”应为“{expected}”", en="document number “{found}” should be “{expected}”")
BRACKETS = Message(
    zh="文号“{found}”的年份应放在六角括号中：“{expected}”",
    en="the year in “{found}” belongs in brackets of this kind: “{expected}”",
)
BLANK = Message(
    zh="文号“{found}”中间不应有空格，应为“{expected}”",
    en="no blank belongs in “{found}”; it should be “{expected}”",
)
OTHER_TITLE = Message(
    zh="“{found}”不是{number}的标题，应为“{expected}”",
    en="“{found}” is not the title of {number}, which is “{expected}”",
)
TITLE = Message(zh="文件名称“{found}”应为“{expected}”", en="the title “{found}” should be “{expected}”")
LAW = Message(
    zh="条例名称“{found}”应为“{expected}”", en="the name “{found}” of the Regulation should be “{expected}”"
)
DECREE = Message(zh="令号“{found}”应为“{expected}”", en="decree number “{found}” should be “{expected}”")
FORMER = Message(
    zh="“{found}”是修订以前的条例，现行条例是“{expected}”",
    en="“{found}” is the Regulation before its revision; “{expected}” is in force",
)
ALSO = Message(zh="这里也有", en="here too")
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")
CHANGE_NUMBERS = Message(zh="改正各处文号的写法", en="correct the form of all numbers")

_REPORTS, _WORK = Regex("年度报告|年报"), Regex("年度报告|年报|本报告|信息公开")
_PROPER = Regex(r"[〔﹝] ?20[0-9]{2} ?[〕﹞]")
_BRACKETED = Regex(r"[\[［【(（〖{<「] *(20[0-9]{2}) *[\]］】)）〗}>」]")
_TORN = Regex(f"{HAN} +{HAN}", needs=" ")
_LOOSE = Regex("[〔﹝] +[0-9]|[0-9] +[〕﹞]|[〕﹞] +第?[0-9]", needs=" ")
_SPACED = Regex(f"{HAN} +[0-9]|[0-9] +{HAN}", needs=" ")
# The number of any office's document: 青政发(2023)5号. Those of decisions and cases have round brackets.
_LOCAL = Regex(
    rf"(?:根据|依据|依照|按照|执行|落实|印发|通知|文件|以|和|及|与|见)?(?P<number>{HAN}{{1,6}}(?:发|函|办|规|文|通|电|公开)"
    r"(?:\[ ?20[0-9]{2} ?\]|【 ?20[0-9]{2} ?】|\( ?20[0-9]{2} ?\)) ?第?[0-9]{1,4} ?号)",
    needs=("[20", "【20", "(20", "[ 20", "【 20", "( 20"),
)
_PAST = Regex("废止|停止|不再|取代|代替|失效|此前|以前|原来|修订前|2007|2008|原条例|旧")
_STATE_OFFICE = Regex("国务院办公厅|国办")
_LAW_NAME = Regex("条[例列理]$")
_DECREE = Regex(
    r"国务院 {0,2}令? {0,2}(?P<open>\()?第? {0,2}(?P<number>[0-9]{3}) {0,2}号(?(open)\)) {0,2}令?",
    needs="国务院",
)
_OF_LAW = Regex(r"条例》 ?[(,]? ?(?:中华人民共和国)?$")


class CitationFault(Struct, frozen=True):
    """The fault of one citation, with the edits that fix it."""

    phrase: Phrase
    span: Span
    found: str
    expected: str
    edits: tuple[Edit, ...]
    slight: bool = False  # only the brackets, or a blank
    besides: bool = False  # the right document is cited as well


@rule("NB409", "outdated-basis", Severity.WARNING)
def outdated_basis(report: Report) -> Iterator[Problem]:
    faults: dict[str, list[CitationFault]] = {}
    cited = list(citations(report))
    for fault in (*_formats(report, cited), *_law(report, cited), *_local(report, cited)):
        faults.setdefault("" if fault.slight else fault.phrase.text("zh"), []).append(fault)
    for first, *others in faults.values():
        edits = tuple(edit for fault in (first, *others) for edit in fault.edits)
        title = CHANGE(expected=first.expected) if len(others) == 0 or not first.slight else CHANGE_NUMBERS()
        yield Problem(
            first.phrase,
            first.span,
            expected=first.expected,
            found=first.found,
            related=tuple(Related(fault.phrase if fault.slight else ALSO(), fault.span) for fault in others),
            fixes=(Fix(title, edits, safe=first.slight),) if edits else (),
            severity=Severity.INFO if first.slight or first.besides else None,
        )


@cache
def basis() -> dict[str, str]:
    """The entries about the law in outdated_basis.txt, by key."""
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


# ── The letter that prescribes the format ───────────────────────────────────


def _formats(report: Report, cited: list[Citation]) -> Iterator[CitationFault]:
    due_is_cited = any(_is_due(report, citation) for citation in cited)
    for citation in cited:
        fault = _of_number(report, citation) if citation.number_span else _of_title(report, citation)
        if fault and fault.phrase.message is OUTDATED and due_is_cited:
            phrase = BESIDES(**fault.phrase.values)
            fault = replace(fault, phrase=phrase, edits=(), besides=True)
        if fault:
            yield fault


def _is_due(report: Report, citation: Citation) -> bool:
    """Whether a citation is of the document for this year, and names no other one."""
    title, number = named(report.formats, citation.title), numbered(report.formats, citation)
    return report.format in (title, number) and {title, number} <= {report.format, None}


def _of_number(report: Report, citation: Citation) -> CitationFault | None:
    due = report.format
    title = named(report.formats, citation.title)
    format = numbered(report.formats, citation)
    concerned = bool(_REPORTS.search(citation.title) if citation.title else _WORK.search(citation.sentence))
    if concerned and (format or title):
        if format and _newer(report, format):
            return None
        if _older(report, format or title):
            return _outdated(report, citation, format or title)
        if format is None or citation.office != office(format):
            return _fault(report, NUMBER, citation.span, due.number)
        if title and title is not format:
            return _wrong_title(report, OTHER_TITLE, citation)
        if misnamed(due, citation.title):
            return _wrong_title(report, TITLE, citation)
    return _brackets(report, citation)


def _of_title(report: Report, citation: Citation) -> CitationFault | None:
    format = named(report.formats, citation.title)
    issued = _STATE_OFFICE.search(citation.title) or _STATE_OFFICE.search(citation.before[-30:])
    if format and _older(report, format) and (issued or not citation.title.endswith("通知")):
        return _outdated(report, citation, format)
    return _wrong_title(report, TITLE, citation) if misnamed(report.format, citation.title) else None


def _older(report: Report, format: Format | None) -> bool:
    return bool(format and report.year and format.last_year and report.year.value > format.last_year)


def _newer(report: Report, format: Format) -> bool:
    return bool(report.year and report.year.value < format.first_year)


def _outdated(report: Report, citation: Citation, format: Format | None) -> CitationFault | None:
    if format is None or report.year is None or _PAST.search(citation.sentence):
        return None
    due = report.format
    edits = [Edit(citation.number_span, due.number)] if citation.number_span else []
    if citation.title_span:
        edits.append(Edit(citation.title_span, _title_for(due, citation)))
    years = f"{format.first_year}—{format.last_year}"
    found = report.source.quote(citation.span)
    phrase = OUTDATED(found=found, years=years, year=report.year.value, expected=due.number)
    return CitationFault(
        phrase, citation.span, found, due.number, tuple(sorted(edits, key=lambda edit: edit.span))
    )


def _wrong_title(report: Report, message: Message, citation: Citation) -> CitationFault:
    return _fault(report, message, citation.title_span or citation.span, _title_for(report.format, citation))


def _title_for(format: Format, citation: Citation) -> str:
    """The letter's title where a letter's stands, else the name of the format."""
    return quotable(format.title) if citation.title.endswith("通知") else format_name(format)


def _brackets(report: Report, citation: Citation) -> CitationFault | None:
    return _slight(report, citation.span)


def _slight(report: Report, span: Span) -> CitationFault | None:
    """The fault of a number in the wrong brackets, or with a blank between its words."""
    found = report.source.quote(span)
    proper = _PROPER.search(found)
    torn = _TORN.search(found) or (_LOOSE.search(found) and not _is_spaced(report, span))
    if proper and not torn:
        return None
    expected = "".join(_BRACKETED.sub(r"〔\1〕", found).split())
    phrase = (BLANK if proper else BRACKETS)(found=found, expected=expected)
    return CitationFault(phrase, span, found, expected, (Edit(span, expected),), slight=True)


def _is_spaced(report: Report, span: Span) -> bool:
    """Whether blanks stand beside other figures of the line too, or come from the layout of a page."""
    text = report.source.text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    return isinstance(report.source.map, Layout) or bool(_SPACED.search(line))


def _fault(report: Report, message: Message, span: Span, expected: str) -> CitationFault:
    found = report.source.quote(span)
    return CitationFault(
        message(found=found, expected=expected, number=report.format.number),
        span,
        found,
        expected,
        (Edit(span, expected),),
    )


def _local(report: Report, cited: list[Citation]) -> Iterator[CitationFault]:
    """The numbers of other documents that stand in the wrong brackets."""
    seen = {citation.number_span.end for citation in cited if citation.number_span}
    for passage in passages_with(_LOCAL.needs, report):
        for match in _LOCAL.finditer(passage.text):
            span = passage.span(match, "number")
            fault = _slight(report, span) if span.end not in seen else None
            if fault:
                yield fault


# ── The law ─────────────────────────────────────────────────────────────────


def _law(report: Report, cited: list[Citation]) -> Iterator[CitationFault]:
    law, short, decree, former = (basis()[key] for key in ("law", "short", "decree", "former"))
    for citation in cited:
        if citation.title_span and _is_misspelt_law(citation.title, law, short):
            yield _fault(report, LAW, citation.title_span, law if citation.title[0] == law[0] else short)
    if report.before_formats:
        return  # they could only cite the Regulation before its revision
    for passage in passages_with(_DECREE.needs, report):
        for match in _DECREE.finditer(passage.text):
            if match["number"] in former:
                message = None if _PAST.search(passage.text) else FORMER
            elif match["number"] in decree:
                message = None if re.sub(r"[\s()]", "", match[0]) == decree else DECREE
            else:
                message = DECREE if _OF_LAW.search(passage.text[: match.start()]) else None
            if message:
                yield _fault(report, message, passage.span(match), decree)


def _is_misspelt_law(title: str, law: str, short: str) -> bool:
    """Whether a title misspells the law's; its short names are right, and places have their own laws."""
    name = re.sub(r"\s|\(.*\)$", "", title)
    if name in (law, short) or short.endswith(name) or not _LAW_NAME.search(name) or short[4:6] not in name:
        return False
    if name.startswith(law.removesuffix(short)):
        return True
    return _distance(name, law) <= 2 if name.endswith(short) else _distance(name, short) == 1


def _distance(a: str, b: str) -> int:
    """Characters to put in, take out or change."""
    row = list(range(len(b) + 1))
    for number, x in enumerate(a, 1):
        before, row[0] = row[0], number
        for index, y in enumerate(b, 1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (x != y))
    return row[-1]
