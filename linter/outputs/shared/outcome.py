"""The outcome of a run in one sentence: may the reports be published?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from ...findings import Severity
from ...messages import Message, Phrase

NOT_CHECKED = Message(zh="没有查成：{why}", en="The check failed: {why}")
AND_CHECKED = Message(zh="{failed}。已查的 {reports} 份：{rest}", en="{failed}. Of {reports} reports: {rest}")
FIRST_OF = Message(zh="{first}（共 {count} 处没有查成）", en="{first} ({count} failures)")
UNREAD = Message(
    zh="{count} 个文件没有读出或没有查完，原因见该文件的问题",
    en="{count} files were not read or not checked to the end; their findings say why",
)
NO_REPORT = Message(
    zh="没有找到一份年度报告，等于没有检查", en="no annual report was found, so nothing was checked"
)
CLEAN = Message(zh="没有发现问题，可以发布", en="Nothing was found; ready to publish")
READY = Message(zh="可以发布：{parts}", en="Ready to publish: {parts}")
NOT_READY = Message(zh="不能发布：{parts}", en="Not ready to publish: {parts}")
UNSURE = Message(zh="不能确定能否发布：{parts}", en="It is not certain that this may be published: {parts}")
OF_SEVERAL = Message(zh="{files} 个文件中 {count} 个要改", en="{count} of {files} files need changes")
ERRORS = Message(zh="{count} 处错误必须改", en="{count} errors must be corrected")
STRICT_WARNINGS = Message(zh="{count} 处警告也必须处理", en="{count} warnings must be dealt with")
STRICT_NOTES = Message(zh="{count} 处提示也必须处理", en="{count} notes must be dealt with")
NOTHING = Message(zh="没有发现问题", en="nothing was found")
NOTHING_ELSE = Message(zh="没有发现其他问题", en="nothing else was found")
WARNINGS = Message(zh="{count} 处警告请核对", en="check {count} warnings")
ONLY_WARNINGS = Message(zh="没有错误，{count} 处警告请核对", en="no errors, check {count} warnings")
NOTES = Message(zh="{count} 处提示供参考", en="{count} notes")
ONLY_NOTES = Message(zh="没有错误和警告，{count} 处提示供参考", en="no errors or warnings, {count} notes")
WAIVED = Message(zh="另有 {count} 处已豁免", en="{count} more are waived")
NO_EQUATION = Message(zh="没有一个等式得到核对", en="not one equation could be checked")
NO_EQUATION_IN = Message(
    zh="有 {count} 份没有一个等式得到核对", en="in {count} reports not one equation could be checked"
)
SOME_RULES = Message(zh="只用了部分规则检查", en="only some rules were used")


class Outcome(Struct, frozen=True):
    """What a run came to, over all its files."""

    files: int = 0
    reports: int = 0
    unread: int = 0  # files that were not read, or that a rule could not check
    unverified: int = 0  # reports without an equation that was checked
    findings: Mapping[Severity, int] = field(default_factory=dict)  # on what was checked, not waived
    worst: Mapping[Severity, int] = field(default_factory=dict)  # the number of files, by their worst finding
    rules: Mapping[str, int] = field(default_factory=dict)  # all findings that are not waived, by their code
    by_file: Mapping[str, Mapping[Severity, int]] = field(default_factory=dict)  # the same of each file
    waived: int = 0
    failures: tuple[Phrase, ...] = ()  # why a part of the run failed
    strict: frozenset[Severity] = frozenset({Severity.ERROR})  # what must be dealt with
    selected: bool = False  # only some rules ran

    @property
    def verdict(self) -> str:
        """For programs: `ready`, `not-ready` or `failed`."""
        if self._failed:
            return "failed"
        return "not-ready" if self._blocked or self._unsure else "ready"

    def sentence(self, lang: str) -> str:
        """For people, on one line."""
        return " ".join(self._sentence(lang).split())

    @property
    def _failed(self) -> bool:
        return bool(self.failures) or self.unread > 0 or not self.reports

    def _sentence(self, lang: str) -> str:
        if not self._failed:
            return self._on_reports(lang)
        why = self.failures[0] if self.failures else UNREAD(count=self.unread) if self.unread else NO_REPORT()
        if len(self.failures) > 1:
            why = FIRST_OF(first=why, count=len(self.failures))
        failed = NOT_CHECKED(why=why)
        if not self.reports:
            return failed.text(lang)
        rest = self._on_reports(lang)
        return AND_CHECKED(failed=failed, reports=self.reports, rest=rest).text(lang)

    def _on_reports(self, lang: str) -> str:
        blocked = self._blocked
        if not (blocked or self._unsure or self.waived or any(self.findings.values())):
            return CLEAN().text(lang)
        parts = [*self._what_to_do(blocked), *self._doubts()]
        if self.waived:
            parts.append(WAIVED(count=self.waived))
        said = ("；" if lang == "zh" else "; ").join(part.text(lang) for part in parts)
        verdict = NOT_READY if blocked else UNSURE if self._unsure else READY
        return verdict(parts=said).text(lang)

    @property
    def _blocked(self) -> int:
        """How many files have a finding that must be dealt with."""
        return sum(count for severity, count in self.worst.items() if severity in self.strict)

    @property
    def _unsure(self) -> bool:
        return self.unverified > 0 or self.selected

    def _what_to_do(self, blocked: int) -> Iterator[Phrase]:
        errors, warnings, notes = (self.findings.get(severity, 0) for severity in Severity)
        if blocked and self.files > 1:
            yield OF_SEVERAL(count=blocked, files=self.files)
        if errors:
            yield ERRORS(count=errors)
        if warnings:
            strict = Severity.WARNING in self.strict
            yield (STRICT_WARNINGS if strict else WARNINGS if blocked else ONLY_WARNINGS)(count=warnings)
        if notes and Severity.INFO in self.strict:
            yield STRICT_NOTES(count=notes)
        elif notes and not blocked:
            yield (NOTES if warnings else ONLY_NOTES)(count=notes)
        if not (errors or warnings or notes):
            yield NOTHING_ELSE() if self.waived else NOTHING()

    def _doubts(self) -> Iterator[Phrase]:
        if self.unverified:
            yield NO_EQUATION() if self.reports == 1 else NO_EQUATION_IN(count=self.unverified)
        if self.selected:
            yield SOME_RULES()
