"""Files that are small on disk and endless in memory, or nest without end, are read or refused cheaply."""

from __future__ import annotations

import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from nianbao.linter import ReadError
from nianbao.linter.readers import from_bytes

from tests.fuzz.mutations import OBJECT, pdf_of
from tests.fuzz.reading import documents, prints, workbooks
from tests.generator.docx import packed, unzipped, zipped

MEGABYTE = 2**20
SECRET = "机密内容不得外传"
# Reads a file and says how many megabytes that took at most, beyond what the program itself needs.
MEASURE = """
import resource, sys
from pathlib import Path
from nianbao.linter import ReadError
from nianbao.linter.readers import from_bytes
import pdfplumber, lxml.etree, python_calamine
unit = 2**20 if sys.platform == "darwin" else 2**10
def used(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
data = Path(sys.argv[1]).read_bytes()
before = used()
try:
    from_bytes(data, sys.argv[1])
    print("read", end=" ")
except ReadError as error:
    print("refused", end=" ")
print(round(used() - before))
"""


def read_apart(path: Path, data: bytes) -> tuple[str, int]:
    """Whether a process of its own reads a file, and how many megabytes that takes."""
    path.write_bytes(data)
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=True,
    )
    said, megabytes = run.stdout.split()
    return said, int(megabytes)


def spaces(megabytes: int) -> bytes:
    """So much of nothing, packed by zlib."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()


def stream(body: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<</Filter%s/Length %d>>stream\n%s\nendstream\n" % (filters, len(body), body)


def pdf_with(content: bytes, font: bool = False) -> bytes:
    """A printed report, where what a page draws, or the names of the characters of its font, are these."""
    objects = {int(number): body for number, body in OBJECT.findall(next(iter(prints())))}
    streams = [number for number, body in objects.items() if b"stream" in body]
    objects[streams[0] if font else streams[-1]] = content
    return pdf_of(objects)


def word_with(**parts: bytes) -> bytes:
    """A report in Word with other parts. `parts`: by the last of their names."""
    return zipped(
        {**unzipped(next(iter(documents()))), **{f"word/{name}": content for name, content in parts.items()}}
    )


BOMBS: dict[str, Callable[[], bytes]] = {
    "content.pdf": lambda: pdf_with(stream(spaces(300))),
    "font.pdf": lambda: pdf_with(stream(spaces(300)), font=True),
    "twice.pdf": lambda: pdf_with(stream(zlib.compress(spaces(300), 9), b"[/FlateDecode/FlateDecode]")),
    "picture.pdf": lambda: pdf_with(stream(spaces(600), b"/FlateDecode/Subtype/Image")),
    "document.docx": lambda: word_with(**{"document.xml": b"<w:document>" + b" " * 300 * MEGABYTE}),
    "styles.docx": lambda: word_with(**{"styles.xml": b" " * 300 * MEGABYTE}),
    "members.docx": lambda: word_with(**{f"media/{number}.bin": b"" for number in range(20_000)}),
    "nested.docx": lambda: word_with(**{"embeddings/a.docx": zipped({"a": b" " * 50 * MEGABYTE})}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_swells_takes_no_memory(tmp_path: Path, name: str) -> None:
    said, megabytes = read_apart(tmp_path / name, BOMBS[name]())
    assert said == ("read" if name.startswith(("members", "nested")) else "refused")
    assert megabytes < 200


def test_parts_that_overlap_are_one_part_or_refused() -> None:
    """Many names for the same bytes: each is unpacked when it is needed, so their sum does not matter."""
    data = packed("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    directory, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries, count = data[directory:end], len(zipfile.ZipFile(BytesIO(data)).infolist())
    many = data[:directory] + entries * 500
    tail = (
        data[end : end + 8]
        + (count * 500).to_bytes(2, "little") * 2
        + (len(entries) * 500).to_bytes(4, "little")
        + directory.to_bytes(4, "little")
        + b"\0\0"
    )
    try:
        read = from_bytes(many + tail, "a.docx").original
    except ReadError as error:  # Python has looked for such since 3.12.2
        read = "甲\n" if "_rels/.rels" in str(error) else ""
    assert read == "甲\n"


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@pytest.mark.parametrize("kind", ["file", "many"])
def test_entities_name_no_file_and_do_not_multiply(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    if kind == "file":
        doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    else:
        doctype = (
            '<!DOCTYPE d [<!ENTITY a "哈哈">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 30}">' for a, b in zip("abcdefgh", "bcdefghx", strict=True))
            + "]>"
        )
    files = unzipped(next(iter(documents() if name == "a.docx" else workbooks())))
    path = (
        "word/document.xml"
        if name == "a.docx"
        else next(path for path in files if path.endswith("sheet1.xml"))
    )
    text = files[path].decode()
    start = text.index("?>") + 2 if text.startswith("<?xml") else 0
    changed = text[:start] + doctype + text[start:]
    changed = (
        changed.replace("</w:t>", "&x;</w:t>", 1)
        if name == "a.docx"
        else changed.replace("</t>", "&x;</t>", 1).replace("</v>", "&x;</v>", 1)
    )
    try:
        source = from_bytes(zipped({**files, path: changed.encode()}), name)
    except ReadError as error:
        assert error.phrase.text("zh")
    else:
        assert SECRET not in source.original and source.original.count("哈") < 100


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "甲",
        "<table><tr><td>" * 20_000 + "甲",
        "<p>甲" * 10_000,
        "<b>" * 50_000 + "甲" + "</i>" * 50_000,
        "<ul><li>" * 30_000 + "甲",
    ],
    ids=["divs", "tables", "paragraphs", "crossed", "lists"],
)
def test_pages_may_nest_as_deep_as_they_like(page: str) -> None:
    assert "甲" in from_bytes(page.encode(), "a.html").original


@pytest.mark.parametrize("kids", [b"2 0 R", b"2 0 R 6 0 R", b"2 0 R 2 0 R 2 0 R"])
def test_a_pdf_that_holds_itself_comes_to_an_end(kids: bytes) -> None:
    objects = {int(number): body for number, body in OBJECT.findall(next(iter(prints())))}
    objects[2] = b"\n<</Type/Pages/Parent 2 0 R/Kids[" + kids + b"]/Count 3/Length 2 0 R>>\n"
    try:
        from_bytes(pdf_of(objects), "a.pdf")
    except ReadError as error:
        assert error.phrase.text("zh")
