"""Where tasks run: the one module that knows an engine.

An engine is a function (task, items, workers, scheduler) -> (key, result or Failure) as each is
done, in any order. At most a few tasks per worker are under way, so that items are made, and
results held, as they are needed. What a task raises, and a worker that dies over a task, is a
Failure of that task alone.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from ..errors import CompareError, InputError, MissingExtraError, OptionError

AHEAD = 2  # tasks under way per worker
ANSWER = 10  # seconds that a scheduler has to answer
DIED = "the worker process died over it (out of memory?)"

Item = tuple[str, Any]
Task = Callable[[Any], Any]
Done = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result: the error's kind and words."""

    problem: str


def run_tasks(
    task: Task,
    items: Iterable[Item],
    *,
    engine: str = "local",
    workers: int | None = None,
    scheduler: str | None = None,
) -> Iterator[Done]:
    """(key, task(value)) for each (key, value), as they are done; see the module.

    engine     a name in ENGINES; an unknown one: OptionError
    workers    processes of the local engine (default: one per core; 1: this process alone)
    scheduler  address of a Dask scheduler, e.g. tcp://host:8786
    """
    if engine not in ENGINES:
        raise OptionError.unknown("engine", engine, ENGINES)
    yield from ENGINES[engine](task, iter(items), workers, scheduler)


def _attempt(task: Task, value: Any) -> Any:
    """One bad event must not stop the others: any error becomes a result that tells it."""
    try:
        return task(value)
    except Exception as error:
        told = str(error) if isinstance(error, CompareError) else f"{type(error).__name__}: {error}"
        return Failure(told)


def _local(
    task: Task, items: Iterator[Item], workers: int | None, scheduler: str | None
) -> Iterator[Done]:
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        yield from ((key, _attempt(task, value)) for key, value in items)
        return
    pool = _pool(workers)
    running: dict[Future[Any], Item] = {}
    try:
        while True:
            lost = _fill(pool, task, running, items, workers * AHEAD)
            if not running and not lost:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                item = running.pop(future)
                try:
                    yield item[0], future.result()
                except BrokenProcessPool:
                    lost.append(item)
            if lost:  # all that was under way is lost with a worker: each again, alone
                lost += running.values()
                running.clear()
                for item in lost:
                    yield item[0], _alone(task, item[1])
                pool = _pool(workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _fill(
    pool: ProcessPoolExecutor,
    task: Task,
    running: dict[Future[Any], Item],
    items: Iterator[Item],
    most: int,
) -> list[Item]:
    """Start tasks until `most` are under way; the one that the pool no longer took."""
    while len(running) < most and (item := next(items, None)) is not None:
        try:
            running[pool.submit(_attempt, task, item[1])] = item
        except BrokenProcessPool:
            return [item]
    return []


def _alone(task: Task, value: Any) -> Any:
    with _pool(1) as pool:
        try:
            return pool.submit(_attempt, task, value).result()
        except BrokenProcessPool:
            return Failure(DIED)


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawned, not forked: the libraries hold threads, and a fork copies their locks as they are
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _dask(
    task: Task, items: Iterator[Item], workers: int | None, scheduler: str | None
) -> Iterator[Done]:
    """A Dask cluster (Rocklin 2015, SciPy). Its scheduler gives a dead worker's tasks to others."""
    try:
        from distributed import Client, KilledWorker, as_completed
    except ImportError:
        raise MissingExtraError("dask.distributed", "dask") from None
    if not scheduler:
        raise OptionError("the engine 'dask' wants the address of a scheduler: --scheduler ADDRESS")
    try:
        client = Client(scheduler, timeout=ANSWER)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(scheduler, f"no Dask scheduler answers ({error})", "check it") from None
    with client:
        done = as_completed()
        keys: dict[str, str] = {}
        more = True
        while more or keys:
            most = AHEAD * max(1, sum(client.nthreads().values()))
            while more and len(keys) < most:
                item = next(items, None)
                if item is None:
                    more = False
                    break
                future = client.submit(_attempt, task, item[1], pure=False)
                keys[future.key] = item[0]
                done.add(future)
            if keys:
                future = next(done)
                try:
                    result = future.result()
                except KilledWorker:
                    result = Failure(DIED)
                yield keys.pop(future.key), result


# engine -> its function; another one is a line here
ENGINES: dict[str, Callable[[Task, Iterator[Item], int | None, str | None], Iterator[Done]]] = {
    "local": _local,
    "dask": _dask,
}
