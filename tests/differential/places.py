"""The place, code and waiver of every finding, read back from each format as its readers do."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from junitparser import JUnitXml
from junitparser.junitparser import Skipped
from lxml import etree


class Told(NamedTuple):
    """A finding. Of what a format does not tell there is None; the line is 0 where the file has none."""

    path: str | None
    code: str
    line: int | None
    column: int | None
    waived: bool

    def only(self, *names: str) -> Told:
        """The same, as a format tells it that knows only some of this."""
        return Told(
            self.path if "path" in names else None,
            self.code,
            self.line if "line" in names else None,
            self.column if "column" in names else None,
            self.waived,
        )


def _json(output: str) -> Iterator[Told]:
    for report in json.loads(output)["reports"]:
        for finding in report["findings"]:
            start = (finding["range"] or {"start": {"line": 0, "column": 0}})["start"]
            yield Told(
                report["path"], finding["code"], start["line"], start["column"], bool(finding["waived"])
            )


def _sarif(output: str) -> Iterator[Told]:
    (run,) = json.loads(output)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"] if "startColumn" in place["region"] else {"startLine": 0, "startColumn": 0}
        artifact = run["artifacts"][place["artifactLocation"]["index"]]["location"]
        assert rules[result["ruleIndex"]] == result["ruleId"] and artifact == place["artifactLocation"]
        yield Told(
            unquote(artifact["uri"]),
            result["ruleId"],
            region["startLine"],
            region["startColumn"],
            bool(result.get("suppressions")),
        )


def _github(output: str) -> Iterator[Told]:
    for line in output.splitlines():
        listed = re.fullmatch(r"::\w+ (?P<properties>.*?)::(?P<message>.*)", line)
        assert listed, line
        values = dict(one.split("=", 1) for one in listed["properties"].split(","))
        path, title = unquote(values["file"]), unquote(values["title"])
        yield Told(path, title.split()[0], int(values.get("line", 0)), None, title.endswith("已豁免"))


def _gitlab(output: str) -> Iterator[Told]:
    for issue in json.loads(output):
        yield Told(
            issue["location"]["path"],
            issue["check_name"],
            None,
            None,
            issue["description"].startswith("已豁免"),
        )


def _junit(output: str) -> Iterator[Told]:
    for suite in JUnitXml.fromstring(output.encode()):
        for case in suite:
            if case.name.startswith("NB"):
                line = case._elem.get("line")
                yield Told(
                    case.classname,
                    case.name.split()[0],
                    int(line or 0),
                    None,
                    any(isinstance(result, Skipped) for result in case.result),
                )


def _checkstyle(output: str) -> Iterator[Told]:
    for file in etree.fromstring(output.encode()).iter("file"):
        for error in file.iter("error"):
            code = str(error.get("source")).removeprefix("nianbao.")
            yield Told(
                str(file.get("name")),
                code,
                int(error.get("line", 0)),
                int(error.get("column", 0)),
                error.get("severity") == "ignore",
            )


def _markdown(output: str) -> Iterator[Told]:
    path = ""
    for line in output.splitlines():
        if heading := re.match(r"<details(?: open)?><summary><b>(.*?)</b>", line):
            path = html.unescape(heading[1])
        elif line.startswith("| ") and (row := re.search(r"\| \[?(NB\d{3}) [\w-]+(?:\]\(.*\))? \|$", line)):
            yield Told(path, row[1], None, None, line.startswith("| ~~"))


def _text(output: str) -> Iterator[Told]:
    for line in re.findall(r"^(\S.*?: (?:错误|警告|提示|已豁免) NB\d{3} .*)$", output, re.MULTILINE):
        found = re.search(r"(?::(\d+):(\d+))?: (错误|警告|提示|已豁免) (NB\d{3}) ", line)
        assert found, line
        yield Told(None, found[4], int(found[1] or 0), int(found[2] or 0), found[3] == "已豁免")


TOLD: dict[str, tuple[Callable[[str], Iterator[Told]], tuple[str, ...]]] = {
    "json": (_json, ("path", "line", "column")),
    "sarif": (_sarif, ("path", "line", "column")),
    "github": (_github, ("path", "line")),
    "gitlab": (_gitlab, ("path",)),
    "junit": (_junit, ("path", "line")),
    "checkstyle": (_checkstyle, ("path", "line", "column")),
    "markdown": (_markdown, ("path",)),
    "text": (_text, ("line", "column")),
}
"""For each format, its reader and what it tells of a finding besides code and waiver; the page is counted."""
