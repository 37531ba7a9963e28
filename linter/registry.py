"""Rules: how one is declared, and how all of them are found.

A rule is a function in `rules/<family>/<name>.py` with a page `<name>.md` beside it. What it looks at is the type of its
first parameter: a `Report`, the `Source` (any text), a `NotAReport`, a `ReadError` or a `RuleCrash`.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from . import rules as official
from .findings import Problem, Severity

Check = Callable[[Any], Iterable[Problem]]
C = TypeVar("C", bound=Check)

_declared: dict[str, Rule] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its public code and name, its default severity, and the function that finds its problems."""

    code: str
    name: str
    severity: Severity
    subject: str  # name of the type that the function looks at
    check: Check
    page: Path

    @property
    def family(self) -> str:
        return self.page.parent.name


class UnknownRule(ValueError):
    """A code or name that no rule has; `near` is the nearest one."""

    def __init__(self, wanted: str, near: str) -> None:
        super().__init__(f"no rule {wanted!r}; did you mean {near}?")
        self.wanted, self.near = wanted, near


def rule(code: str, name: str, severity: Severity) -> Callable[[C], C]:
    """Declare a function as a rule."""

    def declare(check: C) -> C:
        parameter = next(iter(inspect.signature(check).parameters.values()))
        subject = parameter.annotation if isinstance(parameter.annotation, str) else parameter.annotation.__name__
        if code in _declared and _declared[code].name != name:
            raise ValueError(f"{code} is declared twice, as {_declared[code].name} and {name}")
        _declared[code] = Rule(code, name, severity, subject, check, Path(inspect.getfile(check)).with_suffix(".md"))
        return check

    return declare


def all_rules() -> list[Rule]:
    """Every rule, by code."""
    _import_all()
    return [_declared[code] for code in sorted(_declared)]


@cache
def _import_all() -> None:
    for family in pkgutil.iter_modules(official.__path__, official.__name__ + "."):
        if family.ispkg:
            package = importlib.import_module(family.name)
            for module in pkgutil.iter_modules(package.__path__, family.name + "."):
                importlib.import_module(module.name)


@cache
def rules_for(subject: str) -> tuple[Rule, ...]:
    """The rules that look at a type, by code."""
    return tuple(rule for rule in all_rules() if rule.subject == subject)


def find_rules(wanted: str) -> list[Rule]:
    """The rules that a code, the beginning of one (NB3), or a name stands for. Raises `UnknownRule`."""
    code = wanted.upper()
    found = [rule for rule in all_rules() if wanted == rule.name or (code.startswith("NB") and rule.code.startswith(code))]
    if not found:
        import difflib  # only for a slip of the user's, and slow to load

        names = [text for rule in all_rules() for text in (rule.code, rule.name)]
        raise UnknownRule(wanted, difflib.get_close_matches(wanted, names, n=1, cutoff=0.0)[0])
    return found


def codes(wanted: Iterable[str]) -> Iterator[str]:
    """The codes that a list of codes, beginnings and names stands for. Raises `UnknownRule`."""
    for text in wanted:
        yield from (rule.code for rule in find_rules(text))
