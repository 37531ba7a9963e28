"""Baselines: files of findings that were accepted when a team began to use nianbao.

A finding is recognised by its fingerprint. An accepted finding is marked, not dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from .config import UsageError
from .engine import Examination
from .findings import Finding, Waiver
from .messages import Message
from .registry import ALWAYS

VERSION = 1
ABSENT = Message(
    zh="没有基线文件 {path}，请检查路径，或者用 --write-baseline 新建",
    en="no baseline {path}; check the path, or make one with --write-baseline",
)
UNOPENED = Message(zh="基线文件 {path} 打不开：{error}", en="the baseline {path} cannot be opened: {error}")
MALFORMED = Message(
    zh="基线文件 {path} 内容有误（{error}），请恢复原来的文件，或者删去后重新生成",
    en="the baseline {path} is broken ({error}); restore it, or delete it and write it again",
)
NO_JSON = Message(zh="第 {line} 行不是正确的 JSON", en="line {line} is not valid JSON")
LACKS = Message(zh="缺少 {key}", en="{key} is missing")
OTHER_VERSION = Message(
    zh="基线文件 {path} 是第 {version} 版格式，本程序只认第 {known} 版",
    en="the baseline {path} has version {version}, this program knows only {known}",
)


class AcceptedFinding(NamedTuple):
    """An accepted finding. Only its fingerprint counts; the rest is for people who read the file."""

    path: str  # from the folder of the baseline, with / on every system
    code: str
    name: str
    place: str
    message: str
    fingerprint: str


class Renewal(NamedTuple):
    """A baseline after a run, with its changes."""

    baseline: Baseline
    added: tuple[AcceptedFinding, ...]  # found, but not in the old baseline
    gone: tuple[AcceptedFinding, ...]  # in the old baseline, but no longer found


class Baseline(Struct, frozen=True):
    """Accepted findings, in the order of their files."""

    entries: tuple[AcceptedFinding, ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> Baseline:
        """Read a baseline. Raises `UsageError` if the file is missing or is not in the form of `write`."""
        try:
            data = json.loads(Path(path).read_text("utf-8-sig"))
        except FileNotFoundError as error:
            raise UsageError(ABSENT(path=str(path))) from error
        except OSError as error:
            raise UsageError(UNOPENED(path=str(path), error=error.strerror)) from error
        except json.JSONDecodeError as error:
            raise UsageError(MALFORMED(path=str(path), error=NO_JSON(line=error.lineno))) from error
        except ValueError as error:
            raise UsageError(MALFORMED(path=str(path), error=error)) from error
        version = data.get("version") if isinstance(data, dict) else None
        if isinstance(version, int) and version != VERSION:
            raise UsageError(OTHER_VERSION(path=str(path), version=version, known=VERSION))
        try:
            return cls(tuple(_entry(item) for item in data["findings"]))
        except KeyError as error:
            raise UsageError(MALFORMED(path=str(path), error=LACKS(key=error.args[0]))) from error
        except (TypeError, AttributeError) as error:
            raise UsageError(MALFORMED(path=str(path), error=error)) from error

    @classmethod
    def of(cls, examinations: Iterable[Examination], folder: str | Path = ".") -> Baseline:
        """A baseline of all findings that no other waiver covers. It is to be written into `folder`."""
        return cls(
            tuple(sorted(entry for examination in examinations for entry in entries_of(examination, folder)))
        )

    @property
    def fingerprints(self) -> frozenset[str]:
        """The fingerprints of all entries, for `Config.baseline`."""
        return frozenset(entry.fingerprint for entry in self.entries)

    def renewed(
        self, found: Iterable[AcceptedFinding], checked: Set[str], folder: str | Path = "."
    ) -> Renewal:
        """The baseline after a run that checked some files, named as in `AcceptedFinding.path`.

        An entry of a file that was not checked stays as long as the file exists.
        """
        found = tuple(found)
        again = {entry.fingerprint for entry in found}
        unseen = [entry for entry in self.entries if entry.fingerprint not in again]
        gone = tuple(
            entry
            for entry in unseen
            if entry.path in checked or not os.path.exists(Path(folder) / entry.path)
        )
        entries = sorted({*found, *unseen} - {*gone})
        return Renewal(
            Baseline(tuple(entries)),
            tuple(entry for entry in found if entry.fingerprint not in self.fingerprints),
            gone,
        )

    def write(self, path: str | Path) -> None:
        """Write the whole file, or leave the old one as it is. Raises OSError."""
        from .. import __version__

        data = {
            "version": VERSION,
            "tool": {"name": "nianbao", "version": __version__},
            "findings": [entry._asdict() for entry in self.entries],
        }
        path = Path(path)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            draft.write_text(
                json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8", "backslashreplace", "\n"
            )  # half characters of odd names
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def accept(examination: Examination) -> Examination:
    """The same examination, with every finding marked that a baseline may accept."""
    return replace(examination, findings=tuple(_accepted(finding) for finding in examination.findings))


def _accepted(finding: Finding) -> Finding:
    return (
        finding if finding.waived or finding.code in ALWAYS else replace(finding, waived=Waiver("baseline"))
    )


def entries_of(examination: Examination, folder: str | Path = ".") -> tuple[AcceptedFinding, ...]:
    """The findings of one file that a baseline may accept."""
    path = path_in(folder, examination.name)
    return tuple(
        AcceptedFinding(path, finding.code, finding.name, finding.place, finding.message, finding.fingerprint)
        for finding in examination.findings
        if finding.code not in ALWAYS and (finding.waived is None or finding.waived.kind == "baseline")
    )


def path_in(folder: str | Path, name: str) -> str:
    """The path of a file from the folder of a baseline, with / on every system."""
    try:
        return os.path.relpath(name, folder).replace(os.sep, "/")
    except ValueError:  # on another drive
        return name


def _entry(item: Any) -> AcceptedFinding:
    entry = AcceptedFinding(**{name: item[name] for name in AcceptedFinding._fields})
    for name, value in entry._asdict().items():
        if not isinstance(value, str):
            raise TypeError(f"{name} is {value!r}")
    return entry
