"""The editor has the findings of the command, at the same places, in examples and many generated reports."""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nianbao.linter import all_rules
from nianbao.linter.pages import page_of

from tests.conftest import ROOT
from tests.generator import FAULTS, STYLES, NotApplicable, clean, draft, random_figures, render
from tests.generator.html import HTML_STYLES, render_html
from tests.lsp.client import Json, RawClient
from tests.lsp.conftest import ABLE, uri_of

SEVERITIES = {1: "error", 2: "warning", 3: "info", 4: "waived"}
CAPABILITIES = {**ABLE, "general": {"positionEncodings": ["utf-32"]}}


def examples() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "examples").glob("*.[mt][dx]*")):
        yield path.name, path.read_text("utf-8")
    for rule in all_rules():
        for number, example in enumerate(page_of(rule).examples):
            yield f"{rule.code}-{number}.md", example.text


def generated() -> Iterator[tuple[str, str]]:
    """Reports as different as can be, most with a fault, in all serialisations."""
    styles, faults = sorted(STYLES), sorted(FAULTS)
    for number in range(100):
        rng = random.Random(f"parity {number}")
        if number % 4 == 0:
            yield f"clean-{number}.txt", clean(rng)
            continue
        report = draft(rng, random_figures(rng, "2021"))
        with contextlib.suppress(NotApplicable):
            report = FAULTS[faults[number % len(faults)]](report, rng).draft
        yield f"{styles[number % len(styles)]}-{number}.md", render(report, styles[number % len(styles)], rng)


def by_command(files: list[Path]) -> dict[str, list[Any]]:
    command = [
        sys.executable,
        "-m",
        "nianbao",
        "check",
        "--format",
        "json",
        "--fail-on",
        "never",
        *map(str, files),
    ]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=files[0].parent)
    assert run.returncode == 0, run.stderr
    return {
        report["path"]: [_of_command(finding) for finding in report["findings"]]
        for report in json.loads(run.stdout)["reports"]
    }


def _of_command(finding: Json) -> Any:
    place = [
        (finding["range"][end]["line"] - 1, finding["range"][end]["column"] - 1) for end in ("start", "end")
    ]
    related = [
        (one["message"], one["range"]["start"]["line"] - 1, one["range"]["start"]["column"] - 1)
        for one in finding["related"]
        if one["range"]
    ]
    waived = finding["waived"]
    message, severity = finding["message"], finding["severity"]
    if waived:
        message, severity = f"{message}（{waived['reason'] or waived['kind']}）", "waived"
    return finding["code"], severity, message, place, finding["fingerprint"], related


def of_server(diagnostic: Json) -> Any:
    place = [
        (diagnostic["range"][end]["line"], diagnostic["range"][end]["character"]) for end in ("start", "end")
    ]
    related = [
        (
            one["message"],
            one["location"]["range"]["start"]["line"],
            one["location"]["range"]["start"]["character"],
        )
        for one in diagnostic.get("relatedInformation", ())
    ]
    return (
        diagnostic["code"],
        SEVERITIES[diagnostic["severity"]],
        diagnostic["message"],
        place,
        diagnostic["data"]["fingerprint"],
        related,
    )


@pytest.fixture(scope="module")
def server() -> Iterator[RawClient]:
    with RawClient() as client:
        client.start(capabilities=CAPABILITIES)
        yield client
        assert client.stop() == 0
        assert client.received("window/logMessage") == []


@pytest.mark.parametrize("kind", [examples, generated])
def test_texts(server: RawClient, tmp_path: Path, kind: Any) -> None:
    """Opened as reports, as the command was told that they are."""
    files = []
    for name, text in kind():
        files.append(tmp_path / name)
        files[-1].write_bytes(text.encode("utf-8"))
        server.open(uri_of(files[-1]), text, language="nianbao")
    expected = by_command(files)
    assert len(expected) == len(files) >= 100
    assert sum(map(bool, expected.values())) > 70
    for file in files:
        assert list(map(of_server, server.diagnostics(uri_of(file)))) == expected[str(file)], file.name


def test_pages(server: RawClient, tmp_path: Path) -> None:
    files = []
    for number in range(12):
        rng = random.Random(f"page {number}")
        report = FAULTS["change-request-figure"](draft(rng, random_figures(rng, "2021")), rng).draft
        files.append(tmp_path / f"{number}.html")
        text = render_html(report, HTML_STYLES[number % len(HTML_STYLES)], rng)
        files[-1].write_text(text, "utf-8", newline="")
        server.open(uri_of(files[-1]), text, language="html")
    expected = by_command(files)
    assert all(expected.values())
    for file in files:
        assert list(map(of_server, server.diagnostics(uri_of(file)))) == expected[str(file)], file.name
