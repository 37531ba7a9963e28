"""The same report gets the same findings in Word as in Markdown."""

from __future__ import annotations

import random
from pathlib import Path

from nianbao.linter import examine
from nianbao.linter.readers import from_bytes

from tests.generator.docx import word
from tests.linter.readers.parity import HOLES, a_draft, said, said_of_text
from tests.linter.readers.suite import convert

SEEDS = 48


def test_a_report_in_word_gets_the_same_findings_as_in_markdown() -> None:
    faulty = 0
    for seed in range(SEEDS):
        fault, report = a_draft(seed)
        if fault != HOLES:
            expected = said_of_text(report)
            assert said(examine(from_bytes(word(report, random.Random(seed)), "a.docx"))) == expected, (
                seed,
                fault,
            )
            faulty += bool(expected)
    assert faulty > SEEDS / 3


def office(folder: Path, target: str, files: list[Path]) -> None:
    """Let LibreOffice convert files into the folder "out"."""
    convert(files, target, folder / "out")
