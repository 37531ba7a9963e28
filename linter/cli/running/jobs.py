"""How many processes check many files."""

from __future__ import annotations

import argparse
import os

_WORTHWHILE = 16  # files for each process; starting one takes as long as checking about ten


def job_count(text: str) -> int:
    """The value of --jobs: a number of processes, 0 for `auto`. Raises `argparse.ArgumentTypeError`."""
    if text == "auto":
        return 0
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"应为 0 以上的整数或 auto，而不是“{text}” (takes a number or auto)")
    return int(text)


def count(text: str) -> int:
    """The value of an option that takes a number. Raises `argparse.ArgumentTypeError`."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"应为 0 以上的整数，而不是“{text}” (takes a number)")
    return int(text)


def processes_for(jobs: int, tasks: int) -> int:
    """How many processes to start for a number of tasks. `jobs` 0: at most one for each core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(jobs, tasks) if jobs else max(1, min(cores, tasks // _WORTHWHILE))
