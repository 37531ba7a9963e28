"""The same report gets the same findings in Word, however it was made, as in Markdown."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from nianbao.grammar import Source
from nianbao.linter import check
from nianbao.linter.readers import from_bytes, read

from tests.generator import FAULTS, Draft, NotApplicable, draft, random_figures, render
from tests.generator.docx import word

SEEDS = 110


def drafts(count: int, offset: int = 0) -> list[tuple[str, Draft]]:
    """Reports in either format, two in three with a fault."""
    made: list[tuple[str, Draft]] = []
    for seed in range(offset, offset + count):
        rng = random.Random(seed)
        one, name = draft(rng, random_figures(rng, rng.choice(["2019", "2021"]))), "clean"
        if seed % 3:
            name = rng.choice([name for name in FAULTS if name != "drop-figure"])  # Markdown cannot tell which cell of a row is missing, Word can
            try:
                one = FAULTS[name](one, rng).draft
            except NotApplicable:
                name = "clean"
        made.append((f"{seed} {name}", one))
    return made


def findings(source: Source) -> Counter[tuple[str, object, str | None]]:
    return Counter((finding.code, finding.problem.cell, finding.problem.expected) for finding in check(source))


def test_a_report_in_word_gets_the_same_findings_as_in_markdown() -> None:
    faulty = 0
    for name, one in drafts(SEEDS):
        expected = findings(Source("a.md", render(one, "markdown", random.Random(1))))
        faulty += bool(expected)
        assert findings(from_bytes(word(one, random.Random(name)), "a.docx")) == expected, name
    assert faulty > SEEDS / 3


def page(one: Draft) -> str:
    """A plain page, for LibreOffice to make a document of."""
    blocks = [f"<p>{escape(line)}</p>" for line in (*one.title, *one.preamble)]
    for section in one.sections:
        blocks += [f"<p>{escape(line)}</p>" for line in (section.heading, *section.body) if line]
        if section.table:
            rows = (
                "".join(f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{escape(cell.text)}</td>' for cell in row) for row in section.table.layout()
            )
            blocks.append(f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    blocks += [f"<p>{escape(line)}</p>" for line in (one.signature, one.date) if line]
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{''.join(blocks)}</body></html>"


def office(folder: Path, target: str, *options: str, files: list[Path]) -> None:
    """Let LibreOffice convert files."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice must be installed in CI")
        pytest.skip("LibreOffice is not installed")
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *options,
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
    ]
    subprocess.run([*command, *map(str, files)], capture_output=True, timeout=110, check=True)


@pytest.mark.parametrize("origin", ["docx", "html"])
def test_a_report_saved_by_libreoffice_gets_the_same_findings(origin: str, tmp_path: Path) -> None:
    made = drafts(16, 1000)
    files = [tmp_path / f"{number}.{origin}" for number in range(len(made))]
    for file, (_, one) in zip(files, made, strict=True):
        file.write_bytes(word(one, random.Random(0), noise=0) if origin == "docx" else page(one).encode())
    office(tmp_path, "docx:MS Word 2007 XML", *(["--infilter=HTML (StarWriter)"] if origin == "html" else []), files=files)
    for number, (name, one) in enumerate(made):
        expected = findings(Source("a.md", render(one, "markdown", random.Random(1))))
        assert findings(read(tmp_path / "out" / f"{number}.docx")) == expected, name
