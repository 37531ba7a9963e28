"""`nianbao check`: lint files, folders and standard input."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from .. import outputs
from ..config import UsageError
from ..engine import Examination, unreadable
from ..files.gathering import STDIN, gather
from ..files.reasons import reason
from ..findings import ReadError, Severity
from ..messages import Message, Phrase
from ..settings import Settings
from ..settings.clock import today
from .arguments.options import add_baseline_options, add_rule_options, fail, settings_of
from .deliver import output
from .running.examining import examine_file
from .running.interrupts import Interrupted, whole
from .running.jobs import job_count, processes_for
from .running.progress import Progress
from .running.streams import UNWRITABLE, colourful, read_stdin, utf8
from .running.tally import NO_REPORT, Tally

if TYPE_CHECKING:
    from ..baseline import AcceptedFinding
    from .baselines import NewBaseline

OVERWRITES = Message(
    zh="--output {path} 正是要检查的文件，会被结果覆盖；请换一个文件名",
    en="--output {path} is one of the files to check and would be overwritten; choose another name",
)
KILLED = Message(
    zh="检查此文件时程序异常退出，其他文件不受影响；请把此文件交给维护者",
    en="the program was killed by this file, the others are not concerned; pass it on to the maintainers",
)
INTERRUPTED = Message(
    zh="检查到此中断，此文件和后面的文件共 {count} 个没有检查；请重新运行",
    en="the run was interrupted here, {count} files from this one on were not checked; run it again",
)
ABOUT = Message(zh="{path}：{why}", en="{path}: {why}")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "检查文件或文件夹里的年度报告。- 表示标准输入。"
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹，默认当前文件夹")
    parser.add_argument("--format", choices=outputs.FORMATS, help="输出格式 (default: text)")
    parser.add_argument("--output", metavar="FILE", help="写入文件而不是标准输出")
    add_rule_options(parser)
    add_baseline_options(parser)
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        help="达到此级别时退出码为 1 (default: error)",
    )
    parser.add_argument(
        "--passed", action="store_true", default=None, help="同时列出核对过的每个等式，可用于审签"
    )
    parser.add_argument(
        "--quiet", action="store_true", default=None, help="每个问题只显示位置和一句话，不显示进度"
    )
    parser.add_argument(
        "--jobs", type=job_count, metavar="N", help="同时检查的进程数，auto 为处理器核数 (default: auto)"
    )
    parser.add_argument("--stdin-filename", metavar="NAME", default="<stdin>", help="标准输入内容的文件名")
    parser.add_argument("--schema", action="store_true", help="显示 JSON 输出的 JSON Schema")
    parser.set_defaults(run=run)


class Task(NamedTuple):
    """A file to check."""

    path: str
    named: bool  # by the user
    data: bytes | None = None  # of standard input


class CheckedFile(NamedTuple):
    """All that is kept of a file."""

    tally: Tally
    prepared: Any  # by the writer of the output
    entries: tuple[AcceptedFinding, ...]  # that a new baseline may take


class Check:
    """Checks one file after another. Every process has its own."""

    def __init__(
        self,
        settings: Settings,
        format: str,
        output_options: outputs.Options,
        stdin_name: str,
        baseline: NewBaseline | None,
    ) -> None:
        self.settings, self.stdin_name, self.baseline = settings, stdin_name, baseline
        self.writer = outputs.writer(format, output_options)

    def __call__(self, task: Task) -> CheckedFile:
        config = self.settings.for_file(self._name(task))
        return self._checked(task, examine_file(task.path, task.named, self.stdin_name, config, task.data))

    def lost(self, task: Task) -> CheckedFile:
        """The result for a file that ended its process."""
        return self.unchecked(task, KILLED())

    def unchecked(self, task: Task, why: Phrase) -> CheckedFile:
        """The result for a file that was not read."""
        name = self._name(task)
        return self._checked(task, unreadable(ReadError(name, why), self.settings.for_file(name)))

    def _name(self, task: Task) -> str:
        return self.stdin_name if task.path == STDIN else task.path

    def _checked(self, task: Task, examination: Examination) -> CheckedFile:
        tally = Tally()
        examination, entries = self.baseline.take(examination) if self.baseline else (examination, ())
        tally.add(examination, task.named)
        return CheckedFile(tally, self.writer.prepare(examination), entries)


def run(options: argparse.Namespace) -> int:
    if options.schema:
        from ..outputs.json import SCHEMA

        print(SCHEMA.read_text("utf-8"), end="")
        return 0
    troubles: list[Phrase] = []
    try:
        settings = settings_of(options)
        files = list(gather(options.paths or ["."], troubles, settings.includes))
        names = [options.stdin_filename if path == STDIN else path for path, _ in files]
        settings.verify(names)
        date = today().isoformat() if options.passed else ""
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
    if options.output and _is_one_of(options.output, names):
        return fail([*troubles, OVERWRITES(path=options.output)], options.lang)
    output_options = outputs.Options(
        options.lang,
        colour=not options.output and colourful(sys.stdout),
        brief=options.quiet,
        passed=options.passed,
        date=date,
        fail_on=None if options.fail_on == "never" else Severity(options.fail_on),
        selected=bool(options.select),
        compared=any(settings.baseline_file(settings.configuration(name)) for name in names),
    )
    start = partial(Check, settings, options.format, output_options, options.stdin_filename, baseline)
    tally = Tally()
    accepted: list[AcceptedFinding] = []
    interrupted: Interrupted | None = None
    said = 0  # troubles
    try:
        with _opened(options) as stream:
            check = start()
            try:
                for checked in _check_all(tasks, start, check, options, stream):
                    tally.update(checked.tally)
                    accepted += checked.entries
            except Interrupted as error:  # the findings until then are still written
                interrupted = error
            with whole():
                if not interrupted:
                    troubles += _afterwards(tally, troubles, baseline, accepted, names, options.lang)
                outcome = tally.outcome(output_options, troubles)
                rest = check.writer.end(outcome)
                for_people = options.format == "text" and not options.output
                if not for_people:
                    _write(stream, rest)
                fail(troubles, options.lang)
                said = len(troubles)
                if not for_people or options.quiet:
                    print(outcome.sentence(options.lang), file=sys.stderr)
                print(tally.summary().text(options.lang), file=sys.stderr)
                if for_people:  # the verdict is the last that they read
                    _write(stream, rest)
    except BrokenPipeError:
        raise
    except OSError as error:
        unwritable = UNWRITABLE(path=options.output or "stdout", reason=reason(error))
        return fail([*troubles[said:], unwritable], options.lang)
    if interrupted:
        raise interrupted
    failed = any(tally.findings[severity] for severity in Severity if output_options.fails(severity))
    return 2 if troubles else int(failed)


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()


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


def _check_all(
    tasks: list[Task], start: partial[Check], check: Check, options: argparse.Namespace, stream: TextIO
) -> Iterator[CheckedFile]:
    """Check files, in several processes if that pays, and write the findings.

    When interrupted, write those until then and say from which file on nothing was checked, then raise
    `Interrupted`.
    """
    jobs = processes_for(options.jobs, len(tasks))
    progress = Progress(len(tasks), options.lang, wanted=not options.quiet)
    done = 0

    def write(checked: CheckedFile) -> None:
        nonlocal done
        text = check.writer.add(checked.prepared)
        if text:
            progress.clear()
            stream.write(text)
        progress.step()
        done += 1

    try:
        with closing(_checked(tasks, start, check, jobs)) as results:
            for checked in results:
                with whole():
                    write(checked)
                    yield checked
    except Interrupted:
        with whole():
            if done < len(tasks):
                rest = check.unchecked(tasks[done], INTERRUPTED(count=len(tasks) - done))
                write(rest)
                yield rest
        raise
    finally:
        progress.clear()
        stream.flush()


def _checked(tasks: list[Task], start: partial[Check], check: Check, jobs: int) -> Generator[CheckedFile]:
    if jobs > 1:
        from .running.processes import in_parallel  # slow to load

        yield from in_parallel(start, tasks, jobs, check.lost)
    else:
        yield from map(check, tasks)


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[TextIO]:
    """The stream to write to. Text for people has the encoding of their terminal, other formats are UTF-8."""
    if options.output:
        with (
            output(options.output) as file,
            io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n") as stream,
        ):
            yield stream
    else:
        yield sys.stdout if options.format == "text" else utf8(sys.stdout)


def _is_one_of(output: str, paths: Iterable[str]) -> bool:
    """Whether a file to write is one of those to read."""
    return os.path.isfile(output) and any(
        os.path.exists(path) and os.path.samefile(output, path) for path in paths
    )
