"""The two ways to a file: a plain one is read within a bound, and one is written whole or not."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .errors import InputError, ReportError

_SURROGATE = re.compile("[\ud800-\udfff]")
# a pipe put in the file's place after it was looked at must not make us wait for a writer
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_plain(path: Path, source: str) -> BinaryIO:
    """A file, open for reading. Raises InputError: unreadable, gone, or a pipe, device or folder.

    `source` names it in messages.
    """
    try:
        if not path.is_file():  # opening a device can have effects of its own
            raise InputError(source, _why_not_plain(path))
        stream = os.fdopen(os.open(path, _READ), "rb")
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            stream.close()
            raise InputError(source, "not a plain file")
    except (OSError, ValueError) as error:
        raise InputError(source, f"cannot be read: {tell_reason(error)}") from None
    return stream


def read_plain(path: Path, source: str, limit: int, remedy: str = "give a smaller one") -> bytes:
    """A file's bytes. InputError as from `open_plain`, and where it has more than `limit`."""
    with open_plain(path, source) as stream:
        try:
            raw = stream.read(limit + 1)
        except OSError as error:
            raise InputError(source, f"cannot be read: {tell_reason(error)}") from None
    if len(raw) > limit:
        raise InputError(source, f"larger than {limit // 1_000_000} MB", remedy)
    return raw


def _why_not_plain(path: Path) -> str:
    if path.exists():
        return "not a plain file"
    return "a link to nothing" if path.is_symlink() else "is gone: it was there a moment ago"


def tell_reason(error: Exception) -> str:
    """Why a file could not be opened, in the system's words."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole. Raises ReportError where it cannot be written."""
    try:
        if isinstance(content, str):
            content = _SURROGATE.sub("\ufffd", content).encode("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise ReportError(
            f"{path}: cannot be written ({error.strerror}); choose another folder with -o"
        ) from None


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, then take its place: a reader sees the old or the new, no half."""
    # names of up to 255 bytes are allowed, and the mark of being unfinished takes some of them
    name = os.fsencode(path.name)[:200].decode("utf-8", "ignore")
    beside = path.with_name(f".{name}.{os.getpid()}.tmp")
    try:
        beside.unlink(missing_ok=True)
        with beside.open("xb") as stream:  # "x": never through a link that lies there
            stream.write(content)
        beside.replace(path)
    except BaseException:  # also an interrupt: nothing half-written stays
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold a folder for one change of its files; another process of ours waits, for 10 s at most.

    Raises ReportError where the folder cannot be opened or stays taken. Where the system has no
    such lock (Windows), only threads of one process keep apart, by locks of their own.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise ReportError(f"{folder}: cannot be opened ({error.strerror})") from None
    try:
        until = time.monotonic() + 10
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise ReportError(f"{folder}: another program holds it; try again") from None
                time.sleep(0.01)
        yield
    finally:
        os.close(held)
