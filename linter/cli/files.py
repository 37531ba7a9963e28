"""Which files a command works on, and what it made of them."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..audit import Verdict
from ..config import Config
from ..engine import Examination, examine, unreadable
from ..findings import Message, Phrase, ReadError, Severity
from ..readers import SUFFIXES, from_bytes, read, readable

STDIN = "-"
SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist"})
ABSENT = Message(zh="{path}：没有这个文件或文件夹，请检查路径", en="{path}: no such file or folder; check the path")
NO_FILE = Message(zh="{path}：文件夹里没有可检查的文件（{suffixes}）", en="{path}: the folder holds no file to check ({suffixes})")
SUMMARY = Message(
    zh="检查 {files} 个文件、{reports} 份报告：核对等式 {equations} 个，成立 {passed}，不成立 {failed}，无法核对 {unknown}；"
    "错误 {error}，警告 {warning}，提示 {info}",
    en="{files} files, {reports} reports: {equations} equations, {passed} hold, {failed} fail, {unknown} unknown; "
    "{error} errors, {warning} warnings, {info} notes",
)


def gather(paths: list[str], troubles: list[Phrase]) -> Iterator[tuple[str, bool]]:
    """The files to check, and whether the user named each; what cannot be found is added to `troubles`."""
    for path in paths:
        if path == STDIN or os.path.isfile(path):
            yield path, True
        elif os.path.isdir(path):
            files = list(_walk(path))
            if not files:
                troubles.append(NO_FILE(path=path, suffixes=" ".join(SUFFIXES)))
            yield from ((file, False) for file in files)
        else:
            troubles.append(ABSENT(path=path))


def _walk(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        yield from (os.path.normpath(os.path.join(root, name)) for name in sorted(files) if readable(Path(name)) and not name.startswith("."))


def examine_file(path: str, named: bool, stdin_name: str, config: Config) -> Examination:
    """Read and examine one file. `named`: by the user, who expects a report in it."""
    if named:
        config = config.with_default("NB002", Severity.ERROR)
    try:
        if path == STDIN:
            return examine(from_bytes(sys.stdin.buffer.read(), stdin_name), config)
        return examine(read(path), config)
    except ReadError as error:
        return unreadable(error, config)


class Tally:
    """What was checked and found, over all files; `named` counts the files that the user named."""

    def __init__(self) -> None:
        self.files = self.reports = self.named = 0
        self.verdicts: Counter[Verdict] = Counter()
        self.findings: Counter[Severity] = Counter()

    def add(self, examination: Examination, named: bool) -> None:
        self.files += 1
        self.named += named
        self.findings.update(finding.severity for finding in examination.findings)
        if examination.audit:
            self.reports += 1
            self.verdicts.update(equation.verdict for equation in examination.audit.equations)

    def summary(self) -> Phrase:
        return SUMMARY(
            files=self.files,
            reports=self.reports,
            equations=self.verdicts.total(),
            **{verdict.value: self.verdicts[verdict] for verdict in Verdict},
            **{severity.value: self.findings[severity] for severity in Severity},
        )
