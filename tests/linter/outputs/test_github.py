"""GitHub's workflow commands."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from nianbao.linter import Source, examine

from tests.linter.outputs.cases import (
    FAULTY,
    ODD_NAMES,
    faulty,
    laid_out,
    named,
    waived,
    written,
)

_ESCAPES = {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}


class Command(NamedTuple):
    """As the runner of GitHub reads a line."""

    name: str
    properties: dict[str, str]
    message: str


def unescaped(text: str) -> str:
    for escape, meant in _ESCAPES.items():
        text = text.replace(escape, meant)
    return text


def commands(output: str) -> list[Command]:
    found = []
    for line in output.split("\n")[:-1]:
        match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        assert match, line
        pairs = (pair.split("=", 1) for pair in match[2].split(","))
        found.append(Command(match[1], {key: unescaped(value) for key, value in pairs}, unescaped(match[3])))
    return found


def test_commands_name_the_place() -> None:
    found = {
        command.properties["title"].split()[0]: command for command in commands(written("github", [faulty()]))
    }
    command = found["NB301"]
    place = {key: command.properties[key] for key in ("file", "line", "endLine", "col", "endColumn")}
    assert command.name == "error" and found["NB104"].name == "warning"
    line = FAULTY.splitlines()[int(place["line"]) - 1]
    assert (
        place["file"] == "报告/faulty.md"
        and line[int(place["col"]) - 1 : int(place["endColumn"]) - 1] == "31"
    )
    assert (
        command.properties["title"] == "NB301 unbalanced-requests" and "应为 13，现为 31" in command.message
    )


def test_a_place_in_words_is_not_said_twice() -> None:
    messages = [command.message for command in commands(written("github", [faulty()]))]
    assert all(len(message.split("表二")) <= 2 for message in messages) and any(
        message.startswith("表三 · ") for message in messages
    )


@pytest.mark.parametrize("name", ODD_NAMES)
def test_commands_survive_odd_names(name: str) -> None:
    found = commands(written("github", [named(faulty(), name)]))
    assert {command.properties["file"] for command in found} == {name.removeprefix("./")}


def test_commands_survive_odd_text() -> None:
    text = FAULTY.replace("本年废止件 ", "本年:废,止%0A::件 ")
    found = {
        command.properties["title"].split()[0]: command
        for command in commands(written("github", [examine(Source("a.md", text))]))
    }
    assert "本年:废,止%0A::件" in found["NB202"].message


def test_a_file_without_lines_is_named_alone() -> None:
    for command in commands(written("github", [laid_out("报告.docx", paged=False)])):
        assert set(command.properties) == {"file", "title"}


def test_what_is_waived_is_a_notice_that_says_why() -> None:
    found = {command.properties["title"]: command for command in commands(written("github", [waived()]))}
    assert found["NB104 section-heading 已豁免"].name == "notice"
    assert "因县里统一用此标题（至 2999-12-31）" in found["NB104 section-heading 已豁免"].message
    assert "基线" in found["NB204 row-label 已豁免"].message
