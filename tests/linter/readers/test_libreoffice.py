"""Files that LibreOffice writes, prints and converts are read like the report they were made from.

All in one module: its files are made once.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from nianbao.linter import check, examine
from nianbao.linter.readers import from_bytes, read

from tests.conftest import unavailable
from tests.generator import Draft, draft, random_figures
from tests.generator.docx import word
from tests.generator.sheets import workbook
from tests.linter.readers.parity import HOLES, a_draft, said, said_of_text
from tests.linter.readers.suite import DOCX, HTML, PDF, convert, ruled_page

SEEDS = [seed for seed in range(1000, 1014) if a_draft(seed)[0] != HOLES]
FAULTY, CLEAN = 1006, 1004
COPIED = range(100, 106)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each way in which LibreOffice made files of the reports, each named by its seed."""
    folder = tmp_path_factory.mktemp("libreoffice")
    documents, pages, sheet = (
        [folder / f"{seed}.docx" for seed in SEEDS],
        [folder / f"{seed}.html" for seed in SEEDS],
        folder / f"{CLEAN}.xlsx",
    )
    for seed, document, page in zip(SEEDS, documents, pages, strict=True):
        rng, (_, report) = random.Random(seed), a_draft(seed)
        document.write_bytes(word(report, rng, noise=0))
        page.write_text(
            ruled_page(report, rng.choice((10.5, 12, 16)), rng.choice((7.5, 9, 12)), rng.random() < 0.5),
            "utf-8",
        )
    sheet.write_bytes(workbook(a_draft(CLEAN)[1]))
    one = [folder / f"{FAULTY}.html"]
    for name, made_of, target, source in (
        ("docx", documents, DOCX, ""),
        ("html", pages, DOCX, HTML),
        ("pdf", pages, PDF, HTML),
        ("doc", one, "doc:MS Word 97", HTML),
        ("rtf", one, "rtf:Rich Text Format", HTML),
        ("odt", one, "odt:writer8", HTML),
        ("xls", [sheet], "xls:MS Excel 97", ""),
        ("ods", [sheet], "ods:calc8", ""),
    ):
        convert(made_of, target, folder / name, source, folder / "profile")
    return folder


@pytest.mark.parametrize(("made", "suffix"), [("docx", "docx"), ("html", "docx"), ("pdf", "pdf")])
def test_reports_say_the_same_as_markdown(files: Path, made: str, suffix: str) -> None:
    for seed in SEEDS:
        fault, report = a_draft(seed)
        assert said(examine(read(files / made / f"{seed}.{suffix}"))) == said_of_text(report), (seed, fault)


@pytest.mark.parametrize(("made", "name"), [("doc", "甲.wps"), ("rtf", "甲.doc"), ("odt", "甲.odt")])
def test_older_documents_say_the_same_and_nothing_is_left_behind(
    files: Path, made: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = from_bytes((files / made / f"{FAULTY}.{made}").read_bytes(), name)
    assert said(examine(source)) == said_of_text(a_draft(FAULTY)[1])
    assert (
        source.name == name
        and not source.has_lines
        and source.location(check(source)[0].span or pytest.fail("no place"))
    )
    assert list(tmp_path.iterdir()) == []


def test_older_and_other_kinds_of_workbooks_are_read_alike(files: Path) -> None:
    expected = read(files / f"{CLEAN}.xlsx").original
    older, open_ = (
        (files / "xls" / f"{CLEAN}.xls").read_bytes(),
        (files / "ods" / f"{CLEAN}.ods").read_bytes(),
    )
    assert all(from_bytes(older, name).original == expected for name in ("b.xls", "b.et", "b.xlsx"))
    assert (
        check(from_bytes(older, "b.xls")) == check(from_bytes(open_, "b.ods")) == []
    )  # of .ods it is not known which cells are merged


@pytest.mark.parametrize("way", ["-layout", "-raw", "-nopgbrk"])
def test_text_copied_out_of_a_pdf_is_read_right_or_told_as_unread(
    files: Path, tmp_path: Path, way: str
) -> None:
    if not shutil.which("pdftotext"):
        unavailable("pdftotext")
    documents = [tmp_path / f"{seed}.docx" for seed in COPIED]
    for seed, document in zip(COPIED, documents, strict=True):
        document.write_bytes(word(copied_draft(seed), random.Random(seed), noise=0))
    convert(documents, PDF, tmp_path / "pdf", "", files / "profile")
    for seed in COPIED:
        printed, copied = tmp_path / "pdf" / f"{seed}.pdf", tmp_path / f"{seed}.txt"
        subprocess.run(["pdftotext", way, printed, copied], check=True)
        assert {finding.code for finding in check(read(copied))} <= {"NB005"}, seed


def copied_draft(seed: int) -> Draft:
    rng = random.Random(seed)
    return draft(rng, random_figures(rng, rng.choice(("2019", "2021"))))
