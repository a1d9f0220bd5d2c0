"""The folder that is worked on: its articles, corrections, and the comparison made of them.

The report lies in FOLDER/.compare-news, which reading leaves alone. Nothing is written anywhere
else but articles and corrections.toml, nothing of a user's is ever written over, and no link leads
the desk out of its folder.
"""

from __future__ import annotations

import os
import re
import threading
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..correct import add_entries, remove_entry
from ..corrections import FILE, Corrections, digest, read_corrections
from ..disk import lock_folder, tell_reason, write_file
from ..errors import CompareError, InputError
from ..model import Comparison
from ..options import Options
from ..outputs import Written, read_mark
from ..pipeline import compare_articles
from ..reading import outlet_slug, read_articles
from ..reading.documents import OPENERS
from ..reading.fields import plain_line
from ..reading.files import MAX_BYTES, Place, format_path, list_files, name_file
from ..reading.forms import clean_place
from ..reading.identity import free_name
from ..reading.overrides import BESIDE
from ..reading.published import iso_published
from ..report import read_report, write_report
from .shown import Shown, StaleError

OUTPUT = ".compare-news"
KINDS = tuple(OPENERS)
ACTS = ("contrast", "drop", "join", "name", "part")
MOST_FILES = 500
LONGEST_NAME = 80


