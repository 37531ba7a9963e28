"""Word files that are broken, locked or hostile give an error that says what helps, and never a crash."""

from __future__ import annotations

import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Source
from nianbao.linter import ReadError, check
from nianbao.linter.readers import docx
from nianbao.linter.readers.docx import package

from tests.generator.docx import packed, unzipped, word, zipped
from tests.linter.readers.markup import abstract, item, level, num, p, read_text
from tests.linter.readers.parity import a_draft

GOOD = packed(p("甲"))


def without(*paths: str) -> bytes:
    return zipped({path: content for path, content in unzipped(GOOD).items() if path not in paths})


def with_document(content: bytes) -> bytes:
    return zipped({**unzipped(GOOD), "word/document.xml": content})


def password_bit(data: bytes) -> bytes:
    """The archive with all of its entries marked as encrypted."""
    marked = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(signature, at + 1)
    return bytes(marked)


DOCTYPE = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
XML = unzipped(GOOD)["word/document.xml"].partition(b"\n")[2]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 Word 文档"),
        (b"PK", "已损坏"),
        (GOOD[:-30], "已损坏"),
        (b"\x00" * 400, "不是 Word 文档"),
        (without("word/document.xml"), "不是 Word 文档"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "不是 Word 文档"),
        (with_document(b"<w:document"), "已损坏（word/document.xml）"),
        (with_document(b""), "已损坏"),
        (with_document(b"<html/>"), "不是 Word 文档"),
        (with_document(DOCTYPE + XML), "实体定义"),
        (with_document((DOCTYPE + XML).decode().encode("utf-16")), "实体定义"),
        (
            with_document(
                b'<?xml version="1.0" encoding="UTF-7"?>' + (DOCTYPE + XML).decode().encode("utf-7")
            ),
            "实体定义",
        ),
        (password_bit(GOOD), "打开密码"),
        (packed('<w:altChunk r:id="r9"/>'), "嵌有另一份文件"),
        (with_document(XML.replace(b"<w:p>", b"<w:p>" * 300)), "已损坏"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(ReadError) as error:
        package_source(data)
    zh, en = (error.value.phrase.text(lang) for lang in ("zh", "en"))
    assert words in zh and len(zh) <= 60 and ("另存" in zh or "保存" in zh)
    assert "save" in en and error.value.name == "a.docx"


def package_source(data: bytes) -> Source:
    return docx.source(data, "a.docx", "")


def test_locked_and_old_files_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for data, words in ((ole + "EncryptedPackage".encode("utf-16-le"), "打开密码"), (ole, "旧版 Word")):
        with pytest.raises(ReadError) as error:
            package_source(data)
        assert words in error.value.phrase.text("zh")


def test_a_part_that_swells_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by what the archive says of its size nor by what it lies about it."""
    monkeypatch.setattr(package, "LIMIT", 100_000)
    bomb = with_document(XML.replace("甲".encode(), b" " * 2_000_000))
    assert len(bomb) < 10_000
    with pytest.raises(ReadError) as error:
        package_source(bomb)
    assert "word/document.xml" in error.value.phrase.text("zh") and "检查是否选错" in error.value.phrase.text(
        "zh"
    )
    lying = bomb.replace(
        struct.pack("<L", len(XML.replace("甲".encode(), b" " * 2_000_000))), struct.pack("<L", 50)
    )
    with pytest.raises(ReadError):
        package_source(lying)


def test_patterns_and_notes_cannot_be_multiplied() -> None:
    """A short file that would become a long text."""
    numbering = abstract(0, level(0, "upperRoman", "%1" * 30_000)) + num(1, 0)
    assert len(read_text("".join(item("甲", 1) for _ in range(200)), numbering=numbering)) < 200_000
    note = '<w:footnote w:id="2">' + p("注" * 10_000) + "</w:footnote>"
    assert (
        len(read_text(p('<w:r><w:footnoteReference w:id="2"/></w:r>') * 300 + p("甲"), footnotes=note))
        < 20_000
    )


def test_parts_that_are_missing_or_elsewhere_do_no_harm() -> None:
    assert (
        package_source(without("_rels/.rels", "[Content_Types].xml", "word/_rels/document.xml.rels")).original
        == "甲\n"
    )
    assert package_source(packed(p("乙"), main="word/document2.xml")).original == "乙\n"
    assert (
        package_source(
            zipped({name.replace("/", "\\"): content for name, content in unzipped(GOOD).items()})
        ).original
        == "甲\n"
    )
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in unzipped(GOOD).items()
    }
    assert package_source(zipped(strict)).original == "甲\n"


# ── Anything at all ───────────────────────────────────────────────────────────

WHOLE = word(a_draft(0)[1], random.Random(4), noise=0.5)
PARTS = unzipped(WHOLE)
TAGS = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:pPr",
    "w:numPr",
    "w:numId",
    "w:ilvl",
    "w:ins",
    "w:sdt",
    "w:fldChar",
    "w:gridSpan",
    "w:vMerge",
    "w:txbxContent",
]


def reads_or_says_why(data: bytes) -> None:
    try:
        check(package_source(data))
    except ReadError as error:
        assert error.phrase.text("zh") and error.phrase.text("en")


@settings(max_examples=60)
@given(st.data())
def test_no_bytes_make_it_crash(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    reads_or_says_why(WHOLE[:start])
    reads_or_says_why(WHOLE[:start] + data.draw(st.binary(min_size=1, max_size=6)) + WHOLE[start + 3 :])


@settings(max_examples=60)
@given(st.data())
def test_no_markup_makes_it_crash(data: st.DataObject) -> None:
    """Document with elements renamed, values exchanged and parts moved, so that it is still XML."""
    part = data.draw(
        st.sampled_from(["word/document.xml", "word/document.xml", "word/numbering.xml", "word/styles.xml"])
    )
    text = PARTS[part].decode()
    for _ in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            old, new = data.draw(st.sampled_from(TAGS)), data.draw(st.sampled_from(TAGS))
            text = (
                text.replace(f"<{old}>", f"<{new}>")
                .replace(f"<{old} ", f"<{new} ")
                .replace(f"<{old}/>", f"<{new}/>")
                .replace(f"</{old}>", f"</{new}>")
            )
        else:
            number = data.draw(st.sampled_from(["-1", "0", "9", "99999", "x", "", "1e9", "٣"]))
            text = text.replace(f'w:val="{data.draw(st.integers(0, 9))}"', f'w:val="{number}"')
    reads_or_says_why(zipped({**PARTS, part: text.encode()}))
