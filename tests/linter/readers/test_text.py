"""Bytes to text: every encoding that offices write, and clear errors for everything else."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from nianbao.linter import ReadError, check, read
from nianbao.linter.readers import LIMIT, from_bytes

from tests.generator import draft, random_figures, render


def report_text() -> str:
    rng = random.Random(5)
    return render(draft(rng, random_figures(rng, "2021"), agency="青禾县民政局", year=2023), "markdown", rng)


def message(error: ReadError) -> str:
    return error.phrase.text("zh")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312"]
)
def test_encodings(encoding: str) -> None:
    text = report_text().replace("——", "-")
    source = from_bytes(text.encode(encoding, "ignore"), "a.md")
    assert source.original == text.encode(encoding, "ignore").decode(encoding)
    assert check(source) == []


def test_utf16_with_bom_of_the_other_end() -> None:
    assert from_bytes(b"\xfe\xff" + report_text().encode("utf-16-be"), "a.md").original == report_text()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20, "不是文本文件"),
        (b"PK\x03\x04" + os.urandom(4000) + b"\0", "Word 文件已损坏"),
        ("第二十条".encode() * 300 + b"\xff\xfe\xff" + "规章".encode() * 300, "第 3601 字节"),
        (b"\xff\xfe" + "规章".encode("utf-16-le") + b"\x00", "UTF-16-LE 编码在第 7 字节处损坏"),
    ],
)
def test_what_is_no_text(data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        from_bytes(data, "a.md")
    assert says in message(caught.value)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("规章".encode() * (LIMIT // 6 + 10))
    with pytest.raises(ReadError) as caught:
        read(path)
    assert "超过上限 8 MB" in message(caught.value)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.docx", "另存为"),
        ("a.xyz", "“.xyz”"),
        ("a.pdf", "另存为"),
        ("no-suffix", "没有后缀"),
        ("a.PNG", "图片"),
    ],
)
def test_types_that_are_not_read(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name)
    assert says in message(caught.value) and caught.value.name.endswith(name)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "gone.md")
    assert "不存在" in message(caught.value)
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "folder.md")
    assert "这是文件夹" in message(caught.value)
