"""From files to sources. Only here does anything depend on the type of a file."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from ...grammar import Source
from ..findings import ReadError
from ..messages import Message

LIMIT = 8 * 2**20  # bytes of text; the longest reports seen have under a tenth of a megabyte
FILE_LIMIT = 64 * 2**20  # bytes of a file that holds more than text

UNKNOWN = Message(
    zh="不支持“{suffix}”类型的文件，请另存为 .docx 或 .txt 后再检查",
    en="files of type {suffix!r} are not supported; save it as .docx or .txt",
)
TOO_LARGE = Message(
    zh="文件有 {size} MB，超过上限 {limit} MB，不像一份年度报告，请检查是否选错了文件",
    en="the file has {size} MB, more than the limit of {limit} MB for a report; check that it is the right one",
)
NO_READER = Message(
    zh="这里的检查程序不能读此类文件，请用装有 nianbao 的电脑检查",
    en="files of this kind cannot be read here, but where nianbao is installed",
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


class FileKind(NamedTuple):
    """A kind of file: the module with its `source(data, name, sha256)`, its suffixes, and how its bytes begin where they say so."""

    module: str
    suffixes: tuple[str, ...]
    limit: int = FILE_LIMIT
    magic: tuple[bytes, ...] = ()


TEXT = FileKind("text", (".md", ".markdown", ".txt", ".text"), LIMIT)
WORD = FileKind("docx", (".docx", ".docm", ".dotx", ".dotm"), magic=(b"PK\x03\x04",))
PDF = FileKind("pdf", (".pdf",), magic=(b"%PDF-",))
PAGE = FileKind(
    "html",
    (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml"),
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
OLDER = FileKind(
    "office",
    (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"),
    magic=(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"),
)
SHEETS = FileKind(
    "sheets",
    (".xlsx", ".xlsm", ".xls", ".et", ".ods"),
    magic=(b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
)
KINDS = (TEXT, WORD, PDF, PAGE, OLDER, SHEETS)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)


def readable(path: Path) -> bool:
    """Whether a file in a folder is one to read, by its name."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(
        "~$"
    )  # which Word puts beside a file that is open


def read(path: str | Path, name: str | None = None) -> Source:
    """Read a file. `name`: what findings call it (default: the path as given). Raises `ReadError`."""
    path, name = Path(path), name or str(path)
    suffix = path.suffix.lower()
    if not readable(path) and not path.is_dir():
        raise ReadError(name, UNKNOWN(suffix=suffix or path.name))
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
    """A source from the bytes of a file, of the kind that they or else its name say; text where neither does. Raises `ReadError`."""
    kind = _kind(data, Path(name).suffix.lower())
    _limit(len(data), kind.limit, name)
    try:
        module: Any = import_module(f".{kind.module}", __name__)
    except ModuleNotFoundError as error:
        raise ReadError(name, NO_READER()) from error
    source: Source = module.source(data, name, hashlib.sha256(data).hexdigest())
    return source


def _kind(data: bytes, suffix: str) -> FileKind:
    named = next((kind for kind in KINDS if suffix in kind.suffixes), TEXT)
    if named.magic and data.startswith(named.magic):
        return named
    return next((kind for kind in KINDS if kind.magic and data.startswith(kind.magic)), named)


def _limit(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise ReadError(name, TOO_LARGE(size=round(size / 2**20), limit=limit // 2**20))
