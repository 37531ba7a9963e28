"""Declares rules and finds them.

A rule is a function in `rules/<family>/<name>.py` with a page `<name>.md` beside it. The type of its first
parameter is one of those in `subjects`; the rule gets each object of that type. A second parameter, if any,
gets the `Config`. A team declares its own rules in the same way, in modules that its configuration names.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from ..grammar.regex import Regex
from ..grammar.spelling import nearest
from .findings import Problem, Severity

Check = Callable[..., Iterable[Problem]]
C = TypeVar("C", bound=Check)

ALWAYS = frozenset({"NB001", "NB999"})  # unreadable files and crashed rules are always reported
ON_DEMAND = frozenset({"NB119"})  # run only where a user selects them or gives them a severity
_CODE = Regex("[A-Z]{2,}[0-9]*")
_MISREAD = Regex("([A-Z]{2})([0-9OIL]{3})")
_DIGITS = str.maketrans("OIL", "011")
_ALIKE = 0.75  # from 0 to 1: so like a code or name is a misspelt one at least
_FEW = 3  # rules that may be suggested at once
_WORD = 3  # characters of a part of a name
_FOLDER = Path(__file__).with_name("rules")
_OURS = f"{__package__}.rules"  # the package of our own rules
_declared: dict[str, dict[str, Rule]] = {}  # by module; all of ours under `_OURS`


class Rule(Struct, frozen=True):
    """A rule as it was declared."""

    code: str
    name: str
    severity: Severity  # unless a problem or the configuration gives another one
    subject: type[Any] | str  # the type that the function checks, or its name if it was not found
    check: Check  # finds the problems
    page: Path
    configured: bool = False  # whether the function wants the configuration too

    @property
    def family(self) -> str:
        return self.page.parent.name

    def problems(self, subject: Any, config: Any) -> Iterable[Problem]:
        """The problems of a subject. Raises whatever the function of the rule raises."""
        return self.check(subject, config) if self.configured else self.check(subject)


class UnknownRule(ValueError):
    """A code or name that no rule has, with the one that was probably meant, if any."""

    def __init__(self, wanted: str, near: str) -> None:
        super().__init__(f"no rule {wanted!r}" + (f"; did you mean {near}?" if near else ""))
        self.wanted, self.near = wanted, near


def rule(code: str, name: str, severity: Severity) -> Callable[[C], C]:
    """Declare a function as a rule."""

    def declare(check: C) -> C:
        function: Any = check
        while hasattr(function, "__wrapped__"):  # by another decorator
            function = function.__wrapped__
        body = function.__code__  # read directly, because `inspect` is slow to load
        parameters = body.co_varnames[: body.co_argcount]
        subject = function.__annotations__.get(parameters[0], object) if parameters else object
        if isinstance(subject, str):  # as behind `from __future__ import annotations`
            subject = function.__globals__.get(subject, subject)
        declared = _declared.setdefault(_home(check.__module__), {})
        if code in declared and declared[code].name != name:
            raise ValueError(f"{code} is declared twice, as {declared[code].name} and {name}")
        page = Path(body.co_filename).with_name(f"{name.replace('-', '_')}.md")
        declared[code] = Rule(code, name, severity, subject, check, page, configured=len(parameters) > 1)
        return check

    return declare


def _home(module: str) -> str:
    return _OURS if module.startswith(f"{_OURS}.") else module


def all_rules() -> list[Rule]:
    """All our own rules, sorted by code."""
    _import_all()
    return rules_in(_OURS)


def rules_in(module: str) -> list[Rule]:
    """The rules that a module declared when it was imported, sorted by code."""
    return sorted(_declared.get(_home(module), {}).values(), key=lambda rule: rule.code)


@cache
def _import_all() -> None:
    for module in sorted(_FOLDER.glob("*/[a-z]*.py")):
        importlib.import_module(f"{_OURS}.{module.parent.name}.{module.stem}")


def rules_for(subject: type[Any]) -> tuple[Rule, ...]:
    """Our rules that check a type, sorted by code."""
    return _by_subject().get(subject, ())


@cache
def _by_subject() -> dict[type[Any] | str, tuple[Rule, ...]]:
    subjects = {rule.subject for rule in all_rules()}
    return {subject: tuple(rule for rule in all_rules() if rule.subject is subject) for subject in subjects}


def find_rules(wanted: str, own: Iterable[Rule] = ()) -> list[Rule]:
    """The rules with a name, with a code, or with codes that begin alike, such as NB3.

    They are looked for among our rules and a team's `own`. Raises `UnknownRule` if there is none.
    """
    rules = [*all_rules(), *own]
    code = wanted.upper()
    found = [rule for rule in rules if wanted == rule.name] or [
        rule for rule in rules if _CODE.fullmatch(code) and rule.code.startswith(code)
    ]
    if not found:
        raise UnknownRule(wanted, _near(wanted, rules))
    return found


def _near(wanted: str, rules: Sequence[Rule]) -> str:
    """The code or name that was probably meant, or few rules whose titles have the words; else empty."""
    known = [text for rule in rules for text in (rule.code, rule.name)]
    if near := nearest(wanted, known, _ALIKE, _folded):
        return near
    if wanted.isascii():
        return next((name for name in known if len(wanted) >= _WORD and wanted.casefold() in name), "")
    titled = [rule.code for rule in rules if wanted in rule.page.read_text("utf-8").partition("\n")[0]]
    return "、".join(titled) if len(titled) <= _FEW else ""


def codes(wanted: Iterable[str], own: Iterable[Rule] = ()) -> Iterator[str]:
    """The codes of all rules that `find_rules` finds for some texts. Raises `UnknownRule`."""
    for text in wanted:
        yield from (rule.code for rule in find_rules(text, own))


def _folded(word: str) -> str:
    """A word in lower case. In a code, letters that look like digits become digits."""
    code = _MISREAD.fullmatch(word.upper())
    return f"{code[1]}{code[2].translate(_DIGITS)}".casefold() if code else word.casefold()
