"""`nianbao fix`: put fixes into the files."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from functools import partial
from pathlib import Path

from ...grammar import Source
from ..config import Config, UsageError
from ..engine import Examination, examine
from ..files.gathering import STDIN, gather
from ..files.overwrite import CHANGED, NotWritten, overwrite
from ..files.reasons import reason
from ..findings import ReadError, Severity
from ..fixes import FixedFile, Unfixable, apply_fixes, fixes_of, unified_diff
from ..messages import Message, Phrase, visible
from ..readers import from_bytes, read
from .arguments.options import add_rule_options, fail, settings_of
from .asking import Asker
from .running.examining import CRASHED
from .running.streams import UNWRITABLE, read_stdin, utf8
from .running.tally import NO_REPORT

TOGETHER = Message(
    zh="--yes 须与 --ask 同用：--ask --yes 不再询问，把只有一种改法的都改掉",
    en="--yes goes with --ask: --ask --yes asks nothing and makes every fix that has no alternative",
)
NOBODY_TO_ASK = Message(
    zh="--ask 要在终端里逐处询问，现在没有终端；要全部改掉请写 --ask --yes",
    en="--ask asks on a terminal, and there is none; write --ask --yes to make all fixes unasked",
)
ABOUT = Message(zh="{path}：{why}", en="{path}: {why}")
NOT_HERE = Message(
    zh="{path}：这类文件不能直接改，"
    "有 {count} 处请按 nianbao check（.docx 可用 nianbao annotate）列出的改法手工修改",
    en="{path}: files of this kind cannot be changed here; "
    "make {count} fixes by hand as nianbao check, or for .docx nianbao annotate, lists them",
)
SUMMARY = Message(
    zh="{files} 个文件、{reports} 份报告：改了 {changed} 个文件 {fixed} 处；"
    "还有 {left} 个问题，其中 {open} 个可用 --ask 确认后改",
    en="{files} files, {reports} reports: {fixed} fixes in {changed} files; "
    "{left} problems are left, {open} of them can be fixed with --ask",
)
PREVIEW = Message(
    zh="{files} 个文件、{reports} 份报告：{changed} 个文件有 {fixed} 处要改，没有写入；"
    "此外还有 {left} 个问题，其中 {open} 个可用 --ask 确认后改",
    en="{files} files, {reports} reports: {fixed} fixes to make in {changed} files, nothing was written; "
    "{left} problems besides, {open} of them with --ask",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "直接修改文件：默认只改文字、标点、标签等不影响数字和表述的问题。- 表示标准输入，结果写到标准输出。"
    )
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹，默认当前文件夹")
    parser.add_argument("--ask", action="store_true", help="其他改法也逐处询问，同意才改")
    parser.add_argument(
        "--yes", action="store_true", help="与 --ask 同用：不再询问，把只有一种改法的都改掉，包括数字"
    )
    parser.add_argument("--diff", action="store_true", help="只显示会怎样改，不写入；有要改的时退出码为 1")
    add_rule_options(parser)
    parser.add_argument("--stdin-filename", metavar="NAME", default="<stdin>", help="标准输入内容的文件名")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns 0: all fixes were made; 1: with --diff, there are fixes to make; 2: not all could be made."""
    try:
        if options.yes and not options.ask:
            raise UsageError(TOGETHER())
        if options.ask and not options.yes and not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(NOBODY_TO_ASK())
        fixer = _Fixer(options)
        files = list(gather(options.paths or ["."], fixer.troubles, fixer.settings.includes))
        fixer.settings.verify(options.stdin_filename if path == STDIN else path for path, _ in files)
    except UsageError as error:
        return fail(error.phrases, options.lang)
    try:
        for path, named in files:
            fixer.fix(path, named)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        return fail([*fixer.troubles, UNWRITABLE(path="stdout", reason=reason(error))], options.lang)
    except KeyboardInterrupt:
        print(fixer.summary().text(options.lang), file=sys.stderr)
        raise
    if fixer.files and not fixer.reports and not fixer.named and not fixer.troubles:
        fixer.troubles.append(NO_REPORT())
    status = fail(fixer.troubles, options.lang)
    print(fixer.summary().text(options.lang), file=sys.stderr)
    return status or int(options.diff and fixer.changed > 0)


class _Fixer:
    """Fixes one file after another and counts what it does."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.settings = settings_of(options)
        self.asker = Asker(options.lang, everything=options.yes) if options.ask else None
        self.troubles: list[Phrase] = []
        self.files = self.reports = self.changed = 0  # `changed`: files that were
        self.named = 0  # files that the user named
        self.fixed = 0  # findings
        self.left = 0  # findings after all fixes
        self.open = 0  # of these, findings with a fix that must be confirmed

    def fix(self, path: str, named: bool) -> None:
        """Fix one file. If that fails, the reason is added to the troubles."""
        name = self.options.stdin_filename if path == STDIN else path
        config = self.settings.for_file(name)
        if named:
            config = config.with_default("NB002", Severity.ERROR)
        self.files += 1
        self.named += named
        data = b""
        result: FixedFile | None = None
        try:
            if path == STDIN:
                data = read_stdin(name)
            source = from_bytes(data, name) if path == STDIN else read(path)
            if not source.has_lines:
                self._only_list(source, config, named)
                return
            if path != STDIN:
                data = _same(path, source)
            result = apply_fixes(data, name, partial(examine, config=config), self.asker)
            self._put(path, data, result)
            self._count(result.examination, named)
        except (ReadError, Unfixable) as error:
            self.troubles.append(ABOUT(path=name, why=error.phrase))
        except NotWritten as error:
            self.troubles.append(error.phrase)
        except OSError:  # of standard output
            raise
        except Exception as error:  # a fault of the program must not keep other files from being fixed
            self.troubles.append(ABOUT(path=name, why=CRASHED(error=f"{type(error).__name__}: {error}")))
        if path == STDIN and not self.options.diff:
            # Whatever happened, nothing of the text may be lost.
            sys.stdout.buffer.write(result.data if result else data)
            if data:
                shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)  # the rest of a text that is too long

    def _put(self, path: str, data: bytes, result: FixedFile) -> None:
        """Show or write the changes of a file."""
        if result.data == data:
            return
        if self.options.diff:
            after = result.examination.source
            assert after is not None
            lines = unified_diff(from_bytes(data, after.name).file, after.file, after.name)
            utf8(sys.stdout).writelines(map(visible, lines) if sys.stdout.isatty() else lines)
        elif path != STDIN:
            overwrite(path, result.data, hashlib.sha256(data).hexdigest())
        self.changed += 1
        self.fixed += result.fixed

    def _only_list(self, source: Source, config: Config, named: bool) -> None:
        """Count the fixes of a file that cannot be changed, and say so."""
        examination = examine(source, config)
        self._count(examination, named)
        count = sum(1 for finding in examination.findings if finding.fixes and not finding.waived)
        if count and named:
            self.troubles.append(NOT_HERE(path=source.name, count=count))
        elif count:
            print(
                f"nianbao: {NOT_HERE(path=source.name, count=count).text(self.options.lang)}", file=sys.stderr
            )

    def _count(self, examination: Examination, named: bool) -> None:
        left = [finding for finding in examination.findings if not finding.waived]
        if examination.report:
            self.reports += 1
            self.left += len(left)
            self.open += sum(
                1 for finding in left if examination.source and fixes_of(examination.source, finding)
            )
        elif named:
            errors = (finding for finding in left if finding.severity is Severity.ERROR)
            self.troubles += [ABOUT(path=examination.name, why=finding.message) for finding in errors]

    def summary(self) -> Phrase:
        """All counts in one line."""
        return (PREVIEW if self.options.diff else SUMMARY)(
            files=self.files,
            reports=self.reports,
            changed=self.changed,
            fixed=self.fixed,
            left=self.left,
            open=self.open,
        )


def _same(path: str, source: Source) -> bytes:
    """The bytes that a source was read from. Raises `NotWritten` if the file has changed since."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise NotWritten(CHANGED(path=path)) from error
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise NotWritten(CHANGED(path=path))
    return data
