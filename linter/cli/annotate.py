"""`nianbao annotate`: copies of reports with every finding marked where it stands."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .. import outputs
from ..annotate import SUFFIXES, annotate, to_mark
from ..config import Config, UsageError
from ..engine import Examination
from ..files.deliver import deliver, verify
from ..files.gathering import ABSENT, gather
from ..files.overwrite import NotWritten
from ..files.reasons import reason
from ..findings import ReadError
from ..messages import Message, Phrase
from .arguments.options import add_rule_options, config_of, fail, settings_of
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
NO_FOLDER = Message(
    zh="{path}：原文件是文件夹，-o 也应是文件夹，而这是一个文件",
    en="{path}: this is a file, but the copies of a folder need a folder",
)
SAME_FOLDER = Message(
    zh="{path}：这就是放原文件的文件夹；请换一个文件夹，原文件才不会被覆盖",
    en="{path}: this is the folder of the originals; choose another one",
)
WRITTEN = Message(zh="{path}：标出 {count} 处问题", en="{path}: {count} findings are marked")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "生成一份副本，在每个问题处加批注（Word）或标记（网页），原文不变。"
        "对文件夹，每份报告各生成一份，其他类型的报告生成检查结果的网页。"
    )
    parser.add_argument(
        "paths", nargs=1, metavar="原文件", help=f"报告（{' '.join(SUFFIXES)}），或者放报告的文件夹"
    )
    parser.add_argument("-o", "--output", metavar="副本", required=True, help="写入的文件或文件夹")
    parser.add_argument("--force", action="store_true", help="副本已经存在时覆盖")
    add_rule_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns 0: all copies were written, whatever was found; 2: one was not."""
    (path,) = options.paths
    tally, troubles = Tally(), list[Phrase]()
    try:
        if os.path.isdir(path):
            _annotate_folder(path, options, tally, troubles)
        else:
            config = config_of(options)
            _verify(path, options.output, options.force)
            _annotate(path, options.output, config, options, tally)
    except (UsageError, NotWritten, ReadError) as error:
        return fail(_why(path, error), options.lang)
    status = fail(troubles, options.lang)
    print(tally.summary().text(options.lang), file=sys.stderr)
    return status


def _annotate(
    path: str, output: str, config: Config, options: argparse.Namespace, tally: Tally, named: bool = True
) -> None:
    """Write the copy of one report. Raises `UsageError`, `NotWritten` or `ReadError`."""
    examination = examine_file(path, named, "", config)
    tally.add(examination, named)
    if examination.source is None:
        raise UsageError(*(ABOUT(path=path, why=finding.message) for finding in examination.findings))
    if examination.report is None:
        if not named:  # a folder may hold other files too
            return
        raise UsageError(ABOUT(path=path, why=NO_REPORT()))
    if not named:
        os.makedirs(Path(output).parent, exist_ok=True)
    if Path(path).suffix.lower() in SUFFIXES:
        data = annotate(Path(path).read_bytes(), examination, options.lang)
    else:
        data = _page(examination, options.lang)
    deliver(output, data, options.force)
    print(WRITTEN(path=output, count=len(to_mark(examination))).text(options.lang), file=sys.stderr)


def _annotate_folder(path: str, options: argparse.Namespace, tally: Tally, troubles: list[Phrase]) -> None:
    """Write a copy of each report in a folder, in the same folders. What fails is added to the troubles."""
    output = Path(options.output)
    if output.exists() and not output.is_dir():
        raise UsageError(NO_FOLDER(path=output))
    if output.exists() and output.samefile(path):
        raise UsageError(SAME_FOLDER(path=output))
    settings = settings_of(options)
    files = [file for file, _ in gather([path], troubles, settings.includes) if not _is_in(file, output)]
    settings.verify(files)
    for file in files:
        target = output / os.path.relpath(file, path)
        if target.suffix.lower() not in SUFFIXES:
            target = target.with_name(f"{target.name}.html")
        try:
            _annotate(file, str(target), settings.for_file(file), options, tally, named=False)
        except (UsageError, NotWritten, ReadError) as error:
            troubles += _why(file, error)
        except OSError as error:
            troubles.append(ABOUT(path=target, why=reason(error)))
    if files and not tally.reports and not troubles:
        troubles.append(NO_REPORT())


def _is_in(file: str, folder: Path) -> bool:
    """Whether a file is one of those that an earlier run wrote."""
    return Path(file).resolve().is_relative_to(folder.resolve())


def _page(examination: Examination, lang: str) -> bytes:
    """The page of the check, for reports that cannot hold marks themselves."""
    options, alone = outputs.Options(lang), Tally()
    alone.add(examination, True)
    writer = outputs.writer("html", options)
    page = writer.add(writer.prepare(examination)) + writer.end(alone.outcome(options))
    return page.encode("utf-8", "backslashreplace")


def _why(path: str, error: UsageError | NotWritten | ReadError) -> list[Phrase]:
    """Why a report was not annotated."""
    if isinstance(error, UsageError):
        return list(error.phrases)
    return [error.phrase if isinstance(error, NotWritten) else ABOUT(path=path, why=error.phrase)]


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
