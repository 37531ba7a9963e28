"""Older kinds of documents: read as what they are, and refused with a remedy where that cannot be done."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from nianbao.linter import ReadError, check
from nianbao.linter.readers import from_bytes, office

from tests.generator import draft, random_figures, render
from tests.generator.docx import word
from tests.linter.readers.suite import ruled_page

OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # begins .doc, .xls, and .docx with a password


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


def test_what_has_another_suffix_than_it_should() -> None:
    rng = random.Random(3)
    report = draft(rng, random_figures(rng, "2021"))
    text = render(report, "markdown")
    document = word(report, rng)
    assert from_bytes(document, "a.doc").original == from_bytes(document, "a.docx").original
    assert from_bytes(text.encode("gb18030"), "a.wps").original == text
    page = ruled_page(report, 14, 9, False).encode()
    for data in (page, b"\xef\xbb\xbf" + page, b"\r\n <!-- saved -->" + page):
        source = from_bytes(data, "a.doc")
        assert source.has_lines and check(source) == []


@pytest.mark.skipif(os.name != "posix", reason="programs are shell scripts here")
def test_macros_are_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is started with a profile that says so."""
    keep = f'profile="${{1#*file://}}"; cp "$profile/user/registrymodifications.xcu" {tmp_path}; exit 1'
    monkeypatch.setenv("PATH", a_program(tmp_path, keep))
    refusal(OLE + bytes(2000), "a.doc")
    assert "DisableMacrosExecution" in (tmp_path / "registrymodifications.xcu").read_text("utf-8")


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
def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
