"""How work grows with its input: every expression of the package, strings made to hurt it."""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import itertools
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any, NamedTuple

import compare

CHARACTERS = "a A0 \n\t.,-'’\"“(é你�/:;=&#<>_%$"
SHORTEST = 0.006  # seconds below which nothing is measured; a quadratic one takes ten times as long
MOST = 3.0  # times longer for twice the input
LONGEST = 10.0  # seconds for any one input
TRIES = 6
RUNS = {"search", "finditer", "findall", "sub", "subn", "split"}
MANY = 8  # a repeat of more than this counts as a run


class Expression(NamedTuple):
    """A compiled expression, where it stands, and whether it is tried at every place of a text."""

    where: str
    pattern: re.Pattern[str]
    everywhere: bool


def modules() -> Iterator[ModuleType]:
    """All modules but the command itself and `evaluation`, which reads what we marked ourselves."""
    for found in pkgutil.walk_packages(compare.__path__, "compare."):
        if not found.name.endswith("__main__") and ".evaluation" not in found.name:
            yield importlib.import_module(found.name)


def expressions() -> list[Expression]:
    """Every expression: of module globals, of their tables, of cached builders, and inline ones."""
    used: dict[str, set[str]] = {}
    found: dict[tuple[str | bytes, int], Expression] = {}
    inline = []
    every = list(modules())
    for module in every:
        for call in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            name, method = call.func.value, call.func.attr
            if isinstance(name, ast.Name) and name.id == "re" and method in RUNS | set(WHOLE):
                text = eval(compile(ast.Expression(call.args[0]), "", "eval"), vars(module))
                where = f"{module.__name__}:{call.lineno}"
                inline.append(Expression(where, re.compile(text), method in RUNS))
            elif isinstance(name, ast.Name):
                used.setdefault(f"{module.__name__}.{name.id}", set()).add(method)
    for module in every:
        for name, value in vars(module).items():
            place = f"{module.__name__}.{name}"
            methods = used.get(place, set())
            everywhere = not methods or bool(methods & RUNS)
            for at, pattern in _held(value, place):
                key = pattern.pattern, pattern.flags
                old = found.get(key)
                everywhere = everywhere or bool(old and old.everywhere)
                found[key] = Expression(old.where if old else at, pattern, everywhere)
    return [one for one in [*found.values(), *inline] if isinstance(one.pattern.pattern, str)]


WHOLE = ("match", "fullmatch")


def _held(value: Any, place: str, depth: int = 0) -> Iterator[tuple[str, re.Pattern[str]]]:
    """An expression, or those that a table or a builder holds, with their names."""
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, dict) and depth < 3:
        for key, item in value.items():
            yield from _held(item, f"{place}[{key!r}]", depth + 1)
    elif isinstance(value, list | tuple | frozenset | set) and depth < 3 and len(value) < 1000:
        for item in value:
            yield from _held(item, place, depth + 1)
    elif inspect.isroutine(value) or type(value).__name__ == "_lru_cache_wrapper":
        yield from ((place, pattern) for pattern in _built(value))


def _built(function: Callable[..., Any]) -> Iterator[re.Pattern[str]]:
    """What a builder of expressions builds, with no argument or with each name of its table."""
    returned = str(getattr(function, "__annotations__", {}).get("return", ""))
    if "re.Pattern" in returned or returned == "LocalForms":
        names = [()] if not inspect.signature(function).parameters else ARGUMENTS[function.__name__]
        for arguments in names:
            built = function(*arguments)
            several = built if isinstance(built, tuple) else (built,)
            yield from (one for one in several if isinstance(one, re.Pattern))


# a new builder with arguments needs its line here; `expressions` raises KeyError without
LANGUAGES = [("de",), ("tr",), ("zh",)]
ARGUMENTS: dict[str, list[tuple[Any, ...]]] = {
    "_any_of": [],
    **dict.fromkeys(("_quantity_pattern", "_date_pattern"), LANGUAGES),
}


