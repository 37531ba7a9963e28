"""Options that several commands have, and the settings that they ask for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ....grammar import Level
from ...config import YEARS, Config, UsageError
from ...files.gathering import STDIN, gather
from ...findings import Severity
from ...messages import Message, Phrase
from ...registry import Rule
from ...settings import Settings, Wishes
from ...settings.clock import today
from ...settings.patterns import Patterns

SEVERITY = Message(
    zh="--severity 应写成 NB204=error，级别为 error、warning 或 info，而不是“{text}”",
    en="--severity takes NB204=error, warning or info, not {text!r}",
)
YEAR = Message(
    zh="--year 应是 {first} 至 {last} 的四位年份，而不是 {text}",
    en="--year takes a year from {first} to {last}, not {text}",
)
ALONE = Message(zh="--accept-new 须与 --write-baseline 同用", en="--accept-new goes with --write-baseline")
EXCLUDE = Message(zh="--exclude 写得不对：{error}", en="--exclude is not well formed: {error}")
NAMELESS = "<stdin>"  # the name of standard input where the user gives none
# The values of options that neither the user nor a configuration gives.
DEFAULTS: dict[str, Any] = {
    "lang": "zh",
    "fail_on": "error",
    "format": "text",
    "jobs": 0,
    "quiet": False,
    "passed": False,
    "statistics": False,
    "hide_waived": False,
    "max_warnings": None,
}


def add_rule_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which rules run and how severe they are."""
    parser.add_argument(
        "--select", action="append", default=[], metavar="CODES", help="只用这些规则，如 NB3,NB103"
    )
    parser.add_argument("--ignore", action="append", default=[], metavar="CODES", help="不用这些规则")
    parser.add_argument(
        "--severity", action="append", default=[], metavar="CODE=LEVEL", help="改变规则的级别，如 NB204=error"
    )
    parser.add_argument("--year", metavar="YYYY", help="报告年度，默认从报告中读出")
    parser.add_argument("--level", choices=[level.value for level in Level], help="机关类别，默认由名称判断")
    add_config_options(parser)
    add_language(parser, default=None)


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is read besides the paths."""
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERN",
        help="不看这些文件，如 '草稿*'；可以写多次",
    )
    parser.add_argument(
        "--stdin-filename",
        metavar="NAME",
        default=NAMELESS,
        help="标准输入内容的文件名；不写路径时即检查标准输入",
    )


def add_config_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which configuration file counts."""
    parser.add_argument("--config", metavar="FILE", help="用这个配置文件，不另外寻找")
    parser.add_argument("--no-config", action="store_true", help="不用配置文件")


def add_language(parser: argparse.ArgumentParser, default: str | None = DEFAULTS["lang"]) -> None:
    parser.add_argument("--lang", choices=("zh", "en"), default=default, help="信息的语言，默认 zh")


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the options ask for. Raises `UsageError`.

    Options that the user did not give are set in `options`: to what the configuration of the first path says,
    else to their defaults.
    """
    if getattr(options, "accept_new", False) and not options.write_baseline:
        raise UsageError(ALONE())
    baseline, new_baseline = getattr(options, "baseline", None), getattr(options, "write_baseline", None)
    settings = Settings(
        Wishes(
            select=tuple(_split(options.select)),
            ignore=tuple(_split(options.ignore)),
            severity=_severities(options.severity),
            year=year_of(options),
            level=Level(options.level) if options.level else None,
            lang=options.lang,
            baseline=Path(baseline) if baseline else None,
            new_baseline=Path(new_baseline) if new_baseline else None,
            today=today(),
        ),
        Path(options.config) if options.config else None,
        search=not options.no_config,
    )
    first = _first(options)
    configuration = settings.configuration(first)
    for name, value in (DEFAULTS | (configuration.run if configuration else {})).items():
        if getattr(options, name, 0) is None:
            setattr(options, name, value)
    settings.verify([first])
    return settings


def files_of(
    options: argparse.Namespace, troubles: list[Phrase], settings: Settings
) -> list[tuple[str, bool]]:
    """The files that the command is about, each with whether the user named it. Raises `UsageError`.

    `troubles` gets a phrase for each path that leads nowhere.
    """
    try:
        excluded = Patterns(options.exclude, Path.cwd()) if options.exclude else None
    except ValueError as error:
        raise UsageError(EXCLUDE(error=error)) from error
    return gather(_paths(options), troubles, settings.includes, excluded.match if excluded else None)


def add_baseline_options(parser: argparse.ArgumentParser) -> None:
    """Add the options about findings that were accepted earlier."""
    parser.add_argument("--baseline", metavar="FILE", help="基线文件：其中的问题照样列出，但不计入结果")
    parser.add_argument(
        "--write-baseline", metavar="FILE", help="把现有问题写成基线；已有的基线只移出解决了的"
    )
    parser.add_argument(
        "--accept-new", action="store_true", help="与 --write-baseline 同用：新问题也收入基线"
    )


def config_of(options: argparse.Namespace) -> Config:
    """The configuration of the first path, with the options. Raises `UsageError`."""
    return settings_of(options).for_file(_first(options))


def own_rules(options: argparse.Namespace) -> tuple[Rule, ...]:
    """The rules of a team that the configuration of the current folder names. Raises `UsageError`."""
    settings = Settings(file=Path(options.config) if options.config else None, search=not options.no_config)
    return settings.for_file(STDIN).rules


def _paths(options: argparse.Namespace) -> list[str]:
    """What the user wants to be read: without a path, standard input if it has a name, else this folder."""
    paths: list[str] = getattr(options, "paths", [])
    named = getattr(options, "stdin_filename", NAMELESS) != NAMELESS
    return paths or [STDIN if named else os.curdir]


def _first(options: argparse.Namespace) -> str:
    """The path whose configuration gives the options of the run. In a folder, a file that need not exist."""
    path = _paths(options)[0]
    if path == STDIN:
        return str(getattr(options, "stdin_filename", path))
    return os.path.join(path, STDIN) if os.path.isdir(path) else path


def year_of(options: argparse.Namespace) -> int | None:
    """The year of --year, if the user gave one. Raises `UsageError`."""
    text: str | None = options.year
    if text is None:
        return None
    first, last = YEARS
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and first <= int(text) <= last):
        raise UsageError(YEAR(first=first, last=last, text=text))
    return int(text)


def _severities(texts: list[str]) -> dict[str, Severity]:
    severities: dict[str, Severity] = {}
    for text in _split(texts):
        rule, _, level = text.partition("=")
        if level not in list(Severity):
            raise UsageError(SEVERITY(text=text))
        severities[rule] = Severity(level)
    return severities


def _split(texts: list[str]) -> list[str]:
    return [part.strip() for text in texts for part in text.split(",") if part.strip()]


def fail(troubles: Sequence[Phrase], lang: str | None) -> int:
    """Print on standard error why the run failed. Returns the exit status: 2, or 0 if there is no trouble."""
    for phrase in troubles:
        print(f"nianbao: {phrase.text(lang or DEFAULTS['lang'])}", file=sys.stderr)
    return 2 if troubles else 0
