"""`nianbao check`: lint files, folders and standard input."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .. import outputs
from ..config import UsageError
from ..files.gathering import STDIN
from ..files.overwrite import NotWritten
from ..findings import ReadError, Severity
from ..messages import Message, Phrase
from ..outputs.shared.outcome import Outcome
from ..settings import Settings
from ..settings.clock import today
from ..settings.tables import shown
from .arguments.options import (
    add_baseline_options,
    add_input_options,
    add_rule_options,
    fail,
    files_of,
    settings_of,
)
from .arguments.targets import Target, targets
from .running.checking import Check, Task, check_all
from .running.interrupts import Interrupted, whole
from .running.jobs import count, job_count, processes_for
from .running.progress import Progress
from .running.sinks import Sink, opened
from .running.streams import colourful, read_stdin
from .running.tally import NO_REPORT, Tally

if TYPE_CHECKING:
    from ..baseline import AcceptedFinding
    from ..settings.entries import Entry
    from .baselines import NewBaseline

OVERWRITES = Message(
    zh="--output {path} 正是要检查的文件，会被结果覆盖；请换一个文件名",
    en="--output {path} is one of the files to check and would be overwritten; choose another name",
)
ABOUT = Message(zh="{path}：{why}", en="{path}: {why}")
FOR_A_FILE = Message(
    zh="网页不宜显示在终端里，请写入文件，如 --output html:结果.html",
    en="a page is not for a terminal; write it to a file, such as --output html:result.html",
)
NO_PAGE = Message(
    zh="--open 打开的是网页，请同时写 --output html:结果.html",
    en="--open opens a page; add --output html:result.html",
)
TOGETHER = Message(
    zh="--add-waivers 与 --reason 须同时写，如 --add-waivers --reason 历年报告，不再改动",
    en="--add-waivers and --reason go together, as in --add-waivers --reason 'older reports stay'",
)
WAIVED = Message(
    zh="已把 {count} 处问题写成豁免：{path}", en="{count} findings are waived from now on: {path}"
)
WRITTEN = Message(zh="已写入 {path}", en="written: {path}")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "检查文件或文件夹里的年度报告。- 表示标准输入。"
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹，默认当前文件夹")
    parser.add_argument("-f", "--format", choices=outputs.FORMATS, help="输出格式，默认 text")
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="[FORMAT:]FILE",
        help="写入文件而不是标准输出；写明格式（如 html:结果.html）则另外写一份，可以写多次",
    )
    parser.add_argument("--open", action="store_true", help="写好后在浏览器里打开网页")
    add_input_options(parser)
    add_rule_options(parser)
    add_baseline_options(parser)
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        help="达到此级别时退出码为 1，默认 error",
    )
    parser.add_argument("--max-warnings", type=count, metavar="N", help="警告超过 N 处时退出码也为 1")
    parser.add_argument(
        "--hide-waived", action="store_true", default=None, help="不列出已豁免和基线中的问题，只计数"
    )
    parser.add_argument("--statistics", action="store_true", default=None, help="另按规则、按文件统计问题")
    parser.add_argument(
        "--passed", action="store_true", default=None, help="同时列出核对过的每个等式，可用于审签"
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", default=None, help="每个问题只显示位置和一句话，不显示进度"
    )
    parser.add_argument(
        "--jobs", type=job_count, metavar="N", help="同时检查的进程数，auto 为处理器核数，默认 auto"
    )
    parser.add_argument(
        "--add-waivers", action="store_true", help="把现有问题逐处豁免，写进 nianbao.toml；须写 --reason"
    )
    parser.add_argument("--reason", metavar="TEXT", help="--add-waivers 的理由")
    parser.add_argument("--schema", action="store_true", help="显示 JSON 输出的 JSON Schema")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.schema:
        from ..outputs.json import SCHEMA

        print(SCHEMA.read_text("utf-8"), end="")
        return 0
    troubles: list[Phrase] = []
    try:
        settings = settings_of(options)
        wanted = targets(options.format, options.output)
        _verify(wanted, options)
        reason = f"{options.reason}（{today().isoformat()}）" if options.add_waivers else None
        files = files_of(options, troubles, settings)
        names = [options.stdin_filename if path == STDIN else path for path, _ in files]
        settings.verify(names)
        tasks = [
            Task(path, named, read_stdin(name) if path == STDIN else None)
            for (path, named), name in zip(files, names, strict=True)
        ]
    except UsageError as error:
        return fail(error.phrases, options.lang)
    except ReadError as error:
        return fail([*troubles, ABOUT(path=error.name, why=error.phrase)], options.lang)
    baseline = None
    if options.write_baseline:
        from .baselines import new_baseline  # only for those who write one

        baseline = new_baseline(options)
    overwritten = [target.path for target in wanted if target.path and _is_one_of(target.path, names)]
    if overwritten:
        return fail([*troubles, *(OVERWRITES(path=path) for path in overwritten)], options.lang)
    output_options = _output_options(options, settings, names)
    formats = [
        (target.format, replace(output_options, colour=not target.path and colourful(sys.stdout)))
        for target in wanted
    ]
    start = partial(Check, settings, formats, options.stdin_filename, baseline, options.hide_waived, reason)
    tally = Tally()
    accepted: list[AcceptedFinding] = []
    waivers: list[Entry] = []
    interrupted: Interrupted | None = None
    try:
        with opened(wanted) as sinks:
            check = start()
            try:
                jobs = processes_for(options.jobs, len(tasks))
                progress = Progress(len(tasks), options.lang, wanted=not options.quiet)
                for checked in check_all(tasks, start, check, sinks, jobs, progress):
                    tally.update(checked.tally)
                    accepted += checked.entries
                    waivers += checked.waivers
            except Interrupted as error:  # the findings until then are still written
                interrupted = error
            with whole():
                if waivers and not interrupted:
                    troubles += _waive(waivers, options)
                if not interrupted:
                    troubles += _afterwards(tally, troubles, baseline, accepted, names, options.lang)
                outcome = tally.outcome(output_options, troubles)
                last: tuple[Sink, str] | None = None
                for sink, writer in zip(sinks, check.writers, strict=True):
                    if sink.for_people:
                        last = sink, writer.end(outcome)
                    else:
                        sink.write(writer.end(outcome))
                        sink.flush()
        with whole():
            fail(troubles, options.lang)
            _conclude(wanted, outcome, tally, options, sentence=not last or options.quiet)
            if last:  # the verdict is the last that they read
                last[0].write(last[1])
                last[0].flush()
    except NotWritten as error:
        return fail([*troubles, error.phrase], options.lang)
    if interrupted:
        raise interrupted
    if options.open:
        _open(wanted)
    return 2 if troubles else int(any(tally.findings[severity] for severity in tally.strict(output_options)))


def _conclude(
    wanted: Sequence[Target], outcome: Outcome, tally: Tally, options: argparse.Namespace, sentence: bool
) -> None:
    """Say on standard error what was written, the verdict if it is wanted, and how much was checked."""
    said = []
    if not options.quiet:
        said += [WRITTEN(path=target.path).text(options.lang) for target in wanted if target.path]
    if sentence:
        said.append(outcome.sentence(options.lang))
    if tally.files:
        said.append(tally.summary().text(options.lang))
    for line in said:
        print(line, file=sys.stderr)


def _verify(wanted: Sequence[Target], options: argparse.Namespace) -> None:
    """Raises `UsageError` for outputs that nobody can use, and for waivers without a reason."""
    if options.add_waivers != bool(options.reason):
        raise UsageError(TOGETHER())
    if options.open and not any(target.format == "html" and target.path for target in wanted):
        raise UsageError(NO_PAGE())
    if any(target.format == "html" and not target.path for target in wanted) and sys.stdout.isatty():
        raise UsageError(FOR_A_FILE())


def _output_options(options: argparse.Namespace, settings: Settings, names: Sequence[str]) -> outputs.Options:
    return outputs.Options(
        options.lang,
        brief=options.quiet,
        passed=options.passed,
        statistics=options.statistics,
        date=today().isoformat() if options.passed else "",
        fail_on=None if options.fail_on == "never" else Severity(options.fail_on),
        max_warnings=options.max_warnings,
        selected=bool(options.select),
        compared=any(settings.baseline_file(settings.configuration(name)) for name in names),
    )


def _waive(entries: Sequence[Entry], options: argparse.Namespace) -> list[Phrase]:
    """Write waivers of all findings. Returns what failed."""
    from ..settings.entries import add_entries  # only for those who waive

    try:
        written = add_entries(entries, Path(options.config) if options.config else None)
    except UsageError as error:
        return list(error.phrases)
    except NotWritten as error:
        return [error.phrase]
    for path in written:
        print(WAIVED(count=len(entries), path=shown(path)).text(options.lang), file=sys.stderr)
    return []


def _open(wanted: Sequence[Target]) -> None:
    """Show the pages that were written in a browser."""
    import webbrowser  # only for those who want it

    for target in wanted:
        if target.format == "html" and target.path:
            webbrowser.open(Path(target.path).resolve().as_uri())


def _afterwards(
    tally: Tally,
    troubles: Sequence[Phrase],
    baseline: NewBaseline | None,
    accepted: Sequence[AcceptedFinding],
    names: Sequence[str],
    lang: str,
) -> Sequence[Phrase]:
    """Write the new baseline of a whole run. Returns what fails besides."""
    if tally.files and not tally.reports and not tally.named:
        return [NO_REPORT()]
    if baseline and not troubles:
        try:
            print(baseline.write(accepted, names).text(lang), file=sys.stderr)
        except UsageError as error:
            return error.phrases
    return []


def _is_one_of(output: str, paths: Iterable[str]) -> bool:
    """Whether a file to write is one of those to read."""
    return os.path.isfile(output) and any(
        os.path.exists(path) and os.path.samefile(output, path) for path in paths
    )
