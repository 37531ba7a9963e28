"""The files of a run, checked one after another or in several processes, and their findings written."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from ... import outputs
from ...engine import Examination, unreadable
from ...files.gathering import STDIN
from ...findings import ReadError
from ...messages import Message, Phrase
from ...settings import Settings
from .examining import examine_file
from .interrupts import Interrupted, whole
from .progress import Progress
from .sinks import Sink
from .tally import Tally

if TYPE_CHECKING:
    from ...baseline import AcceptedFinding
    from ...settings.entries import Entry
    from ..baselines import NewBaseline

KILLED = Message(
    zh="检查此文件时程序异常退出，其他文件不受影响；请把此文件交给维护者",
    en="the program was killed by this file, the others are not concerned; pass it on to the maintainers",
)
INTERRUPTED = Message(
    zh="检查到此中断，此文件和后面的文件共 {count} 个没有检查；请重新运行",
    en="the run was interrupted here, {count} files from this one on were not checked; run it again",
)


class Task(NamedTuple):
    """A file to check."""

    path: str
    named: bool  # by the user
    data: bytes | None = None  # of standard input


class CheckedFile(NamedTuple):
    """All that is kept of a file."""

    tally: Tally
    prepared: tuple[Any, ...]  # by the writer of each output
    entries: tuple[AcceptedFinding, ...]  # that a new baseline may take
    waivers: tuple[Entry, ...]  # that are to be written


class Check:
    """Checks one file after another. Every process has its own."""

    def __init__(
        self,
        settings: Settings,
        wanted: Sequence[tuple[str, outputs.Options]],
        stdin_name: str,
        baseline: NewBaseline | None,
        hide_waived: bool,
        waive_for: str | None = None,
    ) -> None:
        self.settings, self.stdin_name, self.baseline = settings, stdin_name, baseline
        self.hide_waived = hide_waived
        self.waive_for = waive_for  # the reason for which all findings that stand are waived
        self.writers = [outputs.writer(format, output_options) for format, output_options in wanted]

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
        waivers: tuple[Entry, ...] = ()
        if self.waive_for and examination.report:
            from ...settings.entries import entries_for  # only for those who waive

            waivers = entries_for(examination, self.waive_for)
        if self.hide_waived:
            shown = [finding for finding in examination.findings if not finding.waived]
            examination = replace(examination, findings=shown)
        return CheckedFile(
            tally, tuple(writer.prepare(examination) for writer in self.writers), entries, waivers
        )


def check_all(
    tasks: list[Task],
    start: partial[Check],
    check: Check,
    sinks: Sequence[Sink],
    jobs: int,
    progress: Progress,
) -> Iterator[CheckedFile]:
    """Check files, in several processes if that pays, and write the findings.

    When interrupted, write those until then and say from which file on nothing was checked, then raise
    `Interrupted`.
    """
    done = 0

    def write(checked: CheckedFile) -> None:
        nonlocal done
        for sink, writer, prepared in zip(sinks, check.writers, checked.prepared, strict=True):
            text = writer.add(prepared)
            if text:
                if not sink.target.path:
                    progress.clear()
                sink.write(text)
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
        for sink in sinks:
            sink.flush()


def _checked(tasks: list[Task], start: partial[Check], check: Check, jobs: int) -> Generator[CheckedFile]:
    if jobs > 1:
        from .processes import in_parallel  # slow to load

        yield from in_parallel(start, tasks, jobs, check.lost)
    else:
        yield from map(check, tasks)
