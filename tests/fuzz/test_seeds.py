"""Inputs that once found a fault, and some hundred changed ones, on every run and without a fuzzer."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nianbao.grammar import Report, Source
from nianbao.linter import Config, Problem, Severity, Span, rule
from nianbao.linter.registry import rules_in

from tests.fuzz import soundness
from tests.fuzz.target import Target, TooSlow, attempt, kept, patience
from tests.fuzz.targets import TARGETS
from tests.generator import clean

CHANGED = 4  # inputs of each target that are tried besides


@pytest.mark.parametrize(
    ("name", "path"),
    [pytest.param(name, path, id=f"{name}-{path.name}") for name in TARGETS for path in kept(name)],
)
def test_what_once_was_a_fault(name: str, path: Path) -> None:
    attempt(TARGETS[name], path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_some_changed_inputs(name: str) -> None:
    target, rng = TARGETS[name], random.Random(name)
    seeds = list(target.seeds())
    for data in rng.sample(seeds, min(2, len(seeds))):
        attempt(target, data)
    for _ in range(CHANGED):
        data = rng.choice(seeds)
        for _ in range(rng.randint(1, 3)):
            data = target.mutate(data, rng)
        attempt(target, data)


@pytest.mark.parametrize("name", TARGETS)
def test_changes_depend_on_nothing_but_the_input(name: str) -> None:
    """So that what is found can be found again, and changes do change something."""
    target = TARGETS[name]
    data = next(iter(target.seeds()))
    changed = [target.mutate(data, random.Random(number)) for number in range(6)]
    assert changed == [target.mutate(data, random.Random(number)) for number in range(6)]
    assert len({data, *changed}) > 3


# ── That faults would be seen ─────────────────────────────────────────────


def test_an_input_that_takes_too_long_is_a_fault() -> None:
    def spin(data: bytes) -> None:
        end = time.process_time() + (patience(data) if data else 0)
        while time.process_time() <= end:
            pass

    target = Target(spin, list, lambda data, _: data)
    attempt(target, b"")
    with pytest.raises(TooSlow):
        attempt(target, b"x")


@rule("QH901", "always-fails", Severity.INFO)
def always_fails(report: Report) -> Iterator[Problem]:
    raise ValueError("on purpose")


def test_a_rule_that_fails_is_a_fault() -> None:
    source = Source("a.md", clean(random.Random(1)))
    soundness.sound(source)
    with pytest.raises(AssertionError, match="on purpose"):
        soundness.sound(source, Config(rules=tuple(rules_in(__name__))))


def test_a_range_beyond_the_text_is_a_fault() -> None:
    with pytest.raises(AssertionError):
        soundness.within(Source("a.md", "甲"), Span(0, 2))


def test_a_message_with_a_hole_is_a_fault() -> None:
    for text in ("缺少 {name}", " "):
        with pytest.raises(AssertionError):
            soundness.said(text)
