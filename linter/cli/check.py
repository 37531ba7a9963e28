"""`nianbao check`: lint files, folders and standard input."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timezone
from pathlib import Path

from ...grammar import Level
from .. import outputs
from ..audit import Verdict
from ..config import Config, Lang
from ..engine import Examination, examine, unreadable
from ..findings import Message, Phrase, ReadError, Severity
from ..readers import SUFFIXES, from_bytes, read, readable
from ..registry import UnknownRule, codes

SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist"})
SUMMARY = Message(
    zh="检查 {files} 个文件、{reports} 份报告：核对等式 {equations} 个，成立 {passed}，不成立 {failed}，无法核对 {unknown}；"
    "错误 {error}，警告 {warning}，提示 {info}",
    en="{files} files, {reports} reports: {equations} equations, {passed} hold, {failed} fail, {unknown} unknown; "
    "{error} errors, {warning} warnings, {info} notes",
)
ABSENT = Message(zh="{path}：没有这个文件或文件夹，请检查路径", en="{path}: no such file or folder; check the path")
NO_FILE = Message(zh="{path}：文件夹里没有可检查的文件（{suffixes}）", en="{path}: the folder holds no file to check ({suffixes})")
NO_REPORT = Message(zh="没有找到一份年度报告，等于没有检查", en="no annual report was found, so nothing was checked")
UNKNOWN_RULE = Message(zh="没有规则“{wanted}”，是不是“{near}”？", en="no rule {wanted!r}; did you mean {near}?")
SEVERITY = Message(
    zh="--severity 应写成 NB204=error，级别为 error、warning 或 info，而不是“{text}”",
    en="--severity takes NB204=error, warning or info, not {text!r}",
)
UNWRITABLE = Message(zh="写不了 {path}：{reason}", en="cannot write {path}: {reason}")
EPOCH = Message(
    zh="环境变量 SOURCE_DATE_EPOCH 应是 1970 年以来的秒数，而不是“{text}”",
    en="SOURCE_DATE_EPOCH must be seconds since 1970, not {text!r}",
)
STDIN = "-"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("check", help="检查报告 (lint reports)", description="检查文件或文件夹里的年度报告。- 表示标准输入。")
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹，默认当前文件夹")
    parser.add_argument("--format", choices=outputs.FORMATS, default="text", help="输出格式 (default: text)")
    parser.add_argument("--output", metavar="FILE", help="写入文件而不是标准输出")
    parser.add_argument("--select", action="append", default=[], metavar="CODES", help="只用这些规则，如 NB3,NB103")
    parser.add_argument("--ignore", action="append", default=[], metavar="CODES", help="不用这些规则")
    parser.add_argument("--severity", action="append", default=[], metavar="CODE=LEVEL", help="改变规则的级别，如 NB204=error")
    parser.add_argument("--fail-on", choices=("error", "warning", "info", "never"), default="error", help="达到此级别时退出码为 1 (default: error)")
    parser.add_argument("--year", type=int, metavar="YYYY", help="报告年度，默认从报告中读出")
    parser.add_argument("--level", choices=[level.value for level in Level], help="机关类别，默认由名称判断")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="信息的语言 (default: zh)")
    parser.add_argument("--passed", action="store_true", help="同时列出核对过的每个等式，可用于审签")
    parser.add_argument("--quiet", action="store_true", help="每个问题只显示位置和一句话")
    parser.add_argument("--stdin-filename", metavar="NAME", default="<stdin>", help="标准输入内容的文件名")
    parser.add_argument("--schema", action="store_true", help="显示 JSON 输出的 JSON Schema")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.schema:
        from ..outputs.json import SCHEMA

        print(SCHEMA.read_text("utf-8"), end="")
        return 0
    lang: Lang = options.lang
    try:
        config = _config(options)
        date = _today() if options.passed else ""
    except UnknownRule as error:
        return _fail([UNKNOWN_RULE(wanted=error.wanted, near=error.near)], lang)
    except argparse.ArgumentTypeError as error:
        return _fail([error.args[0]], lang)
    troubles: list[Phrase] = []
    tally = Tally()
    colour = not options.output and _colourful()
    writer = outputs.writer(options.format, outputs.Options(lang, colour, options.quiet, options.passed, date))
    try:
        with open(options.output, "w", encoding="utf-8") if options.output else nullcontext(sys.stdout) as stream:
            for path, named in _gather(options.paths or ["."], troubles):
                examination = _examine(path, named, options.stdin_filename, config)
                tally.add(examination, named)
                stream.write(writer.add(examination))
            stream.write(writer.end())
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        return _fail([UNWRITABLE(path=options.output or "stdout", reason=error.strerror)], lang)
    if tally.files and not tally.reports and not tally.named:
        troubles.append(NO_REPORT())
    status = _fail(troubles, lang)
    print(tally.summary().text(lang), file=sys.stderr)
    failing = options.fail_on != "never" and any(tally.findings[severity] for severity in Severity if severity.rank >= Severity(options.fail_on).rank)
    return status or int(failing)


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


def _config(options: argparse.Namespace) -> Config:
    severity: dict[str, Severity] = {}
    for text in _split(options.severity):
        code, _, level = text.partition("=")
        if level not in list(Severity):
            raise argparse.ArgumentTypeError(SEVERITY(text=text))
        severity |= dict.fromkeys(codes([code]), Severity(level))
    return Config(
        select=frozenset(codes(_split(options.select))) if options.select else None,
        ignore=frozenset(codes(_split(options.ignore))),
        severity=severity,
        year=options.year,
        level=Level(options.level) if options.level else None,
        lang=options.lang,
    )


def _split(texts: list[str]) -> list[str]:
    return [part.strip() for text in texts for part in text.split(",") if part.strip()]


def _gather(paths: list[str], troubles: list[Phrase]) -> Iterator[tuple[str, bool]]:
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


def _examine(path: str, named: bool, stdin_name: str, config: Config) -> Examination:
    if named:
        config = config.with_default("NB002", Severity.ERROR)
    try:
        if path == STDIN:
            return examine(from_bytes(sys.stdin.buffer.read(), stdin_name), config)
        return examine(read(path), config)
    except ReadError as error:
        return unreadable(error, config)


def _colourful() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _today() -> str:
    """The day of the check; SOURCE_DATE_EPOCH sets it where outputs must be reproducible. Raises `ArgumentTypeError`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(epoch), timezone.utc) if epoch else datetime.now()).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise argparse.ArgumentTypeError(EPOCH(text=epoch)) from error


def _fail(troubles: list[Phrase], lang: Lang) -> int:
    for phrase in troubles:
        print(f"nianbao: {phrase.text(lang)}", file=sys.stderr)
    return 2 if troubles else 0
