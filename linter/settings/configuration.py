"""One configuration file as typed values: what holds for each file that it is for, and how a run is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from ...grammar import Formats, Level, official_formats
from ...grammar.text.folding import fold
from ...grammar.toml import Notes, TomlTable
from ..config import YEARS, Config, Lang, UsageError
from ..findings import Severity, Waiver
from ..messages import Message
from ..prose.wordlists import Wording
from ..registry import ALWAYS, Rule, codes
from ..waivers import NO_DAY, NO_REASON, Grant, Unwaivable, has_reason, read_day, waivable
from .cells import UnknownCell, find_cell
from .extensions import Unloadable, clashes, load_own_rules
from .files import File
from .formats import load_own_formats
from .patterns import Patterns
from .tables import IN_FILE, SWITCH_OFF, codes_in, codes_of, phrases_of, shown

FAIL_ON = (*(severity.value for severity in Severity), "never")
JOBS = 256
WARNINGS = 1_000_000

ENTRY = Message(zh="{file} 的第 {number} 条豁免", en="waiver {number} of {file}")
NO_CELL = Message(zh="没有单元格“{wanted}”，是不是“{near}”？", en="no cell {wanted!r}; did you mean {near}?")
WORD = Message(
    zh='“{wrong}”应写明正确的词，如 "{wrong}" = "…"',
    en='{wrong!r} needs the right word, as in "{wrong}" = "…"',
)
NOT_WITHIN = Message(zh="“{longer}”里没有“{wrong}”这几个字", en="{longer!r} does not hold {wrong!r}")
TEMPLATE = Message(
    zh="“{key}”应为网址，规则写作 {{name}} 或 {{code}}",
    en="{key!r} must be an address with {{name}} or {{code}} for the rule",
)
UNTRUSTED = Message(
    zh="rules 指定的规则是程序代码，编辑器没有信任此文件夹，这份配置没有使用",
    en="rules names code to run and the editor does not trust this folder, so this configuration is not used",
)
PATTERN = Message(zh="文件名模式“{pattern}”写法有误", en="{pattern!r} is not a pattern of file names")


class Variation(Struct, frozen=True):
    """Settings that differ for some files."""

    files: Patterns
    ignore: frozenset[str] = frozenset()
    year: int | None = None
    level: Level | None = None
    agency: str | None = None

    def apply(self, config: Config) -> Config:
        return replace(
            config,
            ignore=config.ignore | self.ignore,
            year=self.year or config.year,
            level=self.level or config.level,
            agency=self.agency or config.agency,
        )


class Configuration(Struct, frozen=True):
    """The settings of one file."""

    path: Path
    config: Config = field(default_factory=Config)  # for every report
    run: dict[str, Any] = field(default_factory=dict)  # other defaults for options, by their names in Python
    include: Patterns | None = None
    exclude: Patterns | None = None
    variations: tuple[Variation, ...] = ()
    waivers: tuple[tuple[Patterns, Grant], ...] = ()
    baseline: Path | None = None

    def for_file(self, path: Path) -> Config:
        """The settings for one report."""
        config = self.config
        for variation in self.variations:
            if variation.files.match(path):
                config = variation.apply(config)
        waivers = tuple(grant for files, grant in self.waivers if files.match(path))
        return replace(config, waivers=waivers) if waivers else config

    def includes(self, path: Path, default: bool) -> bool:
        """Whether a file is one to check. `default`: where nothing is said of it."""
        if self.exclude and self.exclude.match(path):
            return False
        return self.include.match(path) if self.include else default


def read_configuration(file: File, trusted: bool = True) -> Configuration:
    """The settings of a file. Raises `UsageError` with all that is wrong with it.

    `trusted`: whether it may name rules of its own, which are code.
    """
    notes = Notes(file.text)
    configuration = _Reader(TomlTable(file.data, file.at, notes), file.path, trusted).read()
    wrong = phrases_of(file.path, notes)
    if wrong:
        raise UsageError(*wrong)
    return configuration


class _Reader:
    """Reads the keys of a file."""

    def __init__(self, table: TomlTable, path: Path, trusted: bool) -> None:
        self.table, self.path, self.folder, self.trusted = table, path, path.parent, trusted
        self.rules: tuple[Rule, ...] = ()

    def read(self) -> Configuration:
        table = self.table
        self.rules = self._rules()
        config = Config(
            select=codes_in(table, "select", self._codes),
            ignore=self._ignored(table, "ignore"),
            severity=self._severities(),
            year=table.number("year", *YEARS),
            level=self._level(table),
            lang=self._lang(),
            formats=self._formats() or official_formats(),
            words=tuple(self._words()),
            rules=self.rules,
            page_url=self._page_url(),
        )
        configuration = Configuration(
            path=self.path,
            config=config,
            run=self._run(),
            include=self._patterns(table, "include"),
            exclude=self._patterns(table, "exclude"),
            variations=(*self._file_ignores(), *self._files()),
            waivers=tuple(self._waivers(config)),
            baseline=self._baseline(),
        )
        table.done()
        return configuration

    def _codes(self, wanted: Iterable[str]) -> Iterable[str]:
        return codes(wanted, self.rules)

    def _rules(self) -> tuple[Rule, ...]:
        rules: tuple[Rule, ...] = ()
        names = self.table.texts("rules") or ()
        if names and not self.trusted:  # nothing else is read: what it says may be about those rules
            raise UsageError(IN_FILE(file=shown(self.path), problem=UNTRUSTED()))
        for place, name in _places(self.table, "rules", names):
            try:
                rules += load_own_rules(name, self.folder)
            except Unloadable as error:  # noqa: PERF203
                for phrase in error.phrases:
                    self.table.note("rules", phrase, *place)
        for phrase in clashes(rules):
            self.table.note("rules", phrase)
        return rules

    def _formats(self) -> Formats | None:
        folders = self.table.texts("formats")
        try:
            return load_own_formats([self.folder / folder for folder in folders]) if folders else None
        except Unloadable as error:
            for phrase in error.phrases:
                self.table.note("formats", phrase)
            return None

    def _ignored(self, table: TomlTable, key: str) -> frozenset[str]:
        for place, text in _places(table, key, table.texts(key) or ()):
            if text.strip().upper() in ALWAYS:
                table.note(key, SWITCH_OFF(code=text.strip(), key=key), *place)
        return codes_in(table, key, self._codes) or frozenset()

    def _severities(self) -> dict[str, Severity]:
        table = self.table.table("severity", '{ NB204 = "error" }')
        severities: dict[str, Severity] = {}
        for key in table.names():
            level = table.choice(key, [severity.value for severity in Severity])
            if level:
                severities |= dict.fromkeys(codes_of(table, key, self._codes, key), Severity(level))
        return severities

    def _level(self, table: TomlTable) -> Level | None:
        text = table.choice("level", [level.value for level in Level])
        return Level(text) if text else None

    def _lang(self) -> Lang:
        lang: Lang | None = self.table.choice("lang", get_args(Lang))
        return lang or "zh"

    def _words(self) -> Iterable[Wording]:
        table = self.table.table("words", '{ "部份" = "部分" }')
        for wrong in table.names():
            if isinstance(table.data[wrong], dict):
                word = table.table(wrong, '{ right = "…" }')
                right, longer = word.text("right"), word.texts("right-in") or []
                if "right" not in word.data:
                    table.note(wrong, WORD(wrong=wrong))
                for place, text in _places(word, "right-in", longer):
                    if wrong not in text:
                        word.note("right-in", NOT_WITHIN(longer=text, wrong=wrong), *place)
                word.done()
                if right and all(wrong in text for text in longer):
                    yield Wording.of(fold(wrong), right, tuple(map(fold, longer)))
            else:
                right = table.text(wrong)
                if right and wrong:
                    yield Wording.of(fold(wrong), right, ())

    def _page_url(self) -> str | None:
        text = self.table.text("rule-pages")
        try:
            names = {name for _, name, _, _ in Formatter().parse(text or "") if name is not None}
        except ValueError:
            names = set()
        if text and not (names and names <= {"name", "code"} and "://" in text):
            self.table.note("rule-pages", TEMPLATE(key="rule-pages"))
            return None
        return text

    def _run(self) -> dict[str, Any]:
        from ..outputs import FORMATS

        table = self.table
        values = {
            "lang": table.text("lang"),
            "fail_on": table.choice("fail-on", FAIL_ON),
            "format": table.choice("format", FORMATS),
            "jobs": table.number("jobs", 0, JOBS),
            "quiet": table.flag("quiet"),
            "passed": table.flag("passed"),
            "statistics": table.flag("statistics"),
            "hide_waived": table.flag("hide-waived"),
            "max_warnings": table.number("max-warnings", 0, WARNINGS),
        }
        return {name: value for name, value in values.items() if value is not None}

    def _baseline(self) -> Path | None:
        text = self.table.text("baseline")
        return self.folder / text if text else None

    def _patterns(self, table: TomlTable, key: str) -> Patterns | None:
        texts = table.texts(key)
        return self._compiled(table, key, texts) if texts else None

    def _compiled(self, table: TomlTable, key: str, texts: list[str]) -> Patterns | None:
        try:
            return Patterns(texts, self.folder)
        except ValueError:
            table.note(key, PATTERN(pattern="、".join(texts)))
            return None

    def _file_ignores(self) -> Iterable[Variation]:
        table = self.table.table("per-file-ignores", '{ "旧报告/" = ["NB401"] }')
        for pattern in table.names():
            files = self._compiled(table, pattern, [pattern])
            ignored = self._ignored(table, pattern)
            if files:
                yield Variation(files, ignored)

    def _files(self) -> Iterable[Variation]:
        table = self.table.table("per-file", '{ "a.md" = { year = 2023 } }')
        for pattern in table.names():
            files = self._compiled(table, pattern, [pattern])
            entry = table.table(pattern, "{ year = 2023 }")
            year, level, agency = entry.number("year", *YEARS), self._level(entry), entry.text("agency")
            entry.done()
            if files:
                yield Variation(files, year=year, level=level, agency=agency)

    def _waivers(self, config: Config) -> Iterable[tuple[Patterns, Grant]]:
        for number, table in enumerate(self.table.tables("waiver"), 1):
            yield from self._waiver(table, number, config)

    def _waiver(self, table: TomlTable, number: int, config: Config) -> Iterable[tuple[Patterns, Grant]]:
        rules, files, reason = table.texts("rule"), self._patterns(table, "file"), table.raw("reason")
        until, name = self._until(table), ENTRY(file=shown(self.path), number=number)
        cell = None
        wanted = table.text("cell")
        try:
            cell = find_cell(wanted, config.formats) if wanted else None
        except UnknownCell as error:
            table.note("cell", NO_CELL(wanted=error.wanted, near=error.near))
        text = table.text("text") or ""
        table.require("rule", "file")
        flaw = None if isinstance(reason, str) and has_reason(reason) else NO_REASON(waiver=name)
        for place, rule in _places(table, "rule", rules or ()):
            try:
                found = waivable(rule, self.rules)
            except Unwaivable as error:
                table.note("rule", error.phrase, *place)
                continue
            if files:
                waiver = Waiver("configuration", str(reason or "").strip(), until)
                yield (
                    files,
                    Grant(
                        rule,
                        found,
                        waiver,
                        cell=cell,
                        text=text,
                        name=name,
                        flaw=flaw,
                        shared=not files.one_file,
                    ),
                )
            if flaw:
                break
        table.done()

    def _until(self, table: TomlTable) -> str | None:
        value = table.raw("until")
        day = (
            value.isoformat()[:10]
            if isinstance(value, date)
            else read_day(value)
            if isinstance(value, str)
            else None
        )
        if value is not None and day is None:
            table.note("until", NO_DAY(text=str(value)))
        return day


def _places(table: TomlTable, key: str, texts: Iterable[str]) -> list[tuple[tuple[int, ...], str]]:
    """Texts under a key, each with the way to it from there; one text may stand in place of a list of one."""
    return [
        ((number,) if isinstance(table.data[key], list) else (), text) for number, text in enumerate(texts)
    ]
