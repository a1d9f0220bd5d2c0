"""A user's codebook: how much of an outlet's own voice touches on each of its frames.

What it is not: a reading. A list of words finds the topic of a frame, not whether the text frames
the event so. Compare outlets on one event, and read the sentences.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..model import Evidence, Measure
from ..options import Options
from ..text.annotate import AnnotatedSentence, Texts
from ..text.words import normal_word, stem
from .intervals import make_measure, wilson
from .kind import OWN, MeasureKind

KEYS = frozenset({"name", "definition", "words", "codebook"})
PHRASE = 4  # words that an entry may have


@dataclass(frozen=True, slots=True)
class Frame:
    """phrases: stems of each entry, one or more."""

    name: str
    phrases: frozenset[tuple[str, ...]]


def measure_frames(texts: Texts, options: Options) -> list[Measure]:
    """Share of the outlet's sentences with a word of the frame, 0..1; term is the frame.

    Frames are those of `options.codebook`; a sentence may count for several. Own voice, words by
    their stems. Wilson interval over n sentences; null is the share over the whole event. Frames
    that nobody touches on are left out. Evidence: the words.
    """
    frames = load_frames(str(options.codebook))
    lines = {o: [one for one in row if one.own_words] for o, row in texts.by_outlet.items()}
    found = {outlet: [find_frames(line, frames) for line in row] for outlet, row in lines.items()}
    everywhere = Counter(name for row in found.values() for line in row for name in line)
    total = sum(map(len, lines.values()))
    return [
        make_measure(
            FRAMES,
            outlet,
            frame.name,
            hits / len(lines[outlet]),
            wilson(hits, len(lines[outlet]), options),
            len(lines[outlet]),
            evidence=[span for line in found[outlet] for span in line.get(frame.name, ())],
            null=everywhere[frame.name] / total,
            note=f"{hits} of {len(lines[outlet])}",
        )
        for outlet in lines
        if lines[outlet]
        for frame in frames
        if everywhere[frame.name]
        for hits in [sum(frame.name in line for line in found[outlet])]
    ]


FRAMES = MeasureKind(
    "frames",
    "Frames of your codebook",
    "Share of the outlet’s own sentences with a word that your codebook lists for the frame. A "
    "list finds the topic, not the framing itself: read the words and sentences.",
    f"share of sentences with a word of the frame, 0..1 ({OWN}; n counts sentences)",
    measure_frames,
    english=False,
    words="codebook",
    shared_terms=True,
)


def find_frames(one: AnnotatedSentence, frames: Sequence[Frame]) -> dict[str, list[Evidence]]:
    """Frame -> where the outlet's own words touch on it; frames without a word are left out."""
    words = one.own_words
    stems = [stem(word.normal) for word in words]
    phrases = [
        (tuple(stems[at:end]), one.evidence(words[at].start, words[end - 1].end))
        for at in range(len(stems))
        for end in range(at + 1, min(at + PHRASE, len(stems)) + 1)
    ]
    found = {f.name: [span for phrase, span in phrases if phrase in f.phrases] for f in frames}
    return {name: spans for name, spans in found.items() if spans}


@lru_cache(maxsize=4)
def load_frames(path: str) -> tuple[Frame, ...]:
    """The frames of a codebook (TOML, a [[frame]] each).

    name and definition are text, words a list of words or phrases. Raises InputError, with the
    file and the entry, where it cannot be used.
    """
    source = Path(path).name
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise InputError(source, f"the codebook cannot be read ({reason})", "check it") from None
    try:
        entries = tomllib.loads(text.replace("\r\n", "\n")).get("frame")
    except (ValueError, RecursionError) as error:
        raise InputError(source, f"is not valid TOML: {error}", "fix that line") from None
    if not isinstance(entries, list) or not entries:
        raise InputError(source, "holds no [[frame]]", "write one: name, definition, words")
    frames = tuple(_make_frame(entry, f"{source}, frame {n}") for n, entry in enumerate(entries, 1))
    if twice := [name for name, n in Counter(f.name for f in frames).items() if n > 1]:
        raise InputError(source, f"two frames are called {twice[0]!r}", "give each its own name")
    return frames


def codebook_signature(path: str) -> str:
    """The file's name and a digest of it; reads it, so that an error comes before the work."""
    load_frames(path)
    return f"{Path(path).name}@{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8]}"


def _make_frame(entry: Any, place: str) -> Frame:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"]:
        raise InputError(place, "has no name", 'write name = "…"')
    if unknown := sorted(entry.keys() - KEYS):
        raise InputError(place, f"unknown key {unknown[0]!r}", f"known: {', '.join(sorted(KEYS))}")
    items = entry.get("words", [])
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise InputError(place, "words must be a list of texts", 'words = ["…", "…"]')
    phrases = {tuple(stem(normal_word(word)) for word in item.split()) for item in items} - {()}
    if long := [phrase for phrase in phrases if len(phrase) > PHRASE]:
        problem = f"a phrase of more than {PHRASE} words: {' '.join(long[0])}"
        raise InputError(place, problem, "shorten it")
    return Frame(entry["name"], frozenset(phrases))
