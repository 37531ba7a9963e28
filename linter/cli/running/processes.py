"""Work on many files in several processes.

Results come in order and memory stays flat. A file that kills its process costs no other file its result.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, parent_process
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 16  # tasks for each process that are under way or wait for an earlier one to end
# Seconds to finish in. If a process is killed while it sends a result, this one waits for the rest of it.
_GRACE = 1
_PATIENCE = 30  # seconds until a process must have begun; one that lacks memory may stay silent for ever

_work: Callable[[Any], Any]  # of this process


def in_parallel(
    start: Callable[[], Callable[[T], R]], tasks: Iterable[T], jobs: int, lost: Callable[[T], R]
) -> Generator[R, None, None]:
    """The results of a function for each task, in the order of the tasks.

    `start` makes the function. Every process calls it once, so it must be picklable, and so must tasks and
    results. `lost` makes the result of a task that ended its process. With one job, or where the system gives
    no more processes, all is done in this one. No process is left behind, even if this is interrupted or
    closed early.
    """
    rest = iter(tasks)
    broken = jobs > 1
    while broken:
        broken = False
        window: deque[tuple[T, Future[R] | None]] = deque()
        pool = _pool(start, jobs)
        if pool is None:
            break
        try:
            for task in rest:
                window.append((task, None))
                window[-1] = (task, pool.submit(_do, task))
                if len(window) == jobs * _AHEAD:
                    yield _result(window[0][1])
                    window.popleft()
            while window:
                yield _result(window[0][1])
                window.popleft()
        except BrokenProcessPool:
            broken = True
        except BaseException:  # an interrupt: do not wait for tasks under way
            pool.shutdown(wait=False, cancel_futures=True)
            try:
                wait([future for _, future in window if future and future.running()], _GRACE)
            finally:
                _end_all()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
        yield from _one_by_one(start, window, lost)
    work = None
    for task in rest:
        work = work or start()
        yield work(task)


def _result(future: Future[R] | None) -> R:
    assert future is not None
    return future.result()


def _one_by_one(
    start: Callable[[], Callable[[T], R]],
    window: Iterable[tuple[T, Future[R] | None]],
    lost: Callable[[T], R],
) -> Iterator[R]:
    """The results of tasks that were under way when a process ended.

    Nobody knows which of them ended it, so each gets a process to itself.
    """
    pool: ProcessPoolExecutor | None = None
    try:
        for task, future in window:
            if future and future.done() and not future.cancelled() and not future.exception():
                yield future.result()
                continue
            pool = pool or _pool(start, 1)
            if pool is None:
                yield lost(task)
                continue
            try:
                yield pool.submit(_do, task).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = None
                yield lost(task)
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)


def _pool(start: Callable[[], Callable[[T], R]], jobs: int) -> ProcessPoolExecutor | None:
    """Processes that are known to work; None if the system lacks memory, files or processes for them."""
    pool: ProcessPoolExecutor | None = None
    try:
        pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(start,))
        pool.submit(os.getpid).result(_PATIENCE)
    except (OSError, MemoryError, RuntimeError, TimeoutError):
        # RuntimeError: no more threads, or a broken pool.
        _end_all()  # some may have started
        if pool:
            pool.shutdown(wait=False)
        return None
    return pool


def _end_all() -> None:
    for child in active_children():
        child.kill()


def _begin(start: Callable[[], Callable[[T], R]]) -> None:
    """Set up a process. Only the first one listens to interrupts, and the others end with it."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        threading.Thread(target=_end_with_parent, daemon=True).start()
        _work = start()
    except (OSError, MemoryError, RuntimeError):
        # The system lacks something. The first process will notice, and say so if it lacks it too.
        os._exit(1)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _do(task: Any) -> Any:
    return _work(task)
