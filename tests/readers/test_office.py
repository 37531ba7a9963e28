"""Older kinds of documents: converted by the real LibreOffice where that is needed, and refused with a remedy where it cannot be done."""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path

import pytest
from nianbao.linter import ReadError, check, examine
from nianbao.linter.readers import from_bytes, office

from tests.generator import draft, random_figures, render

from .parity import a_draft, said, said_of_text
from .suite import convert, ruled_page

OLE = office.OLE


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as caught:
        from_bytes(data, name)
    assert caught.value.name == name
    return caught.value.phrase.text("zh")


def a_program(folder: Path, script: str) -> str:
    """A folder for PATH with a program that is called like LibreOffice's and does something else."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One faulty report in every older format."""
    folder = tmp_path_factory.mktemp("older")
    (folder / "a.html").write_text(ruled_page(a_draft(6)[1], 14, 9, False), "utf-8")
    for target in ("docx:MS Word 2007 XML", "doc:MS Word 97", "rtf:Rich Text Format", "odt:writer8"):
        convert([folder / "a.html"], target, folder, "HTML (StarWriter)")
    return folder


@pytest.mark.parametrize(("file", "name"), [("a.doc", "甲.doc"), ("a.doc", "甲.wps"), ("a.rtf", "甲.rtf"), ("a.odt", "甲.odt"), ("a.rtf", "甲.doc")])
def test_older_formats_say_the_same(older: Path, file: str, name: str) -> None:
    source = from_bytes((older / file).read_bytes(), name)
    assert said(examine(source)) == said_of_text(a_draft(6)[1])
    assert source.name == name and not source.has_lines and source.location(check(source)[0].span or pytest.fail("no place"))


def test_what_has_another_suffix_than_it_should(older: Path) -> None:
    rng = random.Random(3)
    report = draft(rng, random_figures(rng, "2021"))
    text = render(report, "markdown")
    assert from_bytes((older / "a.docx").read_bytes(), "a.doc").original == from_bytes((older / "a.docx").read_bytes(), "a.docx").original
    assert from_bytes(text.encode("gb18030"), "a.wps").original == text
    page = ruled_page(report, 14, 9, False).encode()
    for data in (page, b"\xef\xbb\xbf" + page, b"\r\n <!-- saved -->" + page):
        source = from_bytes(data, "a.doc")
        assert source.has_lines and check(source) == []


def test_no_macro_runs_and_nothing_is_left_behind(older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert "DisableMacrosExecution" in office._SETTINGS
    office.convert((older / "a.rtf").read_bytes(), ".rtf", "a.rtf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xdb\xa5-\x00" + bytes(300), "另存为"),
    ],
)
def test_what_cannot_be_read(data: bytes, says: str) -> None:
    assert says in refusal(data, "a.doc")


@pytest.mark.skipif(os.name != "posix", reason="programs are shell scripts here")
def test_a_document_that_cannot_be_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", a_program(tmp_path, "exit 1"))
    assert "另存为 .docx" in refusal(OLE + bytes(2000), "a.doc")


@pytest.mark.skipif(os.name != "posix", reason="programs are shell scripts here")
def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", a_program(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; wait"))
    monkeypatch.setattr(office, "SECONDS", 1)
    said = refusal(OLE + bytes(2000), "a.wps")
    assert "超过 1 秒" in said and "另存为 .docx" in said
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{child}/stat").read_text().split()[2] == "Z":
            return  # killed, and waiting for init
        time.sleep(0.05)
    pytest.fail("the child still runs")


def test_without_libreoffice_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    if office.find_program():
        pytest.skip("LibreOffice stands where installers put it")
    assert "“.wps”是旧格式" in refusal(OLE + bytes(2000), "a.wps")
