"""Waivers written into a configuration file: one entry for one place of one report."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from ...grammar.regex import Regex
from ..config import UsageError
from ..engine import Examination
from ..files.overwrite import NotWritten, overwrite
from ..files.reasons import reason
from ..findings import Finding
from ..messages import Message
from ..places import cell_place
from ..registry import ALWAYS
from .configuration import read_configuration
from .files import NAMES, PROJECT, above, named
from .tables import shown

UNWRITABLE = Message(
    zh="{path}：写不进去（{reason}），没有加上豁免",
    en="{path}: cannot be written ({reason}); nothing was waived",
)
NOT_HERE = Message(
    zh="{path}：豁免加在文件末尾后，文件不再正确（{why}），没有写入；请手工加上",
    en="{path}: with the waiver at its end the file would be wrong ({why}); add it by hand",
)
_QUOTED = Regex("“([^“”]+)”")


class Entry(Struct, frozen=True):
    """A waiver for one place."""

    rule: str
    file: str
    reason: str
    cell: str = ""  # in words
    text: str = ""  # in the message of the finding
    until: str = ""  # a day, such as 2026-03-31

    def toml(self, table: str) -> str:
        values = [(name, getattr(self, name)) for name in ("rule", "file", "cell", "text", "reason")]
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values if value]
        lines += [f"until = {self.until}"] if self.until else []
        return "\n".join([f"[[{table}]]", *lines, ""])


def entry_for(finding: Finding, examination: Examination, reason: str, until: str = "") -> Entry:
    """The waiver of one finding: for its cell, else for the words that its message quotes."""
    cell = finding.problem.cell
    words = cell_place(examination.report, cell) if cell and examination.report else ""
    quoted = _QUOTED.search(finding.message)
    text = "" if words else quoted[1] if quoted else finding.message
    return Entry(finding.code, examination.name, reason, words, text, until)


def entries_for(examination: Examination, reason: str) -> tuple[Entry, ...]:
    """Waivers of all findings that stand, each once."""
    standing = [one for one in examination.findings if not one.waived and one.code not in ALWAYS]
    return tuple(dict.fromkeys(entry_for(finding, examination, reason) for finding in standing))


def add_entries(entries: Sequence[Entry], config: Path | None = None) -> list[Path]:
    """Write waivers at the end of the configuration of each file, or of `config`. Returns the files written.

    Where there is no configuration, it is made in the current folder. Raises `UsageError` or `NotWritten`.
    """
    by_path: dict[Path, list[Entry]] = {}
    for entry in entries:
        path = config or above(Path(os.path.abspath(entry.file)).parent) or Path.cwd() / NAMES[0]
        by_path.setdefault(path, []).append(entry)
    for path, own in by_path.items():
        _append(path, own)
    return list(by_path)


def _append(path: Path, entries: Iterable[Entry]) -> None:
    before = path.read_bytes() if path.exists() else b""
    table = "tool.nianbao.waiver" if path.name == PROJECT else "waiver"
    folder = Path(os.path.abspath(path)).parent
    added = "\n".join(_within(entry, folder).toml(table) for entry in entries)
    gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
    data = before + gap + added.encode("utf-8")
    if not path.exists():
        try:
            path.write_bytes(data)
        except OSError as error:
            raise NotWritten(UNWRITABLE(path=shown(path), reason=reason(error))) from error
        return
    overwrite(str(path), data, hashlib.sha256(before).hexdigest())
    try:
        read_configuration(named(path))
    except UsageError as error:
        overwrite(str(path), before, hashlib.sha256(data).hexdigest())
        raise NotWritten(NOT_HERE(path=shown(path), why=error.phrases[0])) from error


def _within(entry: Entry, folder: Path) -> Entry:
    """The entry with its file as a pattern from the folder of the configuration."""
    path = os.path.relpath(entry.file, folder).replace(os.sep, "/")
    file = f"/{path}" if not path.startswith("../") else path.rsplit("/", 1)[-1]
    return Entry(entry.rule, file, entry.reason, entry.cell, entry.text, entry.until)
