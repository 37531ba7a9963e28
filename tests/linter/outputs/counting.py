"""How many findings each format tells, read back with the means of its readers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

from junitparser import JUnitXml
from junitparser.junitparser import Error, Failure, Skipped
from lxml import etree

Counts = Counter[str]
_WORDS = {"错误": "error", "警告": "warning", "提示": "info", "已豁免": "waived"}
_LEVELS = {"error": "error", "warning": "warning", "note": "info"}
_SEVERITIES = {"major": "error", "minor": "warning", "info": "info"}


def _text(output: str) -> Counts:
    return Counter(
        _WORDS[word] for word in re.findall(r"^\S.*?: (错误|警告|提示|已豁免) NB\d{3} ", output, re.MULTILINE)
    )


def _json(output: str) -> Counts:
    findings = [finding for report in json.loads(output)["reports"] for finding in report["findings"]]
    return Counter("waived" if finding["waived"] else finding["severity"] for finding in findings)


def _sarif(output: str) -> Counts:
    (run,) = json.loads(output)["runs"]
    return Counter(
        "waived" if result.get("suppressions") else _LEVELS[result["level"]] for result in run["results"]
    )


def _github(output: str) -> Counts:
    found: Counts = Counter()
    for line in output.splitlines():
        command = re.match(r"::(error|warning|notice) .*?title=(?P<title>[^:]*)::", line)
        assert command, line
        found["waived" if command["title"].endswith("已豁免") else command[1].replace("notice", "info")] += 1
    return found


def _gitlab(output: str) -> Counts:
    return Counter(
        "waived" if issue["description"].startswith("已豁免") else _SEVERITIES[issue["severity"]]
        for issue in json.loads(output)
    )


def _junit(output: str) -> Counts:
    found: Counts = Counter()
    for suite in JUnitXml.fromstring(output.encode()):
        for case in suite:
            if not case.name.startswith("NB"):
                continue
            result = next(iter(case.result), None)
            if isinstance(result, Skipped):
                found["waived"] += 1
            elif isinstance(result, (Failure, Error)):
                found[result.type] += 1
            else:
                found[_WORDS[str(case.system_out).split()[0]]] += 1
    return found


def _checkstyle(output: str) -> Counts:
    return Counter(
        str(error.get("severity")).replace("ignore", "waived")
        for error in etree.fromstring(output.encode()).iter("error")
    )


def _markdown(output: str) -> Counts:
    cells = re.findall(r"^\| (?:\W+ )?(?:~~..~~ )?(错误|警告|提示|已豁免) \|", output, re.MULTILINE)
    return Counter(_WORDS[cell] for cell in cells)


class _Findings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counts = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "li" and "finding" in classes:
            self.found[classes[-1]] += 1


def _html(output: str) -> Counts:
    parser = _Findings()
    parser.feed(output)
    return parser.found


COUNT: dict[str, Callable[[str], Counts]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "checkstyle": _checkstyle,
    "markdown": _markdown,
    "html": _html,
}
