"""`nianbao extract`: the figures of reports as data."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from .. import extract
from ..audit import Audit
from ..config import UsageError
from ..engine import Examination
from ..files.deliver import output
from ..files.gathering import STDIN
from ..files.reasons import reason
from ..messages import Message, Phrase
from ..settings import Settings, Wishes
from .arguments.options import add_input_options, add_language, fail, files_of
from .running.examining import examine_file
from .running.streams import UNWRITABLE

NAMED = Message(zh="{path}：{said}", en="{path}: {said}")
NO_REPORT = Message(
    zh="{path}：不是政府信息公开工作年度报告，没有提取",
    en="{path}: not an annual report, nothing was extracted",
)
NOTHING = Message(
    zh="没有找到一份年度报告，没有提取任何数字", en="no annual report was found, no figure was extracted"
)
NEEDS_FILE = Message(
    zh="--format parquet 须用 --output 指定文件，如 --output 数据.parquet",
    en="--format parquet needs a file, such as --output data.parquet",
)
NEEDS_PACKAGE = Message(
    zh='输出 Parquet 需先安装组件：pip install "nianbao[parquet]"；或用 --format csv',
    en='Parquet needs one more package: pip install "nianbao[parquet]"; or use --format csv',
)
OVERWRITES = Message(
    zh="--output {path} 正是要提取的文件，会被覆盖；请换一个文件名",
    en="--output {path} is one of the files to extract from and would be overwritten; choose another name",
)
BOM_WITHOUT_CSV = Message(zh="--bom 只用于 --format csv", en="--bom goes with --format csv")
SUMMARY = Message(
    zh="{files} 个文件、{reports} 份报告："
    "提取数字 {figures} 个，没有数字的格 {blanks} 个，存疑的表 {doubtful} 张",
    en="{files} files, {reports} reports: "
    "{figures} figures, {blanks} cells without one, {doubtful} doubtful tables",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "把年度报告的数字提取成数据：三张表的每一格，以及正文中的数字。- 表示标准输入。"
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹，默认当前文件夹")
    parser.add_argument(
        "-f",
        "--format",
        choices=extract.FORMATS,
        default="json",
        help="输出格式，默认 json；csv、parquet 每格一行",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="写入文件而不是标准输出；parquet 必须写入文件")
    parser.add_argument("--bom", action="store_true", help="CSV 开头加 UTF-8 标记，供 Excel 直接打开")
    parser.add_argument("--config", metavar="FILE", help="用这个配置文件，不另外寻找")
    parser.add_argument("--no-config", action="store_true", help="不用配置文件")
    add_input_options(parser)
    parser.add_argument("--schema", action="store_true", help="显示 JSON 输出的 JSON Schema")
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns 0: all files were read; 2: not all.

    Also 2 if a file that the user named is no report, or if nothing could be written.
    """
    if options.schema:
        print(extract.SCHEMA.read_text("utf-8"), end="")
        return 0
    troubles: list[Phrase] = []
    try:
        _verify(options)
        settings = Settings(
            Wishes(lang=options.lang),
            Path(options.config) if options.config else None,
            search=not options.no_config,
        )
        files = files_of(options, troubles, settings)
        settings.verify(options.stdin_filename if path == STDIN else path for path, _ in files)
    except UsageError as error:
        return fail(error.phrases, options.lang)
    if options.output and any(_is_same(options.output, path) for path, _ in files):
        return fail([*troubles, OVERWRITES(path=options.output)], options.lang)
    tally = _Tally()
    try:
        with _stream(options.output) as stream:
            writer = extract.writer(options.format, stream, options.bom)
            for path, named in files:
                tally.files += 1
                name = options.stdin_filename if path == STDIN else path
                # No rule has to run, as errors of the report do not matter here.
                examination = examine_file(
                    path,
                    named,
                    options.stdin_filename,
                    replace(settings.for_file(name), select=frozenset(), waivers=()),
                )
                if examination.audit:
                    writer.add(name, examination.audit)
                    tally.add(examination.audit)
                else:
                    _say_why(examination, named, troubles, options.lang)
            writer.close()
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        return fail(
            [*troubles, UNWRITABLE(path=options.output or "stdout", reason=reason(error))], options.lang
        )
    if tally.files and not tally.reports and not troubles:
        troubles.append(NOTHING())
    status = fail(troubles, options.lang)
    print(tally.summary().text(options.lang), file=sys.stderr)
    return status


def _verify(options: argparse.Namespace) -> None:
    """Raises `UsageError` for options that do not go together."""
    if options.bom and options.format != "csv":
        raise UsageError(BOM_WITHOUT_CSV())
    if options.format == "parquet":
        if not options.output:
            raise UsageError(NEEDS_FILE())
        if find_spec("pyarrow") is None:
            raise UsageError(NEEDS_PACKAGE())


def _say_why(examination: Examination, named: bool, troubles: list[Phrase], lang: str) -> None:
    """Say why a file has no figures.

    That is a failure if the file could not be read, or if the user named it and so expects a report in it.
    """
    if examination.source is None:
        troubles.extend(
            NAMED(path=examination.name, said=finding.message) for finding in examination.findings
        )
    elif named:
        troubles.append(NO_REPORT(path=examination.name))
    else:
        print(f"nianbao: {NO_REPORT(path=examination.name).text(lang)}", file=sys.stderr)


def _stream(path: str | None) -> AbstractContextManager[BinaryIO]:
    return output(path) if path else nullcontext(sys.stdout.buffer)


def _is_same(output: str, path: str) -> bool:
    return (
        path != STDIN and os.path.exists(output) and os.path.exists(path) and os.path.samefile(output, path)
    )


class _Tally:
    """Counts over all files of a run."""

    def __init__(self) -> None:
        self.files = self.reports = self.figures = self.blanks = self.doubtful = 0

    def add(self, audit: Audit) -> None:
        values = [figure.value for figure in extract.figures(audit)]
        self.reports += 1
        self.blanks += values.count(None)
        self.figures += len(values) - values.count(None)
        self.doubtful += len(audit.doubts)

    def summary(self) -> Phrase:
        return SUMMARY(
            files=self.files,
            reports=self.reports,
            figures=self.figures,
            blanks=self.blanks,
            doubtful=self.doubtful,
        )
