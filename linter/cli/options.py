"""What the options of the command line ask for."""

from __future__ import annotations

import argparse
import sys

from ...grammar import Level
from ..config import Config
from ..findings import Message, Phrase, Severity
from ..registry import UnknownRule, codes

UNKNOWN_RULE = Message(zh="没有规则“{wanted}”，是不是“{near}”？", en="no rule {wanted!r}; did you mean {near}?")
SEVERITY = Message(
    zh="--severity 应写成 NB204=error，级别为 error、warning 或 info，而不是“{text}”",
    en="--severity takes NB204=error, warning or info, not {text!r}",
)


class UsageError(Exception):
    """An option that cannot be understood; `phrase` says what is right."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.text("en"))
        self.phrase = phrase


def add_rule_options(parser: argparse.ArgumentParser) -> None:
    """The options that say what is checked and how severe it is."""
    parser.add_argument("--select", action="append", default=[], metavar="CODES", help="只用这些规则，如 NB3,NB103")
    parser.add_argument("--ignore", action="append", default=[], metavar="CODES", help="不用这些规则")
    parser.add_argument("--severity", action="append", default=[], metavar="CODE=LEVEL", help="改变规则的级别，如 NB204=error")
    parser.add_argument("--year", type=int, metavar="YYYY", help="报告年度，默认从报告中读出")
    parser.add_argument("--level", choices=[level.value for level in Level], help="机关类别，默认由名称判断")
    add_language(parser)


def add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="信息的语言 (default: zh)")


def config_of(options: argparse.Namespace) -> Config:
    """The configuration that the options ask for. Raises `UsageError`."""
    try:
        return Config(
            select=frozenset(codes(_split(options.select))) if options.select else None,
            ignore=frozenset(codes(_split(options.ignore))),
            severity=_severities(options.severity),
            year=options.year,
            level=Level(options.level) if options.level else None,
            lang=options.lang,
        )
    except UnknownRule as error:
        raise UsageError(UNKNOWN_RULE(wanted=error.wanted, near=error.near)) from error


def _severities(texts: list[str]) -> dict[str, Severity]:
    severities: dict[str, Severity] = {}
    for text in _split(texts):
        code, _, level = text.partition("=")
        if level not in list(Severity):
            raise UsageError(SEVERITY(text=text))
        severities |= dict.fromkeys(codes([code]), Severity(level))
    return severities


def _split(texts: list[str]) -> list[str]:
    return [part.strip() for text in texts for part in text.split(",") if part.strip()]


def fail(troubles: list[Phrase], lang: str) -> int:
    """Say on standard error why the run failed. Returns the exit status: 2, or 0 where there is nothing to say."""
    for phrase in troubles:
        print(f"nianbao: {phrase.text(lang)}", file=sys.stderr)
    return 2 if troubles else 0
