"""Scores of the framing measures that claim something about a sentence: loaded, tone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InputError
from ..framing.loaded import BAR, SURE, load_weights, loaded_probability
from ..framing.targets import POLARITIES, load_target_weights, tone_towards
from ..framing.tone import tone_of
from ..options import Options
from ..text.words import tokens
from .scores import Scores

LOADED = {"Biased": True, "Non-biased": False}
NEUTRAL = 0.05  # compound between -NEUTRAL and NEUTRAL: Hutto & Gilbert's own bounds


def score_loaded(path: Path, options: Options) -> Scores:
    """Loaded sentences against experts' marks (BABE: label_bias), on sentences never learned from.

    path   a .jsonl file, or a folder that holds sentences.jsonl

    Flat: macro_f1, precision and recall of "loaded" at BAR, the latter two also at SURE, which the
    measure uses, n (sentences scored). Sentences that the weights were learned from are left out,
    so that no figure is flattered. Published: macro F1 .804, a BERT with distant supervision
    (Spinde et al. 2021).
    """
    seen = load_weights().learned_from
    marked = [row for row in read_marked(path) if fingerprint(row.text) not in seen]
    scores = [loaded_probability(tokens(text)) for text, *_ in marked]
    truth = [row.loaded for row in marked]
    told = [score >= BAR for score in scores]
    precision, recall = _hit_rates(truth, told)
    sure_precision, sure_recall = _hit_rates(truth, [score >= SURE for score in scores])
    return Scores(
        {
            "macro_f1": macro_f1(truth, told),
            "precision": precision,
            "recall": recall,
            "precision_sure": sure_precision,
            "recall_sure": sure_recall,
            "n": len(truth),
        }
    )


class Target(NamedTuple):
    """A marked target: text[start:end] is told of with `polarity` (one of POLARITIES)."""

    text: str
    start: int
    end: int
    polarity: str
    split: str


def score_tone(path: Path, options: Options) -> Scores:
    """Tone towards a person against marks (NewsMTSC: polarity), on sentences never learned from.

    path   a .jsonl file, or a folder that holds targets.jsonl

    Flat: macro_f1 and accuracy over negative, neutral, positive; macro_f1_lexicon, what the whole
    sentence's VADER compound gives; n; a row per split. Published: macro F1 .831 (GRU-TSC, Hamborg
    & Donnay 2021).
    """
    seen = load_target_weights().learned_from
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for target in read_targets(path):
        if fingerprint(target.text) not in seen:
            shares = tone_towards(target.text, target.start, target.end)
            told = POLARITIES[shares.index(max(shares))]
            row = (target.polarity, told, _polarity(tone_of(target.text)))
            groups.setdefault(target.split, []).append(row)
    rows = {name: _agreement(found) for name, found in sorted(groups.items())}
    everything = [row for found in groups.values() for row in found]
    return Scores(_agreement(everything), rows if len(rows) > 1 else {})


def read_targets(path: Path) -> list[Target]:
    """The targets of a NewsMTSC-like file, sorted; those without polarity or place left out."""
    return sorted(
        Target(row["text"], row["start"], row["end"], row["polarity"], str(row.get("split", "all")))
        for row in read_rows(path, "targets.jsonl")
        if row.get("polarity") in POLARITIES and row.get("text") and row.get("end")
    )


class Marked(NamedTuple):
    """A sentence, whether experts called it loaded, and the words that they marked in it."""

    text: str
    loaded: bool
    words: tuple[str, ...]


def read_marked(path: Path) -> list[Marked]:
    """The sentences of a BABE-like file, each once, sorted; those without agreement left out."""
    marked: dict[str, bool] = {}
    words: dict[str, set[str]] = {}
    for row in read_rows(path, "sentences.jsonl"):
        if row.get("label_bias") in LOADED and row.get("text"):
            text = str(row["text"]).strip()
            marked[text] = LOADED[row["label_bias"]]
            words.setdefault(text, set()).update(row.get("biased_words") or ())
    return [Marked(text, marked[text], tuple(sorted(words[text]))) for text in sorted(marked)]


def fingerprint(text: str) -> int:
    """A sentence's CRC-32: the weights keep those of the sentences they were learned from."""
    return zlib.crc32(text.encode("utf-8"))


def macro_f1(truth: Sequence[object], told: Sequence[object]) -> float:
    """Mean over the classes of the truth of F1 = 2 hits / (told + true); 0 without any class."""
    classes = sorted(set(truth), key=str)
    scores = []
    for name in classes:
        hits = sum(t == name and m == name for t, m in zip(truth, told, strict=True))
        counted = sum(t == name for t in truth) + sum(m == name for m in told)
        scores.append(2 * hits / counted)
    return sum(scores) / len(scores) if scores else 0.0


def _hit_rates(truth: Sequence[bool], told: Sequence[bool]) -> tuple[float, float]:
    """Precision and recall."""
    hits = sum(t and m for t, m in zip(truth, told, strict=True))
    return hits / max(sum(told), 1), hits / max(sum(truth), 1)


def _agreement(rows: Sequence[tuple[str, str, str]]) -> dict[str, float]:
    """rows: marked, told, told by the lexicon."""
    truth, told, plain = ([row[at] for row in rows] for at in range(3))
    right = sum(t == m for t, m in zip(truth, told, strict=True))
    return {
        "macro_f1": macro_f1(truth, told),
        "accuracy": right / max(len(rows), 1),
        "macro_f1_lexicon": macro_f1(truth, plain),
        "n": len(rows),
    }


def _polarity(compound: float) -> str:
    if abs(compound) < NEUTRAL:
        return "neutral"
    return "positive" if compound > 0 else "negative"


def read_rows(path: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a .jsonl file, or of the file of that name in a folder."""
    file = path / name if path.is_dir() else path
    if not file.is_file():
        raise InputError(
            file, "there is no such file", f"give a .jsonl file or a folder with {name}"
        )
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise InputError(file, f"line {number} is no JSON: {error}") from error
