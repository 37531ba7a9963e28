import re
from collections.abc import Iterator

from ....grammar import Passage, Report, Source, Span
from ....grammar.regex import Regex
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message
from ...prose.passages import passages_with
from ...prose.writing import as_written
from ...registry import rule

INVERTED = Message(
    zh="“{found}”把意思说反了，应为“{expected}”", en="“{found}” says the opposite; it should be “{expected}”"
)
FORMER = Message(
    zh="“{found}”是条例修订以前的提法，现为“{expected}”",
    en="“{found}” is the wording before the Regulation was revised; now it is “{expected}”",
)
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")

_NOT = "不(?:予|宜|能|得|应|主动|对外|依法|向社会)?"
_IS = "(?:应当?)?(?:成为|作为|属于|为|是)"
# 以公开为常态、不公开为例外, with the negations where they belong or not.
_PAIR = Regex(
    f"(?P<first>{_NOT}|非)?公开{_IS}(?P<norm>常态|原则)化?[”’]?[,、和]? {{0,2}}[“‘]?(?:而|并)?以?"
    f"(?P<second>{_NOT}|非)?(?P<open>公开)(?:{_IS})?例外"
)
_ALONE = Regex(f"[,、:以“‘](?P<open>公开){_IS}例外")
_SENTENCE = Regex("[^。;!?]+")
_OVERCOME = Regex(
    "改变|扭转|转变|杜绝|防止|克服|打破|避免|不得|不能|不应|不再|而不是|而非|原来|过去|以往|从前|错误"
)
NORM, OLD_NORM, EXCEPTION, NOT = "常态", "原则", "例外", "不"


@rule("NB705", "wrong-principle", Severity.ERROR)
def wrong_principle(report: Report) -> Iterator[Problem]:
    for passage in passages_with([EXCEPTION], report):
        for match in _SENTENCE.finditer(passage.text):
            if EXCEPTION in match[0]:
                yield from _judge(report.source, Passage(passage.start + match.start(), match[0]))


def _judge(source: Source, sentence: Passage) -> Iterator[Problem]:
    pairs = list(_PAIR.finditer(sentence.text))
    states_it = any(
        _right(match) and match["norm"] == NORM for match in pairs
    )  # the old wording beside it is history
    for match in pairs:
        if _right(match):
            if match["norm"] == OLD_NORM and not states_it:
                yield _problem(FORMER, source, sentence, match, Severity.WARNING)
        elif not _OVERCOME.search(sentence.text[: match.start()]):
            yield _problem(INVERTED, source, sentence, match, Severity.ERROR)
    if not pairs and not _OVERCOME.search(sentence.text):
        for match in _ALONE.finditer(sentence.text):
            yield _problem(INVERTED, source, sentence, match, Severity.ERROR)


def _right(match: re.Match[str]) -> bool:
    return not match["first"] and bool(match["second"])


def _problem(
    message: Message, source: Source, sentence: Passage, match: re.Match[str], severity: Severity
) -> Problem:
    groups = match.groupdict()
    changes = [("first", "")] if groups.get("first") else []
    changes += [("norm", NORM)] if groups.get("norm") == OLD_NORM else []
    changes += [("open", NOT + match["open"])] if not groups.get("second") else []
    edits = tuple(Edit(sentence.span(match, group), new) for group, new in changes)
    start = match.start() if "norm" in groups else match.start("open")
    span = Span(sentence.start + start, sentence.start + match.end())
    found = expected = as_written(source, span)
    for edit in reversed(edits):
        expected = (
            expected[: edit.span.start - span.start] + edit.text + expected[edit.span.end - span.start :]
        )
    fix = Fix(CHANGE(expected=expected), edits, safe=False)
    return Problem(
        message(found=found, expected=expected),
        span,
        expected=expected,
        found=found,
        fixes=(fix,),
        severity=severity,
    )
