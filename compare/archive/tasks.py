"""Tasks in processes of this machine.

At most a few tasks per worker are under way, so that items are made, and results held, as they are
needed. What a task raises, and a worker that dies over a task, is a Failure of that task alone.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from ..errors import CompareError, OptionError
from ..matching import reader

AHEAD = 2  # tasks under way per worker
DIED = "the worker process died over it (out of memory?)"

Item = tuple[str, Any]
Task = Callable[[Any], Any]
Done = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result: the error's kind and words."""

    problem: str


def run_tasks(task: Task, items: Iterable[Item], workers: int | None = None) -> Iterator[Done]:
    """(key, task(value) or Failure) for each (key, value), as they are done, in any order.

    workers  processes (default: one per core; 1: this process alone)

    A pool that broke is opened anew, what it lost is tried alone.
    """
    check_workers(workers)
    workers, items = workers or os.cpu_count() or 1, iter(items)
    if workers == 1:
        yield from ((key, _attempt_task(task, value)) for key, value in items)
        return
    pool = _open_pool(workers)
    running: dict[Future[Any], Item] = {}
    try:
        while True:
            lost = _fill_pool(pool, task, running, items, workers * AHEAD)
            if not running and not lost:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                item = running.pop(future)
                try:
                    yield item[0], future.result()
                except BrokenProcessPool:
                    lost.append(item)
            if lost:  # all that was under way is lost with a worker: each again, by itself
                lost += running.values()
                running.clear()
                for item in lost:
                    yield item[0], _run_alone(task, item[1])
                pool = _open_pool(workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def check_workers(workers: int | None) -> None:
    """OptionError for fewer than one worker."""
    if workers is not None and workers < 1:
        raise OptionError(f"workers must be 1 or more, not {workers}")


def _attempt_task(task: Task, value: Any) -> Any:
    """One bad event must not stop the others: any error becomes a result that says which."""
    try:
        return task(value)
    except Exception as error:
        problem = (
            str(error) if isinstance(error, CompareError) else f"{type(error).__name__}: {error}"
        )
        return Failure(problem)


def _fill_pool(
    pool: ProcessPoolExecutor,
    task: Task,
    running: dict[Future[Any], Item],
    items: Iterator[Item],
    most: int,
) -> list[Item]:
    """Start tasks until `most` are under way; the one that the pool no longer took."""
    while len(running) < most and (item := next(items, None)) is not None:
        try:
            running[pool.submit(_attempt_task, task, item[1])] = item
        except BrokenProcessPool:
            return [item]
    return []


def _run_alone(task: Task, value: Any) -> Any:
    with _open_pool(1) as pool:
        try:
            return pool.submit(_attempt_task, task, value).result()
        except BrokenProcessPool:
            return Failure(DIED)


def _open_pool(workers: int) -> ProcessPoolExecutor:
    # spawned, not forked: the libraries hold threads, and a fork copies their locks as they are
    context = multiprocessing.get_context("spawn")
    share = max(1, (os.cpu_count() or 1) // workers)
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_start_worker, initargs=(share,)
    )


def _start_worker(threads: int) -> None:
    """A worker reads with its share of the cores, and ends with its parent: a run that is killed
    leaves none."""
    reader.THREADS = threads
    parent = multiprocessing.parent_process()

    def wait_for_it() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait_for_it, daemon=True).start()
