"""JUnit's XML, which GitLab and Jenkins show as the results of tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..config import ALWAYS
from ..engine import Examination
from ..messages import Message
from . import Options
from .listing import ListedFinding, Listing, equations, listing
from .markup import escaped, tag
from .words import FIX, SEVERITIES, WAIVED

CHECKED = Message(zh="核对报告", en="report checked")
NO_REPORT = Message(zh="不是年度报告，没有检查", en="no annual report, not checked")


class Writer:
    """Writes a suite for each file: a case that passed, with what was checked, and one case for each finding.

    A finding fails if it makes the run fail; a less severe one passes and its text is the case's output; one that is waived is skipped. What kept a
    file or a rule from being checked is an error.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.begun = False

    def prepare(self, examination: Examination) -> str:
        return "\n".join(_suite(listing(examination, self.options), self.options)) + "\n"

    def add(self, prepared: str) -> str:
        return self._begin() + prepared

    def end(self) -> str:
        return self._begin() + "</testsuites>\n"

    def _begin(self) -> str:
        head = "" if self.begun else '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nianbao">\n'
        self.begun = True
        return head


def _suite(one: Listing, options: Options) -> Iterator[str]:
    outcomes = [_outcome(entry, options) for entry in one.entries]
    first = "passed" if one.checked else "skipped" if not outcomes else ""  # no suite is empty
    cases = len(outcomes) + bool(first)
    counts = Counter([first, *outcomes])
    yield "  " + tag(
        "testsuite",
        name=one.path,
        tests=cases,
        failures=counts["failure"],
        errors=counts["error"],
        skipped=counts["skipped"],
    )
    names: Counter[str] = Counter()
    if first == "skipped":
        yield f"    {_case(one, CHECKED().text(options.lang))}{_skipped(NO_REPORT().text(options.lang))}</testcase>"
    elif first:
        yield f"    {_case(one, CHECKED().text(options.lang))}<system-out>{escaped(equations(one.verdicts, options.lang))}</system-out></testcase>"
    for entry, outcome in zip(one.entries, outcomes, strict=True):
        name = " ".join(filter(None, (entry.code, entry.name, entry.place)))
        names[name] += 1
        unique = (
            name if names[name] == 1 else f"{name} #{names[name]}"
        )  # GitLab takes cases of the same name for one
        line = entry.region.start.line if entry.region else None
        yield f"    {_case(one, unique, line)}{_result(one, entry, outcome, options.lang)}</testcase>"
    yield "  </testsuite>"


def _outcome(entry: ListedFinding, options: Options) -> str:
    if entry.waived:
        return "skipped"
    if entry.code in ALWAYS:
        return "error"
    return "failure" if options.fails(entry.severity) else "system-out"


def _case(one: Listing, name: str, line: int | None = None) -> str:
    return tag("testcase", classname=one.path, name=name, file=one.path, line=line)


def _result(one: Listing, entry: ListedFinding, outcome: str, lang: str) -> str:
    severity = SEVERITIES[entry.severity]().text(lang)
    if outcome == "skipped":
        return _skipped(f"{WAIVED().text(lang)}（{entry.waived}）：{entry.message}")
    lines = [f"{severity} {entry.code} {entry.name} {entry.place}".rstrip(), entry.message, *entry.related]
    lines += [FIX(title=title).text(lang) for title in entry.fixes]
    lines.append(
        f"{one.path}:{entry.region.start.line}:{entry.region.start.column}" if entry.region else one.path
    )
    text = escaped("\n".join(lines))
    if outcome == "system-out":
        return f"<system-out>{text}</system-out>"
    return (
        f"{tag(outcome, type=entry.severity.value, message=f'{severity}：{entry.message}')}{text}</{outcome}>"
    )


def _skipped(message: str) -> str:
    return tag("skipped", message=message).removesuffix(">") + "/>"