class Desk:
    """One folder. A comparison runs in a thread of its own, one at a time."""

    def __init__(self, folder: Path, options: Options | None = None) -> None:
        if not folder.is_dir():
            raise InputError(folder, "there is no such folder", "make it first: it may be empty")
        self.folder, self.options = folder, options or Options()
        self.stage = ""  # of the comparison that runs, "" while none does
        self.problem = ""  # why the last one failed
        self.shown: Shown | None = None
        self._writing = threading.Lock()
        self._running = threading.Lock()
        output = self.output
        with suppress(InputError):  # none was made yet, or by another version
            self.shown = Shown(read_report(output))

    @property
    def name(self) -> str:
        """What the folder is called."""
        return format_path(Path(self.folder.resolve().name))

    @property
    def comparison(self) -> Comparison | None:
        """The last one that was made."""
        return self.shown.made if self.shown else None

    @property
    def output(self) -> Path:
        """FOLDER/.compare-news. InputError where it is a link, or no folder."""
        return self._own_folder(OUTPUT)

    def _own_folder(self, *parts: str) -> Path:
        """A folder of ours, there or not yet."""
        path = self.folder
        for part in parts:
            path = path / part
            link = path.is_symlink()
            if link or (path.exists() and not path.is_dir()):
                problem = "is a link, and may lead out of the folder" if link else "is no folder"
                raise InputError(format_path(path, self.folder), problem, "move it away")
        return path

    def files(self) -> list[Place]:
        """The folder's articles (no lists, no hidden files), by name.

        InputError where the folder is gone or cannot be listed.
        """
        if not self.folder.is_dir():
            problem = "is no folder any more" if self.folder.exists() else "is gone"
            raise InputError(format_path(self.folder), problem, "put it back, or serve another")
        return [p for p in list_files(self.folder)[0] if p.path.name not in BESIDE]

    def file_key(self, place: Place) -> str:
        """A digest of a file's name, size and time: what "Take out" means."""
        try:
            state = place.path.stat()
            facts = (state.st_size, state.st_mtime_ns)
        except OSError:
            facts = (0, 0)
        return digest(os.fsencode(place.path).hex(), *facts)

    def add_file(self, name: str, content: bytes) -> Path:
        """Keep an upload under a name of our own making. InputError where it is no article."""
        stem, dot, suffix = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
        kind = f".{suffix.lower()}"
        if not dot or kind not in KINDS:
            raise InputError(
                plain_line(name), "not a kind that is taken", f"take {' '.join(KINDS)}"
            )
        if len(content) > MAX_BYTES:
            raise InputError(plain_line(name), f"larger than {MAX_BYTES // 1_000_000} MB")
        return self._keep_file(_safe_stem(stem), kind, content, plain_line(name))

    def add_text(self, text: str, outlet: str, title: str, published: str) -> Path:
        """Keep a pasted text; what is said of it goes to corrections.toml."""
        fields = {"outlet": plain_line(outlet), "title": plain_line(title), "published": published}
        if published and iso_published(published) is None:
            raise InputError("the date", f"{published!r} is not a date", "write it as 2024-10-02")
        path = self._keep_file(
            _safe_stem(outlet or title), ".txt", text.encode("utf-8", "replace"), "the text"
        )
        if values := {name: value for name, value in fields.items() if value}:
            try:
                add_entries(self.folder / FILE, [("article", {"file": path.name, **values})])
            except CompareError:
                path.unlink()
                raise
        return path

    def _keep_file(self, stem: str, kind: str, content: bytes, what: str) -> Path:
        """Write it under a free name, and read it: what cannot be compared does not stay."""
        if len(self.files()) >= MOST_FILES:
            raise InputError(what, f"the folder holds {MOST_FILES} files", "use another folder")
        with self._writing, lock_folder(self.folder):
            taken = {path.name.casefold() for path in self.folder.iterdir()}
            path = self.folder / free_name(stem, kind, lambda name: name.casefold() in taken)
            write_file(path, content)
        try:
            if not clean_place(name_file(path)).body.strip():
                raise InputError(what, "nothing is left after cleaning", "paste only the text")
        except Exception as error:  # whatever it is: a file that cannot be read must not stay
            path.unlink(missing_ok=True)
            problem = getattr(error, "problem", f"cannot be read ({type(error).__name__})")
            raise InputError(what, problem, getattr(error, "remedy", "")) from None
        return path

    def remove_file(self, key: str) -> None:
        """Take an article out of the comparison: it is moved to FOLDER/.compare-news/removed.

        key  `file_key` of the file; StaleError where no file has it any more
        """
        place = next((place for place in self.files() if self.file_key(place) == key), None)
        if place is None:
            raise StaleError
        removed = self._own_folder(OUTPUT, "removed")
        with self._writing, lock_folder(self.folder):
            removed.mkdir(parents=True, exist_ok=True)
            stem, kind = place.path.stem, place.path.suffix
            name = free_name(stem, kind, lambda name: os.path.lexists(removed / name))
            place.path.replace(removed / name)

    def report_file(self, name: str) -> Path | None:
        """A file of the report by its path there: one that the tool wrote, and no link."""
        output = self.output
        if name not in read_mark(output).get("run", Written()).files:
            return None
        parents = name.split("/")[:-1]
        path = self._own_folder(OUTPUT, *parents) / name.rpartition("/")[2]
        return path if path.is_file() and not path.is_symlink() else None

    def corrections(self) -> Corrections:
        """The entries in the folder's file."""
        path = self.folder / FILE
        return read_corrections(path) if os.path.lexists(path) else Corrections()

    def undo(self, key: str) -> None:
        """Take the entry of this key out of the folder's file; all else in it stays as it is."""
        if all(entry.key != key for entry in self.corrections().entries):
            raise StaleError
        with self._writing:
            remove_entry(self.folder / FILE, key)

    def revise(
        self, act: str, key: str, number: str, names: Sequence[str] = (), value: str = ""
    ) -> None:
        """Correct one fact of the comparison at hand: see `Shown.correct`."""
        if act not in ACTS:
            raise InputError(plain_line(act)[:40], "there is no such correction")
        if act == "name" and not plain_line(value):
            raise InputError("the name", "is blank", "write one, or drop the fact")
        if self.shown is None:
            raise StaleError
        value = plain_line(value) if act == "name" else value
        entries = self.shown.correct(act, key, number, names, value)
        with self._writing:
            add_entries(self.folder / FILE, entries)

    def start(self) -> bool:
        """Begin to compare; False where a comparison is under way."""
        if not self._running.acquire(blocking=False):
            return False
        self.stage, self.problem = "reading articles", ""
        threading.Thread(target=self._compare, daemon=True).start()
        return True

    def _compare(self) -> None:
        """Read, compare and write the report; whatever fails becomes `problem`."""
        try:
            articles = read_articles(self.folder)
            event = self.folder.resolve().name
            comparison = compare_articles(articles, self.options, event=event, progress=self._tell)
            self._tell("writing the report")
            output = self.output
            output.mkdir(exist_ok=True)
            with lock_folder(output):  # another server may be at it
                write_report(comparison, output, force=True)  # the folder is ours
            self.shown = Shown(comparison)
        except CompareError as error:
            self.problem = str(error)
        except OSError as error:
            self.problem = f"the comparison failed ({tell_reason(error)})"
        except Exception as error:  # a fault of ours: told, and the desk stays open
            self.problem = f"the comparison failed ({type(error).__name__}: {error})"
        finally:
            self.stage = ""
            self._running.release()

    def _tell(self, stage: str) -> None:
        self.stage = stage


def _safe_stem(name: str) -> str:
    """A file name of letters, digits and "_": no path, no dot, no name that a system keeps."""
    plain = unicodedata.normalize("NFKC", name)
    return (
        "article_" * bool(re.fullmatch(r"(?i)\W*(con|prn|aux|nul|com\d|lpt\d)\W*", plain))
        + (outlet_slug(plain)[:LONGEST_NAME])
    )
