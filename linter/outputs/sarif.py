"""SARIF 2.1.0, for code scanning and for viewers of results."""

from __future__ import annotations

from typing import Any, NamedTuple

from ...grammar import Source, Span
from ..config import ALWAYS
from ..engine import Examination
from ..findings import CellAddress, Finding, Fix, Related, Severity, Waiver
from ..places import SEPARATOR, cell_place
from . import Options
from .shared.items import Items, line
from .shared.meanings import EXPLAIN, Meaning, Named, meaning_of
from .shared.outcome import Outcome
from .shared.regions import Region, edited_region, path_of, region, uri_of
from .shared.remedies import settled
from .shared.words import CONFIRM, why_waived

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


class Prepared(NamedTuple):
    """A file and its results. Their places share its location, to which `Writer.add` adds its number."""

    artifact: dict[str, Any]
    results: list[dict[str, Any]]
    rules: list[Named]  # of the results, in the same order


class Writer:
    """Writes one run with a result on each line, file by file. Lists of files and rules follow at the end.

    Waived findings are suppressed results. With a baseline each result says whether it is new.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.begun = False
        self.results = Items()
        self.artifacts: list[str] = []
        self.notifications: list[dict[str, Any]] = []
        self.rules: dict[Named, int] = {}

    def prepare(self, examination: Examination) -> Prepared:
        artifact, findings = _artifact(examination, self.options), examination.findings
        results = [_result(finding, examination, artifact["location"], self.options) for finding in findings]
        rules = [Named(finding.code, finding.name, finding.url) for finding in findings]
        return Prepared(artifact, results, rules)

    def add(self, prepared: Prepared) -> str:
        prepared.artifact["location"]["index"] = len(self.artifacts)
        self.artifacts.append(line(prepared.artifact))
        for result, rule in zip(prepared.results, prepared.rules, strict=True):
            result["ruleIndex"] = self.rules.setdefault(rule, len(self.rules))
        self.notifications += [
            _notification(result) for result in prepared.results if result["ruleId"] in ALWAYS
        ]
        return self._begin() + self.results.add(map(line, prepared.results))

    def end(self, outcome: Outcome) -> str:
        lang, artifacts = self.options.lang, Items()
        rules = [_descriptor(meaning_of(rule, lang), lang) for rule in self.rules]
        failures = [{"level": "error", "message": {"text": one.text(lang)}} for one in outcome.failures]
        notifications = self.notifications + failures
        after = {
            "tool": {"driver": _driver(rules, lang)},
            "invocations": [
                {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}
            ],
            "properties": {
                "verdict": outcome.verdict,
                "sentence": outcome.sentence(self.options.lang),
            },
        }
        listed = f'"artifacts": {artifacts.add(self.artifacts)}{artifacts.end()}'
        return f"{self._begin()}{self.results.end()},\n{listed},\n{_members(after)}\n}}]}}\n"

    def _begin(self) -> str:
        """The beginning of the document, the first time."""
        if self.begun:
            return ""
        self.begun = True
        root = {"description": {"text": "The folder that the check was started in."}}
        log = {"$schema": SCHEMA, "version": "2.1.0"}
        run = {
            "automationDetails": {"id": "nianbao/"},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: root},
        }
        return f'{{\n{_members(log)},\n"runs": [{{\n{_members(run)},\n"results": '


def _members(data: dict[str, Any]) -> str:
    """The members of an object, each on a line, without its braces."""
    return ",\n".join(f"{line(key)}: {line(value)}" for key, value in data.items())


def _driver(rules: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    from ... import __version__

    return {
        "name": "nianbao",
        "version": __version__,
        "semanticVersion": __version__,
        "language": _LANGUAGES[lang],
        "rules": rules,
    }


def _descriptor(rule: Meaning, lang: str) -> dict[str, Any]:
    descriptor: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.summary},
    }
    if rule.url:
        descriptor["helpUri"] = rule.url
    if rule.page:
        descriptor["help"] = {
            "text": f"{rule.summary}\n{EXPLAIN(code=rule.code).text(lang)}",
            "markdown": rule.page,
        }
    if rule.severity:
        descriptor["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
        descriptor["properties"] = {
            "tags": [rule.family],
            "problem.severity": "recommendation" if rule.severity is Severity.INFO else rule.severity.value,
        }
    return descriptor


def _artifact(examination: Examination, options: Options) -> dict[str, Any]:
    source, path = examination.source, path_of(examination.name, options.root)
    uri = uri_of(path)
    location = {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": ROOT}
    artifact: dict[str, Any] = {"location": location, "roles": ["analysisTarget"]}
    if source and source.has_lines:
        artifact["encoding"] = source.encoding.upper()
    if source and source.sha256:
        artifact["hashes"] = {"sha-256": source.sha256}
    return artifact


def _result(
    finding: Finding, examination: Examination, artifact: dict[str, Any], options: Options
) -> dict[str, Any]:
    source, problem, lang = examination.source, finding.problem, options.lang
    location = _location(examination, finding.span, artifact) | _logical(
        examination, problem.cell, finding.place
    )
    properties = {
        "name": finding.name,
        "expected": settled(finding),
        "found": problem.found,
        **_page(source, finding.span),
    }
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
        "partialFingerprints": {
            "nianbao/v1": finding.fingerprint,
            "primaryLocationLineHash": finding.fingerprint,  # the key that GitHub compares
        },
        "properties": {key: value for key, value in properties.items() if value is not None},
    }
    related = [
        {"id": number, "message": {"text": one.phrase.text(lang)}, **_related(one, examination, artifact)}
        for number, one in enumerate(finding.related, 1)
    ]
    shown = (fix for fix in finding.fixes if not examination.private.reveals(fix))
    fixes = [fix for fix in (_fix(fix, source, artifact, lang) for fix in shown) if fix]
    if related:
        result["relatedLocations"] = related
    if fixes:
        result["fixes"] = fixes
    if finding.waived:
        result["suppressions"] = [_suppression(finding.waived, lang)]
    if options.compared:
        is_old = finding.waived is not None and finding.waived.kind == "baseline"
        result["baselineState"] = "unchanged" if is_old else "new"
    return result


def _location(examination: Examination, span: Span | None, artifact: dict[str, Any]) -> dict[str, Any]:
    source = examination.source
    place = region(source, span)
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if not place:
        physical["region"] = {"startLine": 1}  # platforms want a line also of files without lines
    else:
        physical["region"] = _region(place)
        if source and span and span.end > span.start:
            physical["region"]["snippet"] = {"text": examination.private.hide(source.quote(span))}
    return {"physicalLocation": physical}


def _region(place: Region) -> dict[str, Any]:
    start, end = place
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _related(related: Related, examination: Examination, artifact: dict[str, Any]) -> dict[str, Any]:
    return _location(examination, related.span, artifact) | _logical(examination, related.cell)


def _logical(examination: Examination, cell: CellAddress | None, place: str = "") -> dict[str, Any]:
    """A cell by its names in the format and by its ids; `place`, in words, for a finding without a cell."""
    details: dict[str, str] = {}
    if cell and examination.report:
        place = cell_place(examination.report, cell)
        ids = [id for id in (cell.table, cell.row, cell.column) if id]
        details = {"decoratedName": "/".join(ids), "kind": ("table", "row", "cell")[len(ids) - 1]}
    elif not place:
        return {}
    name = place.split(SEPARATOR)[-1]
    return {"logicalLocations": [{"name": name, "fullyQualifiedName": place, **details}]}


def _page(source: Source | None, span: Span | None) -> dict[str, Any]:
    """The place of a range in a file without lines."""
    location = source.location(span) if source and span else None
    return location._asdict() if location else {}


def _fix(fix: Fix, source: Source | None, artifact: dict[str, Any], lang: str) -> dict[str, Any] | None:
    """A fix; None where the file does not hold a range to replace in one piece."""
    places = [edited_region(source, edit.span) if source else None for edit in fix.edits]
    replacements = [
        {"deletedRegion": _region(place), "insertedContent": {"text": edit.text}}
        for place, edit in zip(places, fix.edits, strict=True)
        if place
    ]
    if len(replacements) < len(places):
        return None
    change = {"artifactLocation": artifact, "replacements": replacements}
    return {
        "description": {"text": (fix.title if fix.safe else CONFIRM(remedy=fix.title)).text(lang)},
        "artifactChanges": [change],
        "properties": {"safe": fix.safe},
    }


def _suppression(waiver: Waiver, lang: str) -> dict[str, Any]:
    suppression: dict[str, Any] = {
        "kind": "inSource" if waiver.kind == "comment" else "external",
        "justification": waiver.reason or why_waived(waiver, lang),
    }
    return {**suppression, "properties": {"until": waiver.until}} if waiver.until else suppression


def _notification(result: dict[str, Any]) -> dict[str, Any]:
    """A result that says that a file or a rule was not checked, as a message about the run."""
    return {
        "level": "error",
        "message": result["message"],
        "locations": result["locations"],
        "associatedRule": {"id": result["ruleId"]},
    }
