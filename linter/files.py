"""Which files a command works on, and what it made of them."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from .audit import Verdict
from .cli.streams import read_stdin
from .config import Config
from .engine import Examination, examine, unreadable
from .findings import ReadError, Severity
from .messages import Message, Phrase
from .overwrite import reason
from .readers import SUFFIXES, from_bytes, read, readable

STDIN = "-"
SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist"})
ABSENT = Message(
    zh="{path}：没有这个文件或文件夹，请检查路径", en="{path}: no such file or folder; check the path"
)
UNREACHABLE = Message(
    zh="{path}：打不开（{reason}），没有检查", en="{path}: it cannot be opened ({reason}) and was not checked"
)
NO_PLAIN_FILE = Message(
    zh="{path}：不是普通文件，读取可能没有尽头，没有检查；管道请写成 -",
    en="{path}: this is no plain file, and reading it may never end; it was not checked. For a pipe write -",
)
NO_FILE = Message(
    zh="{path}：文件夹里没有可检查的文件（{suffixes}）",
    en="{path}: the folder holds no file to check ({suffixes})",
)
CLOSED = Message(
    zh="{path}：文件夹打不开（{reason}），里面的文件没有检查",
    en="{path}: the folder cannot be opened ({reason}); its files were not checked",
)
NO_REPORT = Message(
    zh="没有找到一份年度报告，等于没有检查", en="no annual report was found, so nothing was checked"
)
UNWRITABLE = Message(zh="写不了 {path}：{reason}", en="cannot write {path}: {reason}")
CRASHED = Message(
    zh="检查此文件时程序出错（{error}），其他文件不受影响；请把此文件交给维护者",
    en="the program failed on this file ({error}), the others are not concerned; pass it on to the maintainers",
)
SUMMARY = Message(
    zh="检查 {files} 个文件、{reports} 份报告：核对等式 {equations} 个，成立 {passed}，不成立 {failed}，无法核对 {unknown}；"
    "错误 {error}，警告 {warning}，提示 {info}",
    en="{files} files, {reports} reports: {equations} equations, {passed} hold, {failed} fail, {unknown} unknown; "
    "{error} errors, {warning} warnings, {info} notes",
)
AND_WAIVED = Message(zh="{summary}；另有 {waived} 处已豁免", en="{summary}; {waived} more are waived")


def gather(
    paths: list[str], troubles: list[Phrase], includes: Callable[[str], bool] = lambda path: True
) -> Iterator[tuple[str, bool]]:
    """The files to check, and whether the user named each; what cannot be found or opened is added to `troubles`.

    `includes`: which of the files that were found in folders are wanted.
    """
    for path in paths:
        if path == STDIN or os.path.isfile(path):
            yield path, True
        elif os.path.isdir(path):
            before = len(troubles)
            files = [file for file in _walk(path, troubles) if includes(file)]
            if not files and len(troubles) == before:
                troubles.append(NO_FILE(path=path, suffixes=" ".join(SUFFIXES)))
            yield from ((file, False) for file in files)
        else:
            troubles.append(_why_not(path))


def _why_not(path: str) -> Phrase:
    """What is wrong with a path that leads neither to a file nor to a folder."""
    try:
        os.stat(path)
    except (FileNotFoundError, ValueError):
        return ABSENT(path=path)
    except OSError as error:
        return UNREACHABLE(path=path, reason=reason(error))
    return NO_PLAIN_FILE(path=path)


def _walk(folder: str, troubles: list[Phrase]) -> Iterator[str]:
    def closed(error: OSError) -> None:
        troubles.append(CLOSED(path=error.filename, reason=reason(error)))

    for root, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        found = (
            os.path.normpath(os.path.join(root, name))
            for name in sorted(files)
            if readable(Path(name)) and not name.startswith(".")
        )
        yield from (path for path in found if not _endless(path))


def _endless(path: str) -> bool:
    """Whether a name stands for a pipe or a device, reading which may never end. A link that leads nowhere does not."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def examine_file(
    path: str, named: bool, stdin_name: str, config: Config, data: bytes | None = None
) -> Examination:
    """Read and examine one file. `named`: by the user, who expects a report in it; `data`: what was read from standard input, if it was."""
    if named:
        config = config.with_default("NB002", Severity.ERROR)
    name = stdin_name if path == STDIN else path
    try:
        if path == STDIN:
            return examine(from_bytes(read_stdin(name) if data is None else data, name), config)
        return examine(read(path), config)
    except ReadError as error:
        return unreadable(error, config)
    except Exception as error:  # a fault of ours in one file must not cost the others their results
        return unreadable(ReadError(name, CRASHED(error=f"{type(error).__name__}: {error}")), config)


class Tally:
    """What was checked and found, over all files; `named` counts the files that the user named. Waived findings are counted apart."""

    def __init__(self) -> None:
        self.files = self.reports = self.named = self.waived = 0
        self.verdicts: Counter[Verdict] = Counter()
        self.findings: Counter[Severity] = Counter()

    def add(self, examination: Examination, named: bool) -> None:
        self.files += 1
        self.named += named
        self.findings.update(finding.severity for finding in examination.findings if not finding.waived)
        self.waived += sum(1 for finding in examination.findings if finding.waived)
        if examination.audit:
            self.reports += 1
            self.verdicts.update(equation.verdict for equation in examination.audit.equations)

    def update(self, other: Tally) -> None:
        """Add the counts of other files."""
        self.files += other.files
        self.reports += other.reports
        self.named += other.named
        self.waived += other.waived
        self.verdicts.update(other.verdicts)
        self.findings.update(other.findings)

    def summary(self) -> Phrase:
        summary = SUMMARY(
            files=self.files,
            reports=self.reports,
            equations=self.verdicts.total(),
            **{verdict.value: self.verdicts[verdict] for verdict in Verdict},
            **{severity.value: self.findings[severity] for severity in Severity},
        )
        return AND_WAIVED(summary=summary, waived=self.waived) if self.waived else summary


def colourful(stream: TextIO) -> bool:
    """Whether what is written to a stream is shown in colours."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def utf8(stream: TextIO) -> TextIO:
    """The same stream, for documents that programs read: UTF-8 with plain line ends, whatever the system is set to."""
    assert isinstance(stream, TextIOWrapper)
    stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream
