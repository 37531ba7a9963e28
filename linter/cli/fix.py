"""`nianbao fix`: put fixes into the files."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from ...grammar import Source
from ..config import Config, UsageError
from ..engine import Examination, examine
from ..files.gathering import STDIN
from ..files.overwrite import CHANGED, NotWritten, overwrite
from ..files.reasons import reason
from ..findings import ReadError, Severity
from ..fixes import FixedFile, Unfixable, apply_fixes, fixes_of, unified_diff
from ..messages import Message, Phrase, visible
from ..readers import from_bytes, read
from .arguments.options import add_input_options, add_rule_options, fail, files_of, settings_of
from .running.asking import Asker
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
    zh="{paths}：这类文件不能直接改，"
    "有 {count} 处请按 nianbao check（.docx 可用 nianbao annotate）列出的改法手工修改",
    en="{paths}: files of this kind cannot be changed here; "
    "make {count} fixes by hand as nianbao check, or for .docx nianbao annotate, lists them",
)
AND_MORE = Message(zh="{paths} 等 {count} 个文件", en="{paths} and others, {count} files")
FIXED = Message(zh="{path}：改了 {count} 处（{rules}）", en="{path}: {count} fixes ({rules})")
FIX = Message(zh="  {code} {place}：{title}", en="  {code} {place}: {title}")
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
_NAMES = 3  # of files that cannot be changed


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "直接修改文件：默认只改文字、标点、标签等不影响数字和表述的问题。- 表示标准输入，结果写到标准输出。"
    )
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹，默认当前文件夹")
    parser.add_argument("--ask", action="store_true", help="其他改法也逐处询问，同意才改")
    parser.add_argument(
        "--yes", action="store_true", help="与 --ask 同用：不再询问，把只有一种改法的都改掉，包括数字"
    )
    parser.add_argument("--show-fixes", action="store_true", help="逐处列出改了什么")
    parser.add_argument("-q", "--quiet", action="store_true", help="不列出改了哪些文件")
    parser.add_argument("--diff", action="store_true", help="只显示会怎样改，不写入；有要改的时退出码为 1")
    add_rule_options(parser)
    add_input_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns 0: all fixes were made; 1: with --diff, there are fixes to make; 2: not all could be made."""
    try:
        if options.yes and not options.ask:
            raise UsageError(TOGETHER())
        fixer = _Fixer(options)
        files = files_of(options, fixer.troubles, fixer.settings)
        fixer.settings.verify(options.stdin_filename if path == STDIN else path for path, _ in files)
    except UsageError as error:
        return fail(error.phrases, options.lang)
    try:
        for path, named in files:
            fixer.fix(path, named)
        fixer.say_unchangeable()
        sys.stdout.flush()
    except UsageError as error:
        return fail([*fixer.troubles, *error.phrases], options.lang)
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
    if fixer.files:
        print(fixer.summary().text(options.lang), file=sys.stderr)
    return status or int(options.diff and fixer.changed > 0)


class _Fixer:
    """Fixes one file after another and counts what it does."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.settings = settings_of(options)
        self.asker = Asker(options.lang, everything=options.yes) if options.ask else None
        self.unchangeable: list[tuple[str, int, bool]] = []  # name, number of fixes, named by the user
        self.troubles: list[Phrase] = []
        self.files = self.reports = self.changed = 0  # `changed`: files that were
        self.named = 0  # files that the user named
        self.fixed = 0  # findings
        self.left = 0  # findings after all fixes
        self.open = 0  # of these, findings with a fix that must be confirmed

    def fix(self, path: str, named: bool) -> None:
        """Fix one file. If that fails, the reason is added to the troubles.

        Raises `UsageError` if somebody should be asked and nobody is there.
        """
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
            if self.asker and not self.options.yes and not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise UsageError(NOBODY_TO_ASK())
            if path != STDIN:
                data = _same(path, source)
            result = apply_fixes(data, name, partial(examine, config=config), self.asker)
            self._put(path, data, result)
            self._count(result.examination, named)
        except (ReadError, Unfixable) as error:
            self.troubles.append(ABOUT(path=name, why=error.phrase))
        except NotWritten as error:
            self.troubles.append(error.phrase)
        except (OSError, UsageError):  # of standard output, or about all files
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
        if not (self.options.diff or self.options.quiet):
            self._say_made(from_bytes(data, path).name, result)

    def _say_made(self, name: str, result: FixedFile) -> None:
        """Say which rules' fixes were made in a file, or with --show-fixes each of them."""
        lang = self.options.lang
        counts = Counter(finding.code for finding, _ in result.made)
        rules = ("、" if lang == "zh" else ", ").join(
            code if count == 1 else f"{code} ×{count}" for code, count in sorted(counts.items())
        )
        lines = [FIXED(path=name, count=result.fixed, rules=rules)]
        if self.options.show_fixes:
            lines += [
                FIX(code=finding.code, place=finding.place, title=fix.title) for finding, fix in result.made
            ]
        print(*(line.text(lang) for line in lines), sep="\n", file=sys.stderr)

    def _only_list(self, source: Source, config: Config, named: bool) -> None:
        """Count the fixes of a file that cannot be changed."""
        examination = examine(source, config)
        self._count(examination, named)
        count = sum(1 for finding in examination.findings if finding.fixes and not finding.waived)
        if count:
            self.unchangeable.append((source.name, count, named))

    def say_unchangeable(self) -> None:
        """Say of files that cannot be changed how many fixes are to be made by hand.

        That is a failure if the user named one.
        """
        if not self.unchangeable:
            return
        names = [name for name, _, _ in self.unchangeable]
        paths: Any = ("、" if self.options.lang == "zh" else ", ").join(names[:_NAMES])
        if len(names) > _NAMES:
            paths = AND_MORE(paths=paths, count=len(names))
        phrase = NOT_HERE(paths=paths, count=sum(count for _, count, _ in self.unchangeable))
        if any(named for _, _, named in self.unchangeable):
            self.troubles.append(phrase)
        else:
            fail([phrase], self.options.lang)

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
