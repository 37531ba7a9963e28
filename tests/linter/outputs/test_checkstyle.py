"""Checkstyle gives the places of findings."""

from __future__ import annotations

from lxml import etree

from tests.linter.outputs.cases import (
    FAULTY,
    clean,
    faulty,
    laid_out,
    written,
)


def test_checkstyle_gives_places() -> None:
    root = etree.fromstring(written("checkstyle", [faulty(), clean()]).encode())
    assert [file.get("name") for file in root] == ["报告/faulty.md", "报告/clean.md"]
    (error,) = (error.attrib for error in root.iter("error") if error.get("source") == "nianbao.NB301")
    assert FAULTY.splitlines()[int(error["line"]) - 1][int(error["column"]) - 1 :].startswith("31 ")
    assert "应为 13，现为 31" in error["message"]
    (alone,) = etree.fromstring(written("checkstyle", [laid_out("报告.pdf", paged=True)]).encode())
    assert all("line" not in error.attrib and "column" not in error.attrib for error in alone)
