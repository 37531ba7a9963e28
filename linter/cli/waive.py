"""`nianbao waive`: let one finding stand, with a reason."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..config import UsageError
from ..engine import Examination
from ..files.overwrite import NotWritten
from ..findings import Finding
from ..messages import Message, Phrase
from ..settings.entries import Entry, add_entries, entry_for
from ..settings.tables import shown
from ..waivers import NO_DAY, Unwaivable, has_reason, read_day, waivable
from .arguments.options import add_rule_options, config_of, fail
from .running.examining import examine_file

NO_REASON = Message(
    zh="--reason 要写明理由，如 --reason 与司法局核对中",
    en="--reason takes a reason, such as --reason 'being checked'",
)
NOT_FOUND = Message(
    zh="{path}：没有这样的 {rule} 问题，不用豁免{known}",
    en="{path}: there is no such finding of {rule}{known}",
)
KNOWN = Message(zh="；有的是：{places}", en="; there are: {places}")
SEVERAL = Message(
    zh="{path}：有 {count} 处 {rule}，请用 --cell 或 --text 说明是哪一处，或写 --all：{places}",
    en="{path}: there are {count} findings of {rule}; say which with --cell or --text, or --all: {places}",
)
ALREADY = Message(zh="{path}：这处 {rule} 已经豁免", en="{path}: this finding of {rule} is waived already")
ABOUT = Message(zh="{place}：{message}", en="{place}: {message}")
DONE = Message(
    zh="已豁免 {count} 处 {rule}，写在 {path}", en="{count} findings of {rule} are waived in {path}"
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "豁免一处问题：写进 nianbao.toml，带理由；只管这一处，不管同一规则的其他问题。"
    parser.add_argument("paths", nargs=1, metavar="报告")
    parser.add_argument("rule", metavar="规则", help="代码或名称，如 NB208")
    parser.add_argument("--reason", required=True, help="理由，必须写")
    parser.add_argument("--cell", help="哪一格，如“表四 · 行政复议 · 总计”")
    parser.add_argument("--text", help="问题的说明里有这些字的那一处")
    parser.add_argument("--all", action="store_true", help="这份报告里这条规则的每一处")
    parser.add_argument("--until", metavar="DAY", help="到这一天为止，如 2026-03-31")
    add_rule_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns 0: it is waived; 2: it is not."""
    (path,) = options.paths
    try:
        until = _day(options.until)
        if not has_reason(options.reason):
            raise UsageError(NO_REASON())
        config = config_of(options)
        codes = waivable(options.rule, config.rules)
        examination = examine_file(path, True, "", config)
        if examination.source is None:
            raise UsageError(*(ABOUT(place=path, message=one.message) for one in examination.findings))
        entries = _entries(examination, codes, options, until)
        written = add_entries(entries, Path(options.config) if options.config else None)
    except UsageError as error:
        return fail(error.phrases, options.lang)
    except (NotWritten, Unwaivable) as error:
        return fail([error.phrase], options.lang)
    for one in written:
        done = DONE(count=len(entries), rule=options.rule, path=shown(one))
        print(done.text(options.lang), file=sys.stderr)
    return 0


def _entries(
    examination: Examination, codes: frozenset[str], options: argparse.Namespace, until: str
) -> list[Entry]:
    """The waivers to write. Raises `UsageError` where it is not clear which finding is meant."""
    path, rule = examination.name, options.rule
    of_rule = [finding for finding in examination.findings if finding.code in codes]
    meant = [finding for finding in of_rule if _is_meant(finding, options)]
    standing = [finding for finding in meant if not finding.waived]
    if meant and not standing:
        raise UsageError(ALREADY(path=path, rule=rule))
    if not standing:
        known = KNOWN(places=_places(of_rule)) if of_rule else ""
        raise UsageError(NOT_FOUND(path=path, rule=rule, known=known))
    if len(standing) > 1 and not options.all:
        raise UsageError(SEVERAL(path=path, rule=rule, count=len(standing), places=_places(standing)))
    entries = (entry_for(finding, examination, options.reason, until) for finding in standing)
    return list(dict.fromkeys(entries))


def _is_meant(finding: Finding, options: argparse.Namespace) -> bool:
    return (not options.cell or finding.place.startswith(options.cell)) and (
        not options.text or options.text in finding.message
    )


def _places(findings: list[Finding]) -> tuple[Phrase, ...]:
    return tuple(ABOUT(place=finding.place or "—", message=finding.message) for finding in findings)


def _day(text: str | None) -> str:
    """A day as configurations have it. Raises `UsageError`."""
    day = read_day(text) if text else ""
    if day is None:
        raise UsageError(NO_DAY(text=text))
    return day
