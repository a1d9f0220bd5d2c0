"""corrections.toml: what its user knows better than the tool, replayed on every run.

A sentence is named by its words, not by a number, so that a correction outlives a new version of
the article. What no longer applies is told, never dropped in silence (`Comparison.corrections`).
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from .disk import read_plain
from .errors import InputError
from .model import Article, Contrast, Correction, Fact, Match, Matching, Sentence
from .text.words import normal_words

FILE = "corrections.toml"
MAX_BYTES = 1_000_000  # some 2,500 entries
# table -> the keys it must have, and those it may have; a and b: { article = "…", text = "…" }
TABLES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "join": (frozenset({"a", "b"}), frozenset()),
    "part": (frozenset({"a", "b"}), frozenset()),
    "fact": (frozenset({"a"}), frozenset({"b", "name", "drop"})),
    "contrast": (frozenset({"a", "b", "kind"}), frozenset()),
    "article": (
        frozenset({"file"}),
        frozenset({"outlet", "title", "published", "byline", "url", "language", "owner", "origin"}),
    ),
}
ANCHORS = ("a", "b")
CHANGED = 80.0  # likeness (0..100, rapidfuzz's ratio on words) from which changed words are known
BY_HAND = (("by hand", 1.0),)
# tomllib takes the square of a dotted key's parts; our keys have one
_LONG_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){50}""")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the file.

    problem  why it cannot be used, or ""
    number   its place in its table, from 1
    key      a digest of what it says
    """

    place: str
    table: str
    values: Mapping[str, Any]
    problem: str = ""
    number: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All entries of the files that were read, in their order."""

    entries: tuple[Entry, ...] = ()

    @property
    def signature(self) -> str:
        """Number of entries and a digest of what they say: "3/1f0a9c2e"; "none" without any."""
        if not self.entries:
            return "none"
        key = digest(*([entry.table, entry.values] for entry in self.entries))
        return f"{len(self.entries)}/{key[:8]}"

    def article_values(self, source: str) -> dict[str, str]:
        """What the user says of the article from this file: field -> value, later entries first."""
        own_values: dict[str, str] = {}
        for entry in self.entries:
            if entry.table == "article" and not entry.problem and _is_file(entry, source):
                own_values |= {name: str(v) for name, v in entry.values.items() if name != "file"}
        return own_values


def read_corrections(path: str | Path) -> Corrections:
    """The entries of a file. An entry that cannot be used is kept with its problem.

    Raises InputError where the file cannot be read or is no TOML.
    """
    path = Path(path)
    source = path.name
    text = read_text(path, source).removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        if _LONG_KEY.search(text):
            raise ValueError("a key of more than 50 parts")
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: no TOML, or a huge number
        raise InputError(source, f"is not valid TOML: {error}", "fix that line") from None
    entries = []
    for table, rows in tables.items():
        listed = rows if isinstance(rows, list) else [rows]
        for number, row in enumerate(listed, 1):
            values = row if isinstance(row, dict) else {}
            values = {name: v for name, v in values.items() if name != "why"}
            place, problem = f"{source}, {table} {number}", check_entry(table, row)
            key = digest(table, values)
            entries.append(Entry(place, table, values, problem, number, key))
    return Corrections(tuple(entries))


def read_text(path: Path, source: str = FILE) -> str:
    """The file's text as it stands. Raises InputError where it cannot be read or is not UTF-8."""
    try:
        return read_plain(path, source, MAX_BYTES).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(source, f"is not valid TOML: {error}", "save it as UTF-8") from None


def digest(*parts: Any) -> str:
    """A key of what is said: how a form names an entry, whatever its number has become."""
    content = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def format_entry(table: str, values: Mapping[str, Any]) -> str:
    """An entry as a [[table]]; an anchor stays on its line."""
    lines = (f"{name} = {_format_value(value)}\n" for name, value in values.items())
    return f"[[{table}]]\n{''.join(lines)}"


