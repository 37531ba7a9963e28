"""A target of the fuzzer: a function that raises on a fault, inputs to begin with, and changes of these."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

SEEDS = Path(__file__).with_name("seeds")

Mutate = Callable[[bytes, random.Random], bytes]


class Target(NamedTuple):
    """A function to fuzz. `run`: takes an input and raises on any fault; `seeds`: inputs to begin with;
    `mutate`: makes a new input of another; `most`: bytes of an input."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    mutate: Mutate
    most: int = 30_000


class TooSlow(AssertionError):
    """An input took more time than its size allows."""


def patience(data: bytes) -> float:
    """Seconds of processor time that an input may take: some hundred times that of a report of its size,
    as the code is traced while it is fuzzed."""
    return 4 + len(data) / 2000


def attempt(target: Target, data: bytes) -> None:
    """Give an input to a target. Raises what the target raises, and `TooSlow`."""
    begun = time.process_time()
    target.run(data)
    taken = time.process_time() - begun
    if taken > patience(data):
        raise TooSlow(f"{taken:.1f} s for {len(data)} bytes")


def kept(name: str) -> list[Path]:
    """The inputs of a target that once found a fault."""
    folder = SEEDS / name
    return sorted(folder.iterdir()) if folder.is_dir() else []
