"""Documents that a report cites, by title, number or both, and the official format that each names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ...grammar import Format, Formats, Passage, Report, Span
from ...grammar.memory import remembered
from ...grammar.regex import Regex
from .passages import passages_with

# The number of a letter of the State Council's offices. Wrong brackets are read too, and judged elsewhere.
_NUMBER = Regex(
    r"(?P<office>国 ?(?:办|公 ?开|务院办公厅)(?: ?[^\s0-9,。;:、《》()\[\]【】〔〕﹝﹞{}〖〗<>「」]){0,6}) ?"
    r"[〔﹝\[【(〖{<「] {0,2}(?P<year>20[0-9]{2}) {0,2}[〕﹞\])】〗}>」]"
    r" {0,2}第? {0,2}(?P<number>[0-9]{1,3}) {0,2}号"
)
_SIGNS = ("《", "国办", "国 办", "国公", "国 公", "国务院办公厅")  # every citation has one of these
_TITLE = Regex(r"《(?P<title>[^《》]{2,90}(?:《[^《》]{2,60}》[^《》]{0,20})?)》")
_BETWEEN = Regex(r"(?:的?通知|文件)?[ ,]?[(“]?[^《》。;、]{0,4}")
_FRAME = Regex(r"^.*关于(?:印发)?|^国务院办公厅|[<>〈〉《》\s]|的?通知$")
_STATE = "中华人民共和国"
_TRIAL = Regex(r"\(?试行\)?")
_SENTENCE = Regex("[^。;!?]+")


class Citation(Struct, frozen=True):
    """A citation of a document by its title, its number, or both. A part that is lacking is empty."""

    before: str  # what stands in the sentence before it
    sentence: str
    title: str = ""
    title_span: Span | None = None
    office: str = ""  # the first part of the number, with the year and the running number
    year: int = 0
    number: int = 0
    number_span: Span | None = None

    @property
    def span(self) -> Span:
        span = self.number_span or self.title_span
        assert span
        return span

    def moved(self, by: int) -> Citation:
        """The citation of a line, so many characters further on in the text."""
        title, number = (span and span.moved(by) for span in (self.title_span, self.number_span))
        return replace(self, title_span=title, number_span=number)


def citations(report: Report) -> Iterator[Citation]:
    """In the order of the text; a citation that goes over the end of a line is not seen."""
    return (
        citation.moved(passage.start)
        for passage in passages_with(_SIGNS, report)
        for citation in _in_line(passage.text)
    )


@remembered
def _in_line(text: str) -> list[Citation]:
    return [
        citation
        for match in _SENTENCE.finditer(text)
        for citation in _in_sentence(Passage(match.start(), match[0]))
    ]


def _in_sentence(sentence: Passage) -> Iterator[Citation]:
    text = sentence.text
    titles = list(_TITLE.finditer(text))
    for number in _NUMBER.finditer(text):
        title = next((one for one in titles if _belong(text, one, number)), None)
        if title:
            titles.remove(title)
        yield Citation(
            text[: min(number.start(), title.start()) if title else number.start()],
            text,
            title["title"] if title else "",
            sentence.span(title, "title") if title else None,
            number["office"].replace(" ", ""),
            int(number["year"]),
            int(number["number"]),
            sentence.span(number),
        )
    yield from (
        Citation(text[: title.start()], text, title["title"], sentence.span(title, "title"))
        for title in titles
    )


def _belong(text: str, title: re.Match[str], number: re.Match[str]) -> bool:
    """Whether a number stands right behind a title, or right before it."""
    if title.end() <= number.start():
        return bool(_BETWEEN.fullmatch(text, title.end(), number.start()))
    return not text[number.end() : title.start()].strip(" )”")


# ── What the formats are called ─────────────────────────────────────────────


def numbered(formats: Formats, citation: Citation) -> Format | None:
    """The format whose letter has this year and number, whatever office is named."""
    return next(
        (format for format in formats if (citation.year, citation.number) == _year_and_number(format)), None
    )


def office(format: Format) -> str:
    """国办公开办函"""
    return format.number.partition("〔")[0]


def _year_and_number(format: Format) -> tuple[int, int]:
    year, number = re.findall("[0-9]+", format.number)
    return int(year), int(number)


def named(formats: Formats, title: str) -> Format | None:
    """The format that a title names, as that of the letter or of the format; one on trial is an older one."""
    core = _core(title)
    trial = bool(_TRIAL.search(core))
    core = _TRIAL.sub("", core).removeprefix(_STATE)
    found = next((format for format in formats if core == _core(format.title).removeprefix(_STATE)), None)
    return formats[0] if found and trial else found


@remembered
def _core(title: str) -> str:
    """The subject of a letter: its title without issuer, 关于印发 and 的通知."""
    return _FRAME.sub("", title)


def format_name(format: Format) -> str:
    """The name of the format itself where its letter has it, else the title of the letter."""
    core = _core(format.title)
    return core if core.startswith(_STATE) else format.title


def quotable(title: str) -> str:
    """A title as it stands within 《》."""
    return title.replace("《", "〈").replace("》", "〉")


def misnamed(format: Format, title: str) -> bool:
    """Whether a title is the name of this format with words changed or left out.

    A title that begins with another name is that of a local document.
    """
    core, name = _core(title), format_name(format)
    words = name.removeprefix(_STATE)
    if _TRIAL.sub("", core).removeprefix(_STATE) == words or not core.endswith(words[-4:]):
        return False
    return core.startswith(_STATE) or (words not in core and core.startswith((words[:2], words[2:4], "政务")))
