"""`nianbao doctor`: what is in force for a file or folder, and why."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..baseline import Baseline
from ..config import Config, UsageError
from ..files.gathering import ABSENT
from ..findings import CellAddress, Severity
from ..messages import Message, Phrase, visible
from ..outputs.shared.words import SEVERITIES
from ..readers import KINDS, OLDER, PDF
from ..readers.office import find_program
from ..registry import ON_DEMAND, Rule, all_rules
from ..settings import Settings
from ..settings.configuration import Configuration
from ..settings.files import NAMES, PROJECT
from ..settings.tables import shown
from .arguments.options import add_rule_options, fail, settings_of

PROGRAM = Message(
    zh="nianbao {nianbao}（Python {python}，lark {lark}），输出编码 {encoding}",
    en="nianbao {nianbao} (Python {python}, lark {lark}), output in {encoding}",
)
CAN_READ = Message(zh="可以读取  {suffixes}", en="reads     {suffixes}")
CANNOT_READ = Message(zh="不能读取  {suffixes}：{remedy}", en="no        {suffixes}: {remedy}")
NEEDS_PDF = Message(zh="请安装 nianbao[pdf]", en="install nianbao[pdf]")
NEEDS_OFFICE = Message(zh="请安装 LibreOffice", en="install LibreOffice")
FILE = Message(zh="配置文件  {file}（{why}）", en="file      {file} ({why})")
NO_FILE = Message(
    zh="配置文件  没有，一切按默认（{why}）", en="file      none, everything as it comes ({why})"
)
NAMED = Message(zh="由 --config 指定", en="named by --config")
NOT_WANTED = Message(zh="--no-config", en="--no-config")
BESIDE = Message(zh="就在这个文件夹里", en="in this folder")
ABOVE = Message(zh="从 {folder} 往上找到的第一个", en="the first one upwards from {folder}")
NOWHERE = Message(zh="从 {folder} 往上没有 {names}", en="no {names} upwards from {folder}")
FORMAT = Message(zh="格式      {id}：{first}—{last} 年度", en="format    {id}: for {first} to {last}")
NEWEST = Message(zh="格式      {id}：{first} 年度起", en="format    {id}: from {first} on")
RULES = Message(zh="规则      共 {count} 条，启用 {wanted} 条", en="rules     {wanted} of {count} in force")
ONLY = Message(zh="  只用    {rules}（{origin}）", en="  only    {rules} ({origin})")
OFF = Message(zh="  关闭    {rules}（{origin}）", en="  off     {rules} ({origin})")
DEMAND = Message(
    zh="  要时才查 {rules}（写明级别就查，如 --severity {first}=info）",
    en="  asked   {rules} (on when given a severity, as in --severity {first}=info)",
)
CHANGED = Message(
    zh="  改级别  {code} {name}：{severity}，原为 {default}（{origin}）",
    en="  changed {code} {name}: {severity}, not {default} ({origin})",
)
OWN = Message(zh="  自定    {code} {name}（{origin}）", en="  own     {code} {name} ({origin})")
SETTING = Message(zh="设定      {name} = {value}（{origin}）", en="setting   {name} = {value} ({origin})")
WAIVER = Message(
    zh="豁免      {files} {rule}{cell}：{reason}{until}", en="waiver    {files} {rule}{cell}: {reason}{until}"
)
UNTIL = Message(zh="，至 {until}", en=", until {until}")
EXPIRED = Message(zh="，已于 {until} 到期", en=", expired on {until}")
BASELINE = Message(
    zh="基线      {file}：{count} 个问题（{origin}）", en="baseline  {file}: {count} problems ({origin})"
)
OPTION = Message(zh="命令行 {option}", en="option {option}")
KEY = Message(zh="{file} 的 {key}", en="{key} in {file}")
_SHOWN = 8  # entries of a list; the others are only counted


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "说明对这些文件或文件夹用哪个配置文件，哪些格式、规则、豁免和基线有效，为什么。"
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹，默认当前文件夹")
    add_rule_options(parser)
    parser.add_argument("--baseline", metavar="FILE", help="基线文件")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns 0: all is well; 2: a configuration is broken or a path does not exist."""
    paths = options.paths or [os.curdir]
    missing = [ABSENT(path=path) for path in paths if not os.path.exists(path)]
    try:
        settings = settings_of(options)
        settings.verify(_in(path) for path in paths)
    except UsageError as error:
        return fail([*missing, *error.phrases], options.lang)
    views = [_View(path, settings, options) for path in paths if os.path.exists(path)]
    if options.json:
        print(
            json.dumps(
                {"program": _program(), "paths": [view.document() for view in views]},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for phrase in [*_head(), *(line for view in views for line in view.lines())]:
            print(phrase.text(options.lang) if isinstance(phrase, Phrase) else visible(phrase))
    return fail(missing, options.lang)


def _in(path: str) -> str:
    """A path whose configuration is that of a file or folder. In a folder it need not exist."""
    return os.path.join(path, "_") if os.path.isdir(path) else path


def _program() -> dict[str, Any]:
    from ... import __version__

    return {
        "nianbao": __version__,
        "python": platform.python_version(),
        "lark": _version("lark"),
        "encoding": sys.stdout.encoding,
        "reads": [suffix for kind in KINDS if kind not in _lacking() for suffix in kind.suffixes],
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def _lacking() -> dict[Any, Message]:
    """The kinds of files that cannot be read on this machine, each with what to install."""
    lacking: dict[Any, Message] = {}
    if not find_spec("pdfplumber"):
        lacking[PDF] = NEEDS_PDF
    if not find_program():
        lacking[OLDER] = NEEDS_OFFICE
    return lacking


def _head() -> Iterator[Phrase]:
    program = _program()
    yield PROGRAM(**program)
    yield CAN_READ(suffixes=" ".join(program["reads"]))
    for kind, remedy in _lacking().items():
        yield CANNOT_READ(suffixes=" ".join(kind.suffixes), remedy=remedy())


class _View:
    """The configuration, rules, waivers and baseline of one path."""

    def __init__(self, path: str, settings: Settings, options: argparse.Namespace) -> None:
        self.path, self.settings, self.options = path, settings, options
        self.configuration: Configuration | None = settings.configuration(_in(path))
        self.config: Config = settings.for_file(_in(path))
        self.rules: list[Rule] = [*all_rules(), *self.config.rules]

    def lines(self) -> Iterator[Phrase | str]:
        yield ""
        yield self.path
        yield self._file()
        for format in self.config.formats:
            yield (FORMAT if format.last_year else NEWEST)(
                id=format.id, first=format.first_year, last=format.last_year
            )
        yield RULES(count=len(self.rules), wanted=sum(map(self.config.wants, self.rules)))
        if self.config.select is not None:
            yield ONLY(rules=_listed(sorted(self.config.select)), origin=self._origin("select", "--select"))
        if self.config.ignore:
            yield OFF(rules=_listed(sorted(self.config.ignore)), origin=self._origin("ignore", "--ignore"))
        demanded = sorted(code for code in ON_DEMAND if not self.config.chooses(code))
        if demanded and self.config.select is None:
            yield DEMAND(rules=_listed(demanded), first=demanded[0])
        for rule in self.rules:
            severity = self.config.severity.get(rule.code, rule.severity)
            if severity is not rule.severity:
                yield CHANGED(
                    code=rule.code,
                    name=rule.name,
                    severity=_word(severity),
                    default=_word(rule.severity),
                    origin=self._origin("severity", "--severity"),
                )
        for rule in self.config.rules:
            yield OWN(code=rule.code, name=rule.name, origin=shown(rule.page))
        for key, value in self._settings().items():
            yield SETTING(name=key, value=value, origin=self._origin(key, f"--{key}"))
        yield from self._waivers()
        baseline = self._baseline()
        if baseline:
            yield BASELINE(
                file=shown(baseline),
                count=len(Baseline.load(baseline).entries),
                origin=self._origin("baseline", "--baseline"),
            )

    def document(self) -> dict[str, Any]:
        """The same as JSON has it."""
        baseline = self._baseline()
        return {
            "path": self.path,
            "configuration": str(self.configuration.path) if self.configuration else None,
            "formats": [
                {"id": format.id, "from": format.first_year, "to": format.last_year}
                for format in self.config.formats
            ],
            "rules": [
                {
                    "code": rule.code,
                    "name": rule.name,
                    "on": self.config.wants(rule),
                    "severity": self.config.severity.get(rule.code, rule.severity).value,
                    "default": rule.severity.value,
                }
                for rule in self.rules
            ],
            "settings": self._settings(),
            "waivers": [
                {
                    "files": files.texts,
                    "rule": grant.rule,
                    "cell": _id(grant.cell),
                    "reason": grant.waiver.reason,
                    "until": grant.waiver.until,
                }
                for files, grant in self._grants()
            ],
            "baseline": str(baseline) if baseline else None,
        }

    def _file(self) -> Phrase:
        folder = shown(Path(os.path.abspath(_in(self.path))).parent)
        if self.configuration is None:
            return NO_FILE(
                why=NOT_WANTED()
                if self.options.no_config
                else NOWHERE(folder=folder, names="、".join((*NAMES, PROJECT)))
            )
        beside = self.configuration.path.parent == Path(os.path.abspath(_in(self.path))).parent
        why = NAMED() if self.options.config else BESIDE() if beside else ABOVE(folder=folder)
        return FILE(file=shown(self.configuration.path), why=why)

    def _origin(self, key: str, option: str) -> Phrase:
        given = getattr(self.settings.wishes, key.replace("-", "_"), None)
        return (
            OPTION(option=option)
            if given or not self.configuration
            else KEY(file=self.configuration.path.name, key=key)
        )

    def _settings(self) -> dict[str, Any]:
        """All other settings, by the names of their keys."""
        run = (
            {name.replace("_", "-"): value for name, value in self.configuration.run.items()}
            if self.configuration
            else {}
        )
        chosen = {
            "year": self.config.year,
            "level": self.config.level and self.config.level.value,
            "lang": self.settings.wishes.lang,
        }
        return {**run, **{name: value for name, value in chosen.items() if value}}

    def _grants(self) -> Iterable[Any]:
        return self.configuration.waivers if self.configuration else ()

    def _waivers(self) -> Iterator[Phrase]:
        for files, grant in self._grants():
            until = grant.waiver.until
            ending: Any = (
                (EXPIRED if grant.expired(self.config.today or date.today()) else UNTIL)(until=until)
                if until
                else ""
            )
            cell = f" {_id(grant.cell)}" if grant.cell else ""
            yield WAIVER(
                files=_listed(files.texts),
                rule=grant.rule,
                cell=cell,
                reason=grant.flaw or grant.waiver.reason,
                until=ending,
            )

    def _baseline(self) -> Path | None:
        return self.settings.baseline_file(self.configuration)


def _id(cell: CellAddress | None) -> str | None:
    return "/".join(filter(None, (cell.table, cell.row, cell.column))) if cell else None


def _word(severity: Severity) -> Phrase:
    return SEVERITIES[severity]()


def _listed(words: Iterable[str]) -> str:
    words = list(words)
    return " ".join(words[:_SHOWN]) + (f" …（{len(words)}）" if len(words) > _SHOWN else "")
