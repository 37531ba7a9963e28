"""JUnit's XML, which GitLab and Jenkins show as the results of tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..config import ALWAYS
from ..engine import Examination
from ..messages import Message, Phrase
from . import Options
from .shared.listing import ListedFinding, Listing, equations, listing
from .shared.markup import escaped, tag
from .shared.outcome import Outcome
from .shared.words import FAILURE, SEVERITIES, WAIVED

CHECKED = Message(zh="核对报告", en="report checked")
NO_REPORT = Message(zh="不是年度报告，没有检查", en="no annual report, not checked")


class Writer:
    """Writes a suite for each file: a case that passes if the file was checked, and a case for each finding.

    A finding that makes the run fail is a failure. A less severe one passes, with its text as output. A
    waived one is skipped. A finding that says that a file or rule was not checked is an error.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.begun = False

    def prepare(self, examination: Examination) -> str:
        return "\n".join(_suite(listing(examination, self.options), self.options)) + "\n"

    def add(self, prepared: str) -> str:
        return self._begin() + prepared

    def end(self, outcome: Outcome) -> str:
        failures = "".join(f"{line}\n" for line in _failures(outcome.failures, self.options.lang))
        return f"{self._begin()}{failures}</testsuites>\n"

    def _begin(self) -> str:
        """The beginning of the document, the first time."""
        head = "" if self.begun else '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nianbao">\n'
        self.begun = True
        return head


def _failures(failures: Sequence[Phrase], lang: str) -> Iterator[str]:
    """A suite with an error for each part of the run that failed."""
    if not failures:
        return
    name = FAILURE().text(lang)
    tests = len(failures)
    yield "  " + tag("testsuite", name=name, tests=tests, failures=0, errors=tests, skipped=0)
    for failure in failures:
        text, path = failure.text(lang), str(failure.values.get("path", "."))
        error = f"{tag('error', type='error', message=f'{name}：{text}')}{escaped(text)}</error>"
        yield f"    {_case(path, text)}{error}</testcase>"
    yield "  </testsuite>"


def _suite(file: Listing, options: Options) -> Iterator[str]:
    lang = options.lang
    outcomes = [_outcome(entry, options) for entry in file.entries]
    first = "passed" if file.checked else "skipped" if not outcomes else ""  # no suite is empty
    counts = Counter([first, *outcomes])
    yield "  " + tag(
        "testsuite",
        name=file.path,
        tests=len(outcomes) + bool(first),
        failures=counts["failure"],
        errors=counts["error"],
        skipped=counts["skipped"],
    )
    if first:
        result = _skipped(NO_REPORT().text(lang))
        if first == "passed":
            result = f"<system-out>{escaped(equations(file.verdicts, lang))}</system-out>"
        yield f"    {_case(file.path, CHECKED().text(lang))}{result}</testcase>"
    names: Counter[str] = Counter()
    for entry, outcome in zip(file.entries, outcomes, strict=True):
        name = " ".join(filter(None, (entry.code, entry.name, entry.place)))
        names[name] += 1
        if names[name] > 1:  # GitLab takes cases of the same name for one
            name = f"{name} #{names[name]}"
        line = entry.region.start.line if entry.region else None
        yield f"    {_case(file.path, name, line)}{_result(file.path, entry, outcome, lang)}</testcase>"
    yield "  </testsuite>"


def _outcome(entry: ListedFinding, options: Options) -> str:
    """The element that tells the outcome of a finding's case."""
    if entry.waived:
        return "skipped"
    if entry.code in ALWAYS:
        return "error"
    return "failure" if options.fails(entry.severity) else "system-out"


def _case(path: str, name: str, line: int | None = None) -> str:
    return tag("testcase", classname=path, name=name, file=path, line=line)


def _result(path: str, entry: ListedFinding, outcome: str, lang: str) -> str:
    severity = SEVERITIES[entry.severity]().text(lang)
    if outcome == "skipped":
        return _skipped(f"{WAIVED().text(lang)}（{entry.waived}）：{entry.message}")
    start = entry.region.start if entry.region else None
    lines = [
        f"{severity} {entry.code} {entry.name} {entry.place}".rstrip(),
        entry.message,
        *entry.related,
        *entry.fixes,
        f"{path}:{start.line}:{start.column}" if start else path,
    ]
    text = escaped("\n".join(lines))
    if outcome == "system-out":
        return f"<system-out>{text}</system-out>"
    opening = tag(outcome, type=entry.severity.value, message=f"{severity}：{entry.message}")
    return f"{opening}{text}</{outcome}>"


def _skipped(message: str) -> str:
    return tag("skipped", message=message).removesuffix(">") + "/>"
