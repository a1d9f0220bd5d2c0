"""The folder that is worked on: its articles, corrections, and the comparison made of them.

The report lies in FOLDER/.compare-news, which reading leaves alone. Nothing is written anywhere
else but articles and corrections.toml, and nothing of a user's is ever written over.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..corrections import FILE, Corrections, format_correction, read_corrections, remove_correction
from ..disk import write_file
from ..errors import CompareError, InputError
from ..model import Comparison, Sentence
from ..options import Options
from ..pipeline import compare_articles
from ..reading import clean_file, outlet_slug, read_articles
from ..reading.beside import BESIDE
from ..reading.fields import iso_published, plain_line
from ..reading.files import MAX_BYTES
from ..report import read_report, write_report

OUTPUT = ".compare-news"
KINDS = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")
MOST_FILES = 500
LONGEST_NAME = 80


class Desk:
    """One folder. A comparison runs in a thread of its own, one at a time."""

    def __init__(self, folder: Path, options: Options | None = None) -> None:
        if not folder.is_dir():
            raise InputError(folder, "there is no such folder", "make it first: it may be empty")
        self.folder, self.options = folder, options or Options()
        self.output = folder / OUTPUT
        self.stage = ""  # of the comparison that runs, "" while none does
        self.problem = ""  # why the last one failed
        self._writing = threading.Lock()
        self._running = threading.Lock()
        try:
            self.comparison: Comparison | None = read_report(self.output)
        except InputError:
            self.comparison = None

    def files(self) -> list[Path]:
        """The folder's articles (no lists, no hidden files), by name."""
        return sorted(
            path
            for path in self.folder.rglob("*")
            if path.is_file()
            and path.name not in BESIDE
            and not any(p.startswith(".") for p in path.relative_to(self.folder).parts)
        )

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
        return self._keep(_safe_stem(stem), kind, content, plain_line(name))

    def add_text(self, text: str, outlet: str, title: str, published: str) -> Path:
        """Keep a pasted text; what is said of it goes to corrections.toml."""
        said = {"outlet": plain_line(outlet), "title": plain_line(title), "published": published}
        if published and iso_published(published) is None:
            raise InputError("the date", f"{published!r} is none", "write it as 2024-10-02")
        path = self._keep(
            _safe_stem(outlet or title), ".txt", text.encode("utf-8", "replace"), "the text"
        )
        if known := {name: value for name, value in said.items() if value}:
            self.correct([("article", {"file": path.name, **known})])
        return path

    def _keep(self, stem: str, kind: str, content: bytes, told: str) -> Path:
        with self._writing:
            if len(self.files()) >= MOST_FILES:
                raise InputError(told, f"the folder holds {MOST_FILES} files", "use another folder")
            taken = {path.name.casefold() for path in self.folder.iterdir()}
            name, count = stem + kind, 1
            while name.casefold() in taken:
                count += 1
                name = f"{stem}_{count}{kind}"
            path = self.folder / name
            write_file(path, content)
        try:
            if not clean_file(path).body.strip():
                raise InputError(told, "nothing is left after cleaning", "paste the text alone")
        except CompareError as error:
            path.unlink(missing_ok=True)
            problem = getattr(error, "problem", str(error))
            raise InputError(told, problem, getattr(error, "remedy", "")) from None
        return path

    def remove_file(self, name: str) -> None:
        """Take an article out of the comparison: it is moved to FOLDER/.compare-news/removed."""
        known = {path.relative_to(self.folder).as_posix(): path for path in self.files()}
        if name not in known:
            raise InputError(plain_line(name), "there is no such article")
        target = self.output / "removed" / known[name].name
        count = 1
        while target.exists():
            count += 1
            target = target.with_name(f"{known[name].stem}_{count}{known[name].suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        known[name].replace(target)

    def corrections(self) -> Corrections:
        """The entries in the folder's file."""
        path = self.folder / FILE
        return read_corrections(path) if path.exists() else Corrections()

    def correct(self, entries: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Put entries behind those in the folder's file; a broken file is left as it is."""
        with self._writing:
            self.corrections()
            path = self.folder / FILE
            held = path.read_text(encoding="utf-8-sig") if path.exists() else ""
            added = [format_correction(table, values) for table, values in entries]
            write_file(path, "\n".join([*([held.rstrip("\n") + "\n"] if held else []), *added]))

    def undo(self, place: str) -> None:
        """Take one entry out of the folder's file; all else in it stays as it is."""
        with self._writing:
            path = self.folder / FILE
            write_file(path, remove_correction(path.read_text(encoding="utf-8-sig"), place))

    def revise(self, act: str, fact_id: str, names: Sequence[str], value: str = "") -> None:
        """Correct one fact of the comparison at hand.

        act    "part" or "join" (a sentence, out of or into the fact), "name" (value: the name),
               "drop", "contrast" (the two sentences of one of kind `value` that is none)
        names  ids of sentences

        InputError where the comparison has no such fact or sentence.
        """
        facts = {fact.id: fact for fact in self.comparison.facts} if self.comparison else {}
        held = self.comparison.sentences if self.comparison else ()
        by_id = {sentence.id: sentence for sentence in held}
        if fact_id not in facts or not set(names) <= by_id.keys():
            raise InputError("this correction", "is of an older comparison", "compare again")
        inside = [by_id[name] for name in facts[fact_id].sentences]
        given = [by_id[name] for name in names]
        both = dict(zip("ab", map(self._anchor, inside), strict=False))
        if act == "name":
            self.correct([("fact", {**both, "name": plain_line(value)})])
        elif act == "drop":
            self.correct([("fact", {**both, "drop": True})])
        elif act == "part" and given:
            others = [s for s in inside if s.outlet != given[0].outlet]
            self.correct(("part", self._pair(given[0], other)) for other in others)
        elif act == "join" and given:
            stated = by_id[facts[fact_id].sentence]
            self.correct([("join", self._pair(stated, given[0]))])
        elif act == "contrast" and len(given) > 1:
            self.correct([("contrast", {"kind": value, **self._pair(*given[:2])})])
        else:
            raise InputError(plain_line(act), "there is no such correction")

    def _pair(self, a: Sentence, b: Sentence) -> dict[str, Any]:
        return {"a": self._anchor(a), "b": self._anchor(b)}

    def _anchor(self, sentence: Sentence) -> dict[str, str]:
        """How corrections.toml names a sentence: by its file and words."""
        articles = self.comparison.articles if self.comparison else ()
        source = next(a.source for a in articles if a.id == sentence.article)
        return {"article": source, "text": " ".join(sentence.text.split())}

    def start(self) -> bool:
        """Begin to compare; False where a comparison is under way."""
        if not self._running.acquire(blocking=False):
            return False
        self.stage, self.problem = "reading articles", ""
        threading.Thread(target=self._compare, daemon=True).start()
        return True

    def _compare(self) -> None:
        try:
            articles = read_articles(self.folder)
            event = self.folder.resolve().name
            made = compare_articles(articles, self.options, event=event, progress=self._tell)
            self._tell("writing the report")
            write_report(made, self.output, force=True)  # a folder of our own
            self.comparison = made
        except CompareError as error:
            self.problem = str(error)
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