def adversaries(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """(before, pumped, behind): runs of what it repeats, of its beginnings, and near misses."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    pumped: dict[tuple[str, str], None] = {}
    for choice in range(3):
        for before, body in _runs(tree, "", choice):
            pumped |= dict.fromkeys([("", body), (before, body), ("", before + body)])
        whole = _sample(tree, choice)
        pumped |= dict.fromkeys(("", whole[:end]) for end in {1, len(whole) // 2, len(whole) - 1})
        pumped[("", whole + " ")] = None
    pumped |= dict.fromkeys(("", char) for char in CHARACTERS)
    for (before, body), behind in itertools.product(pumped, ("", "\x00", "\nx")):
        if body and len(before + body) < 400:
            yield before, body, behind


def _runs(tree: Any, before: str, choice: int) -> Iterator[tuple[str, str]]:
    """For each long repeat: what stands before it, and one or two of what it repeats."""
    for kind, value in tree:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, high, body = value
            if high > MANY:
                yield before, _sample(body, choice)
                yield before, _sample(body, choice) + _sample(body, choice + 1)
            yield from _runs(body, before, choice)
        elif kind is sre.BRANCH:
            for way in value[1][:40]:
                yield from _runs(way, before, choice)
        elif kind is sre.SUBPATTERN:
            yield from _runs(value[3], before, choice)
        elif kind is sre.ATOMIC_GROUP:
            yield from _runs(value, before, choice)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _runs(value[1], before, choice)
        before += _one(kind, value, choice)


def _sample(tree: Any, choice: int) -> str:
    return "".join(_one(kind, value, choice) for kind, value in tree)


def _one(kind: Any, value: Any, choice: int) -> str:
    """Text that this part of an expression takes; `choice` turns among what it may be."""
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.BRANCH:
        return _sample(value[1][choice % len(value[1])], choice)
    if kind is sre.SUBPATTERN:
        return _sample(value[3], choice)
    if kind is sre.ATOMIC_GROUP:
        return _sample(value, choice)
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        low, high, body = value
        return _sample(body, choice) * min(max(low, min(high, choice % 2)), 40)
    if kind in (sre.IN, sre.NOT_LITERAL, sre.ANY):
        taken = [char for char in CHARACTERS if _takes(kind, value, char)]
        if not taken and kind is sre.IN:
            taken = [chr(v if k is sre.LITERAL else v[0]) for k, v in value if k in PLAIN]
        return taken[choice % len(taken)] if taken else ""
    return ""


PLAIN = (sre.LITERAL, sre.RANGE)
_CATEGORY = {
    sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _takes(kind: Any, value: Any, char: str) -> bool:
    if kind is sre.ANY:
        return char != "\n"
    if kind is sre.NOT_LITERAL:
        return ord(char) != value
    negated = value[0][0] is sre.NEGATE
    held = any(
        (k is sre.LITERAL and v == ord(char))
        or (k is sre.RANGE and v[0] <= ord(char) <= v[1])
        or (k is sre.CATEGORY and re.match(_CATEGORY[v], char))
        for k, v in value
    )
    return held != negated


def grows(work: Callable[[str], object], parts: tuple[str, str, str], size: int) -> str | None:
    """None where twice the text takes at most MOST times as long; else what was measured.

    What seems to grow must do so at four and at eight times the size too, where a few milliseconds
    of something else no longer tell: other tests run beside this one.
    """
    told = None
    for times in (1, 4, 8):
        told = _grows(work, parts, times * size)
        if told is None:
            break
    return told


def _grows(work: Callable[[str], object], parts: tuple[str, str, str], size: int) -> str | None:
    before, body, behind = parts
    small, large = (before + body * (n // len(body)) + behind for n in (size, 2 * size))
    once = twice = 2 * LONGEST
    for _ in range(TRIES):  # of the processor, since other processes have it too
        try:
            once, twice = min(once, _seconds(work, small)), min(twice, _seconds(work, large))
        except TimeoutError:
            return f"more than {LONGEST} s for {2 * size} characters of {parts!r}"
        if twice <= max(SHORTEST, MOST * once):
            return None
    return f"{once:.4f} s, {twice:.4f} s for {size} and twice as many characters of {parts!r}"


def _seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of one call; TimeoutError after LONGEST: an exponential one never ends.

    Garbage waits: a collection walks over all that other tests have left in memory, and it comes
    at the same point of each try, which no smallest of many takes out.
    """
    old = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    gc.disable()
    try:
        start = time.thread_time()
        work(text)
        return time.thread_time() - start
    finally:
        gc.enable()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TimeoutError