def _format_value(value: Any) -> str:
    """A text, True, or an anchor as TOML: JSON's escapes are TOML's, but for one character."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{name} = {_format_value(part)}" for name, part in value.items())
        return f"{{ {inner} }}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def check_entry(table: str, row: Any) -> str:
    """Why the entry cannot be used, or ""."""
    if table not in TABLES:
        return f"unknown table {table!r}; known: {', '.join(TABLES)}"
    if not isinstance(row, Mapping):
        return f"write it as [[{table}]]"
    values = {name: value for name, value in row.items() if name != "why"}
    must, may = TABLES[table]
    if lacking := sorted(must - values.keys()):
        return f"lacks {', '.join(lacking)}"
    if unknown := sorted(values.keys() - must - may):
        return f"unknown key {unknown[0]!r}; known: {', '.join(sorted(must | may))}"
    for name, value in values.items():
        if name in ANCHORS:
            text = value.get("text") if isinstance(value, Mapping) else None
            where = value.get("article", "") if isinstance(value, Mapping) else None
            if not (isinstance(text, str) and normal_words(text) and isinstance(where, str)):
                return f'{name} needs {{ article = "FILE", text = "WORDS" }}'
        elif name == "drop":
            if value is not True:
                return "drop can only be true"
        elif not isinstance(value, str) and not (name == "published" and hasattr(value, "year")):
            return f"{name} must be text in quotation marks"
        elif isinstance(value, str) and not any(c.isprintable() and c != " " for c in value):
            return f"{name} is blank"
    if table == "fact" and ("name" in values) == ("drop" in values):
        return "needs either name or drop"
    return ""


_pair_of = attrgetter("a", "b")  # of a match


def _is_file(entry: Entry, source: str) -> bool:
    name = str(entry.values["file"])
    return source == name or source.endswith("/" + name)


def _is_named(article: Article, where: str) -> bool:
    names = (article.id, article.source, article.outlet)
    return where in names or article.source.endswith("/" + where)


class Replay:
    """The corrections of one comparison, each found in its articles and then applied.

    The methods are called in the order of the pipeline; `outcomes` then says what became of each.
    """

    def __init__(
        self,
        corrections: Corrections,
        articles: Sequence[Article],
        sentences: Sequence[Sentence],
    ) -> None:
        self.articles, self.sentences = articles, sentences
        self._entries = corrections.entries
        self._outcomes: dict[str, Correction] = {}
        self._sentences: dict[str, tuple[Sentence, ...]] = {}
        self._dropped: list[frozenset[str]] = []  # sentences of facts that are none
        for entry in self._entries:
            problem, is_article = entry.problem, entry.table == "article"
            if not problem and is_article and not any(_is_file(entry, a.source) for a in articles):
                problem = f"no article is from {entry.values['file']}"
            if problem:
                self._record_outcome(entry, "does not apply", problem)
            elif is_article:
                self._record_outcome(entry)
            else:
                self._find_anchors(entry)

    def settle(self, matching: Matching) -> Matching:
        """The matching with pairs joined (score 1, tier "same") and parted (no match)."""
        joins = {self._read_pair(e): e for e in self._list_usable("join")}
        parts = {self._read_pair(e): e for e in self._list_usable("part")}
        if not joins and not parts:
            return matching
        for entry in joins.values():
            self._record_outcome(entry)
        matches_before = {_pair_of(m) for m in matching.matches}
        for pair, entry in parts.items():
            self._record_outcome(
                entry, note="" if pair in matches_before else "they were not matched"
            )
        joined_matches = [
            Match(a, b, 1.0, "same", BY_HAND) for a, b in sorted(joins.keys() - parts)
        ]
        corrected = joins.keys() | parts.keys()
        untouched = [m for m in matching.matches if _pair_of(m) not in corrected]
        near = [m for m in matching.nearest if _pair_of(m) not in joins]
        near = [replace(m, tier="below") if _pair_of(m) in parts else m for m in near]
        matches, nearest = (
            sorted([*row, *joined_matches], key=_pair_of) for row in (untouched, near)
        )
        return Matching(tuple(matches), tuple(nearest))

    @property
    def apart(self) -> frozenset[tuple[str, str]]:
        """Pairs of sentence ids (a < b) that no fact may hold together."""
        return frozenset(self._read_pair(entry) for entry in self._list_usable("part"))

    def revise_facts(self, facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        """(the sure facts, the others), named and dropped, numbered anew.

        The first that holds the sentences is meant. A name says that its user holds the fact to be
        one: it is sure then.
        """
        revised = list(facts)
        for entry in self._list_usable("fact"):
            sentences = {sentence.id for sentence in self._sentences[entry.place]}
            fact = next((fact for fact in revised if sentences <= set(fact.sentences)), None)
            if fact is None:
                self._record_outcome(entry, "does not apply", "no fact holds this sentence")
                continue
            if "name" in entry.values:
                named = replace(fact, name=entry.values["name"], sure=True)
                revised[revised.index(fact)] = named
            else:
                self._dropped.append(frozenset(fact.sentences))
                revised.remove(fact)
            self._record_outcome(entry)
        sure = (fact for fact in revised if fact.sure)
        others = (fact for fact in revised if not fact.sure)
        return (
            tuple(replace(fact, id=f"fact-{n}") for n, fact in enumerate(sure, 1)),
            tuple(replace(fact, id=f"lead-{n}") for n, fact in enumerate(others, 1)),
        )

    def revise_contrasts(self, contrasts: Sequence[Contrast]) -> tuple[Contrast, ...]:
        """The contrasts without those that the user holds to be none, or of facts that are none."""
        none = [*self._dropped, *map(frozenset, self.apart)]
        contrasts = [
            c
            for c in contrasts
            if c.fact or not any({r.sentence for r in c.readings} <= one for one in none)
        ]
        for entry in self._list_usable("contrast"):
            pair, kind = set(self._read_pair(entry)), entry.values["kind"]
            contrasts_left = [
                c
                for c in contrasts
                if c.kind != kind or not pair <= {reading.sentence for reading in c.readings}
            ]
            note = "" if len(contrasts_left) < len(contrasts) else "no such contrast was found"
            self._record_outcome(entry, note=note)
            contrasts = contrasts_left
        return tuple(contrasts)

    def outcomes(self) -> tuple[Correction, ...]:
        """What became of each entry, in their order."""
        return tuple(self._outcomes[entry.place] for entry in self._entries)

    def _list_usable(self, table: str) -> Iterable[Entry]:
        return [e for e in self._entries if e.table == table and e.place in self._sentences]

    def _read_pair(self, entry: Entry) -> tuple[str, str]:
        one, two = sorted(sentence.id for sentence in self._sentences[entry.place])
        return one, two

    def _record_outcome(self, entry: Entry, status: str = "applied", note: str = "") -> None:
        before = self._outcomes.get(entry.place)
        if before and before.note and status == "applied":
            note = "; ".join(filter(None, (before.note, note)))
        ids = tuple(sentence.id for sentence in self._sentences.get(entry.place, ()))
        self._outcomes[entry.place] = Correction(entry.place, entry.table, status, note, ids)

    def _find_anchors(self, entry: Entry) -> None:
        """Find the sentences that the entry names, or record why it does not apply."""
        sentences, notes = [], []
        for name in ANCHORS:
            if name in entry.values:
                where = entry.values[name]
                sentence, exact = self._find_sentence(where["text"], where.get("article", ""))
                if sentence is None:
                    note = f"{name}: no sentence reads like “{where['text'][:80]}”"
                    self._record_outcome(entry, "does not apply", note)
                    return
                sentences.append(sentence)
                notes += [] if exact else [f"{name}: its words have changed since"]
        if entry.table != "fact" and len({sentence.outlet for sentence in sentences}) < 2:
            self._record_outcome(entry, "does not apply", "both sentences are of one outlet")
            return
        self._sentences[entry.place] = tuple(sentences)
        self._record_outcome(entry, "applied", "; ".join(notes))

    def _find_sentence(self, text: str, where: str) -> tuple[Sentence | None, bool]:
        """(the sentence that reads so, or most nearly so; whether its words are the same).

        `where` is a file, an outlet or an article's id; "" or one that is gone: all are looked at.
        """
        from rapidfuzz import fuzz, process

        named = {a.id for a in self.articles if where and _is_named(a, where)}
        here = [s for s in self.sentences if not named or s.article in named]
        wanted = " ".join(normal_words(text))
        words = [" ".join(normal_words(sentence.text)) for sentence in here]
        if wanted in words:
            return here[words.index(wanted)], True
        best = process.extractOne(wanted, words, scorer=fuzz.ratio, score_cutoff=CHANGED)
        return (here[best[2]], False) if best else (None, False)
