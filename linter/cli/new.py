"""`nianbao new`: a blank report of the format in force."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from ...grammar import Level, official_formats
from ..config import YEARS, UsageError
from ..drafting import blank
from ..files.deliver import deliver
from ..files.overwrite import NotWritten
from ..messages import Message
from ..settings.clock import today
from .arguments.options import add_language, fail, year_of

WRITERS = {".md": "markdown", ".markdown": "markdown", ".txt": "markdown", ".docx": "word"}
STDOUT = "-"
NO_WRITER = Message(
    zh="{path}：不能生成“{suffix}”文件，文件名请以 {known} 结尾",
    en="{path}: {suffix!r} files cannot be made; let the name end in {known}",
)
NO_SUFFIX = Message(
    zh="{path}：文件名没有后缀，请以 {known} 结尾", en="{path}: the name has no suffix; let it end in {known}"
)
NO_FORMAT = Message(
    zh="没有 {year} 年度的报告格式，--year 应是 {first} 年或以后的年度",
    en="there is no format for {year}; --year must be {first} or later",
)
WRITTEN = Message(
    zh="已按{number}的格式生成 {year} 年度的空白报告；填好后用 nianbao check 检查",
    en="this is a blank report for {year} in the format of {number}; fill it in and run nianbao check",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "按现行格式生成一份空白报告。"
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default=STDOUT,
        help="写入 .md 或 .docx 文件，默认以 Markdown 写到标准输出",
    )
    parser.add_argument("--force", action="store_true", help="文件已经存在时覆盖")
    parser.add_argument("--year", metavar="YYYY", help="报告年度，默认上一年")
    parser.add_argument("--agency", metavar="NAME", help="机关名称")
    parser.add_argument("--level", choices=[level.value for level in Level], help="机关类别，默认由名称判断")
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns 0: the report was written; 2: it was not."""
    try:
        year = year_of(options) or today().year - 1
        formats = official_formats()
        format = formats.for_year(year)
        if not format.covers(year) or year > YEARS[1]:
            raise UsageError(NO_FORMAT(year=year, first=formats[0].first_year))
        path: str = options.output
        suffix = Path(path).suffix.lower() if path != STDOUT else ".md"
        if suffix not in WRITERS:
            message = NO_WRITER if suffix else NO_SUFFIX
            raise UsageError(message(path=path, suffix=suffix, known=" ".join((".md", ".docx"))))
        agency = "".join((options.agency or "").split()) or None
        level = Level(options.level) if options.level else None
        writer: Any = import_module(f"..drafting.{WRITERS[suffix]}", __package__)
        data: bytes = writer.written(blank(format, year, agency, level))
        if path == STDOUT:
            sys.stdout.write(data.decode())
        else:
            deliver(path, data, options.force)
    except UsageError as error:
        return fail(error.phrases, options.lang)
    except NotWritten as error:
        return fail([error.phrase], options.lang)
    print(WRITTEN(year=year, number=format.number).text(options.lang), file=sys.stderr)
    return 0
