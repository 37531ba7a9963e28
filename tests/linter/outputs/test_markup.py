"""Output in XML fits its schema and keeps every character that XML can hold."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from nianbao.linter import Config, Source, examine
from nianbao.linter.outputs.shared.markup import attribute, escaped

from tests.linter.outputs.cases import (
    ODD_NAMES,
    every_kind,
    faulty,
    generated,
    named,
    schema,
    written,
)


@cache
def schema_of(format: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(schema(f"{format}.xsd"))))


@pytest.mark.parametrize("format", ["junit", "checkstyle"])
def test_every_kind_of_file_fits_the_schema(format: str) -> None:
    ignored = examine(Source("notes.md", "# 说明\n"), Config(ignore=frozenset({"NB002"})))
    for examinations in ([*every_kind(), ignored], [], *([named(faulty(), name)] for name in ODD_NAMES)):
        schema_of(format).assertValid(etree.fromstring(written(format, examinations).encode()))


@pytest.mark.parametrize("format", ["junit", "checkstyle"])
@settings(max_examples=10)
@given(seed=st.integers(0, 10**9))
def test_any_report_fits_the_schema(format: str, seed: int) -> None:
    schema_of(format).assertValid(etree.fromstring(written(format, [generated(seed)]).encode()))


@given(st.text(st.characters()))
def test_any_text_is_kept_that_xml_can_hold(text: str) -> None:
    """As content and as attribute; the rest becomes a mark, and never an error of the reader."""
    element = ElementTree.fromstring(f'<a b="{attribute(text)}">{escaped(text)}</a>'.encode())
    kept = "".join(character if _held(character) else "\ufffd" for character in text)
    assert element.attrib["b"] == kept
    assert (element.text or "") == kept.replace("\r\n", "\n").replace("\r", "\n")


def _held(character: str) -> bool:
    return character in "\t\n\r" or (
        character >= " " and character not in "\ufffe\uffff" and not "\ud800" <= character <= "\udfff"
    )
