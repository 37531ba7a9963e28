"""`nianbao check`: lint files, folders and standard input."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from datetime import datetime, timezone

from .. import outputs
from ..findings import Message, Phrase, Severity
from .files import Tally, examine_file, gather
from .options import UsageError, add_rule_options, config_of, fail

NO_REPORT = Message(zh="没有找到一份年度报告，等于没有检查", en="no annual report was found, so nothing was checked")
UNWRITABLE = Message(zh="写不了 {path}：{reason}", en="cannot write {path}: {reason}")
EPOCH = Message(
    zh="环境变量 SOURCE_DATE_EPOCH 应是 1970 年以来的秒数，而不是“{text}”",
    en="SOURCE_DATE_EPOCH must be seconds since 1970, not {text!r}",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "检查文件或文件夹里的年度报告。- 表示标准输入。"
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹，默认当前文件夹")
    parser.add_argument("--format", choices=outputs.FORMATS, default="text", help="输出格式 (default: text)")
    parser.add_argument("--output", metavar="FILE", help="写入文件而不是标准输出")
    add_rule_options(parser)
    parser.add_argument("--fail-on", choices=("error", "warning", "info", "never"), default="error", help="达到此级别时退出码为 1 (default: error)")
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
    try:
        config = config_of(options)
        date = _today() if options.passed else ""
    except UsageError as error:
        return fail([error.phrase], options.lang)
    troubles: list[Phrase] = []
    tally = Tally()
    colour = not options.output and _colourful()
    writer = outputs.writer(options.format, outputs.Options(options.lang, colour, options.quiet, options.passed, date))
    try:
        with open(options.output, "w", encoding="utf-8") if options.output else nullcontext(sys.stdout) as stream:
            for path, named in gather(options.paths or ["."], troubles):
                examination = examine_file(path, named, options.stdin_filename, config)
                tally.add(examination, named)
                stream.write(writer.add(examination))
            stream.write(writer.end())
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        return fail([UNWRITABLE(path=options.output or "stdout", reason=error.strerror)], options.lang)
    if tally.files and not tally.reports and not tally.named:
        troubles.append(NO_REPORT())
    status = fail(troubles, options.lang)
    print(tally.summary().text(options.lang), file=sys.stderr)
    failing = options.fail_on != "never" and any(tally.findings[severity] for severity in Severity if severity.rank >= Severity(options.fail_on).rank)
    return status or int(failing)


def _colourful() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _today() -> str:
    """The day of the check; SOURCE_DATE_EPOCH sets it where outputs must be reproducible. Raises `UsageError`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(epoch), timezone.utc) if epoch else datetime.now()).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(EPOCH(text=epoch)) from error
