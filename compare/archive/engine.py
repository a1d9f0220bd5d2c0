"""Where tasks run: the one module that knows an engine.

An engine is a function (task, items, workers, scheduler) -> (key, result or Failure) as each is
done, in any order. At most a few tasks per worker are under way, so that items are made, and
results held, as they are needed. What a task raises, and a worker that dies over a task, is a
Failure of that task alone.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from asyncio import CancelledError as AsyncCancelledError
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..errors import CompareError, InputError, MissingExtraError, OptionError
from ..version import VERSION

AHEAD = 2  # tasks under way per worker
ANSWER = 10  # seconds that a scheduler has to answer
JOIN = 60  # seconds that the first worker has to join
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
    check_engine(engine, workers)
    yield from ENGINES[engine](task, iter(items), workers, scheduler)


def check_engine(engine: str, workers: int | None) -> None:
    """OptionError for an engine that is not there, or for fewer than one worker."""
    if engine not in ENGINES:
        raise OptionError.unknown("engine", engine, ENGINES)
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


def _run_locally(
    task: Task, items: Iterator[Item], workers: int | None, scheduler: str | None
) -> Iterator[Done]:
    """Processes of this machine; a pool that broke is opened anew, what it lost is tried alone."""
    workers = workers or os.cpu_count() or 1
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
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A run that is killed leaves no worker: each waits for its parent's end, and ends with it."""
    parent = multiprocessing.parent_process()

    def wait_for_it() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait_for_it, daemon=True).start()


def _run_on_dask(
    task: Task, items: Iterator[Item], workers: int | None, scheduler: str | None
) -> Iterator[Done]:
    """A Dask cluster (Rocklin 2015, SciPy). Its scheduler gives a dead worker's tasks to others."""
    try:
        from distributed import KilledWorker, as_completed
    except ImportError:
        raise MissingExtraError("distributed", "dask") from None
    if not scheduler:
        raise OptionError("the engine 'dask' needs the address of a scheduler: --scheduler ADDRESS")
    with _connect_cluster(scheduler) as client:
        done = as_completed()
        keys: dict[str, str] = {}
        while True:
            with _translate_outages(scheduler):
                most = AHEAD * max(1, sum(client.nthreads().values()))
            for key, value in islice(items, max(0, most - len(keys))):
                with _translate_outages(scheduler):
                    future = client.submit(_attempt_task, task, value, pure=False)
                keys[future.key] = key
                done.add(future)
            if not keys:
                return
            with _translate_outages(scheduler):
                future = next(done)
                try:
                    result = future.result()
                except KilledWorker:
                    result = Failure(DIED)
            yield keys.pop(future.key), result


@contextmanager
def _connect_cluster(scheduler: str) -> Iterator[Any]:
    """A client of the scheduler, once it has workers and each runs this very version."""
    from distributed import Client

    try:
        client = Client(scheduler, timeout=ANSWER)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(scheduler, f"no Dask scheduler answers ({error})", "check it") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=JOIN)
        except TimeoutError:
            problem = f"no worker joined in {JOIN} s"
            raise InputError(scheduler, problem, f"dask worker {scheduler} --nthreads 1") from None
        with _translate_outages(scheduler):
            versions = client.run(_get_version, on_error="return")
        other = {str(version) for version in versions.values()} - {VERSION}
        if other:
            problem = (
                f"workers of another version: {', '.join(sorted(other))}; here it is {VERSION}"
            )
            raise InputError(scheduler, problem, "install the same compare-news for every worker")
        yield client


@contextmanager
def _translate_outages(scheduler: str) -> Iterator[None]:
    """A lost scheduler becomes a plain message; the next run goes on where this one stopped."""
    try:
        yield
    except (OSError, CancelledError, AsyncCancelledError) as error:
        problem = f"the Dask scheduler is gone ({type(error).__name__})"
        raise InputError(scheduler, problem, "start it and give the same command again") from None


def _get_version() -> str:
    return VERSION


# engine -> its function; another one is a line here
ENGINES: dict[str, Callable[[Task, Iterator[Item], int | None, str | None], Iterator[Done]]] = {
    "local": _run_locally,
    "dask": _run_on_dask,
}
