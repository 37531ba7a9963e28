"""Readers: the bytes of a file become a `Source`. Only this package depends on the type of a file.

    path ──read──▶ bytes ──from_bytes──▶ FileKind ──▶ its module ──source(data, name, sha256)──▶ Source

The first bytes decide the kind where they are distinctive, the suffix where they are not.

| module   | files                       | places that findings name              |
|----------|-----------------------------|----------------------------------------|
| `text`   | Markdown and plain text     | lines and columns                      |
| `html`   | web pages and web archives  | lines and columns of the page          |
| `docx`   | Word                        | paragraphs                             |
| `office` | .doc, .wps, .rtf, .odt      | those of `docx`, which reads a copy    |
| `pdf`    | PDF                         | pages and boxes                        |
| `sheets` | spreadsheets                | cells                                  |

A new reader touches two files here: its module, with `source(data, name, sha256) -> Source`, which raises
`ReadError`; and `KINDS` below, from which all lists of suffixes in the program are derived. Outside the
package it needs tests in tests/linter/readers, its suffixes in .pre-commit-hooks.yaml (a test compares them)
and a line in both READMEs. To let `nianbao annotate` mark its files, see linter/annotate.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

from ...grammar import Source
from ..findings import ReadError
from ..messages import Message
from .shared import OLE, ZIP

LIMIT = 8 * 2**20  # bytes of text; the longest reports seen have under a tenth of a megabyte
FILE_LIMIT = 64 * 2**20  # bytes of a file that holds more than text

UNKNOWN = Message(
    zh="不支持“{suffix}”类型的文件，请另存为 .docx 或 .txt 后再检查",
    en="files of type {suffix!r} are not supported; save it as .docx or .txt",
)
NO_SUFFIX = Message(
    zh="文件名没有后缀，看不出是什么文件，请加上 .docx、.txt 等后缀再检查",
    en="the name has no suffix, so its kind is unknown; add one, such as .docx or .txt",
)
PICTURE = Message(
    zh="这是图片，请检查原来的文件；没有的，先识别成文字再检查",
    en="this is a picture; check the original file, or turn the picture into text first",
)
EMPTY = Message(
    zh="文件是空的（0 字节），请检查是否保存成功", en="the file is empty (0 bytes); see if it was saved"
)
TOO_LARGE = Message(
    zh="文件有 {size} MB，超过上限 {limit} MB，不像一份年度报告，请检查是否选错了文件",
    en="the file has {size} MB, more than the limit of {limit} MB for a report;"
    " check that it is the right one",
)
NO_READER = Message(
    zh="这里的检查程序不能读此类文件，请用装有 nianbao 的电脑检查",
    en="this program cannot read files of this kind; check it on a computer with nianbao installed",
)
UNOPENED = Message(zh="文件打不开：{reason}", en="the file cannot be opened: {reason}")
REASONS = {
    FileNotFoundError: Message(zh="文件不存在，请检查路径", en="it does not exist; check the path"),
    PermissionError: Message(
        zh="没有读取权限，请检查文件权限", en="no permission to read it; check its rights"
    ),
    IsADirectoryError: Message(zh="这是文件夹", en="it is a folder"),
}
OTHER = Message(zh="{error}", en="{error}")


class FileKind(Struct, frozen=True):
    """A kind of file."""

    module: str  # of this package
    suffixes: tuple[str, ...]
    limit: int = FILE_LIMIT  # bytes
    magic: tuple[bytes, ...] = ()  # beginnings of its files, where these are distinctive


# All suffixes stand here. What editors and hooks must write themselves is compared with them by a test.
MARKDOWN = (".md", ".markdown")
PLAIN = (".txt", ".text")
HTML = (".html", ".htm")
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")

TEXT = FileKind("text", (*MARKDOWN, *PLAIN), LIMIT)
WORD = FileKind("docx", (".docx", ".docm", ".dotx", ".dotm"), magic=(ZIP,))
PDF = FileKind("pdf", (".pdf",), magic=(b"%PDF-",))
PAGE = FileKind(
    "html",
    (*HTML, ".shtml", ".xhtml", ".mht", ".mhtml"),
    magic=(
        b"<html",
        b"<HTML",
        b"<!DOCTYPE html",
        b"<!DOCTYPE HTML",
        b"<!doctype html",
        b"\xef\xbb\xbf<html",
        b"\xef\xbb\xbf<!DOCTYPE html",
        b"MIME-Version:",
    ),
)
OLDER = FileKind("office", (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"), magic=(OLE, b"{\\rtf", ZIP))
SHEETS = FileKind("sheets", (".xlsx", ".xlsm", ".xls", ".et", ".ods"), magic=(ZIP, OLE))
KINDS = (TEXT, WORD, PDF, PAGE, OLDER, SHEETS)  # of two kinds with the same magic the first is likelier
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)


def readable(path: Path) -> bool:
    """Whether the name of a file says that it can be read."""
    # Word puts a file with ~$ beside each one that is open.
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")


def read(path: str | Path, name: str | None = None) -> Source:
    """The source of a file. `name`: what findings call it, by default its path. Raises `ReadError`."""
    path, name = Path(path), name or str(path)
    if not readable(path) and not path.is_dir():
        suffix = path.suffix.lower()
        raise ReadError(
            name, NO_SUFFIX() if not suffix else PICTURE() if suffix in PICTURES else UNKNOWN(suffix=suffix)
        )
    try:
        _limit(path.stat().st_size, FILE_LIMIT, name)
        data = path.read_bytes()
    except OSError as error:
        reason = next(
            (message() for type, message in REASONS.items() if isinstance(error, type)),
            OTHER(error=error.strerror or error),
        )
        raise ReadError(name, UNOPENED(reason=reason)) from error
    return from_bytes(data, name)


def from_bytes(data: bytes, name: str) -> Source:
    """The source of a file from its bytes. Raises `ReadError`."""
    kind = _kind(data, Path(name).suffix.lower())
    _limit(len(data), kind.limit, name)
    if not data and kind is not TEXT:
        raise ReadError(name, EMPTY())
    try:
        module: Any = import_module(f".{kind.module}", __name__)
    except ModuleNotFoundError as error:
        raise ReadError(name, NO_READER()) from error
    source: Source = module.source(data, name, hashlib.sha256(data).hexdigest())
    return source


def _kind(data: bytes, suffix: str) -> FileKind:
    """The kind that the suffix names, unless the bytes say that it is another one. Text by default."""
    named = next((kind for kind in KINDS if suffix in kind.suffixes), TEXT)
    if named.magic and data.startswith(named.magic):
        return named
    return next((kind for kind in KINDS if kind.magic and data.startswith(kind.magic)), named)


def _limit(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise ReadError(name, TOO_LARGE(size=round(size / 2**20), limit=limit // 2**20))
