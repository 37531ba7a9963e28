"""`nianbao annotate`: a copy of a report with every finding marked where it stands."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ..annotate import SUFFIXES, annotate, to_mark
from ..config import UsageError
from ..files.gathering import ABSENT
from ..files.overwrite import NotWritten
from ..findings import ReadError
from ..messages import Message
from .deliver import deliver, verify
from .options import add_rule_options, config_of, fail
from .running.examining import examine_file
from .running.tally import NO_REPORT, Tally

NOT_HERE = Message(
    zh="{path}：不能标注“{suffix}”文件，可以标注 {known}；其他文件请用 nianbao check --format html",
    en="{path}: {suffix!r} files cannot be annotated, only {known}; "
    "for others use nianbao check --format html",
)
ITSELF = Message(
    zh="{path}：输出文件就是原文件；请换一个文件名，或加 --force 覆盖原文件",
    en="{path}: this is the file itself; choose another name, or --force to replace it",
)
OTHER_KIND = Message(
    zh="{path}：文件类型应与原文件相同，请以 {suffix} 结尾",
    en="{path}: the copy is of the same kind as the original; let its name end in {suffix}",
)
ABOUT = Message(zh="{path}：{why}", en="{path}: {why}")
WRITTEN = Message(zh="{path}：标出 {count} 处问题", en="{path}: {count} findings are marked")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "生成一份副本，在每个问题处加批注（Word）或标记（网页），原文不变。"
    parser.add_argument("paths", nargs=1, metavar="原文件", help=f"报告（{' '.join(SUFFIXES)}）")
    parser.add_argument("-o", "--output", metavar="副本", required=True, help="写入的文件")
    parser.add_argument("--force", action="store_true", help="副本已经存在时覆盖")
    add_rule_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns 0: the copy was written, whatever was found; 2: it was not."""
    (path,) = options.paths
    try:
        config = config_of(options)
        _verify(path, options.output, options.force)
        examination = examine_file(path, True, "", config)
        tally = Tally()
        tally.add(examination, True)
        if examination.source is None:
            return fail(
                [ABOUT(path=path, why=finding.message) for finding in examination.findings], options.lang
            )
        if examination.report is None:
            return fail([ABOUT(path=path, why=NO_REPORT())], options.lang)
        deliver(options.output, annotate(Path(path).read_bytes(), examination, options.lang), options.force)
    except UsageError as error:
        return fail(error.phrases, options.lang)
    except NotWritten as error:
        return fail([error.phrase], options.lang)
    except ReadError as error:
        return fail([ABOUT(path=path, why=error.phrase)], options.lang)
    print(WRITTEN(path=options.output, count=len(to_mark(examination))).text(options.lang), file=sys.stderr)
    print(tally.summary().text(options.lang), file=sys.stderr)
    return 0


def _verify(path: str, output: str, force: bool) -> None:
    """Check the paths before any work is done. Raises `UsageError` or `NotWritten`."""
    if not os.path.isfile(path):
        raise UsageError(ABSENT(path=path))
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(NOT_HERE(path=path, suffix=suffix, known=" ".join(SUFFIXES)))
    if Path(output).suffix.lower() != suffix:
        raise UsageError(OTHER_KIND(path=output, suffix=suffix))
    if not force and os.path.exists(output) and os.path.samefile(path, output):
        raise UsageError(ITSELF(path=output))
    verify(output, force)
