"""Scores of the framing measures that claim something about a sentence: loaded, tone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..framing.loaded import BAR, SURE, load_weights, loaded_probability
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
    marked = [row for row in read_marked(path) if fingerprint(row[0]) not in seen]
    scores = [loaded_probability(tokens(text)) for text, _ in marked]
    truth = [loaded for _, loaded in marked]
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


def score_tone(path: Path, options: Options) -> Scores:
    """Tone of the sentence against the marked tone towards a person in it (NewsMTSC: polarity).

    path   a .jsonl file, or a folder that holds targets.jsonl

    Flat: macro_f1 and accuracy over negative, neutral, positive, n; a row per split. The measure
    hears a whole sentence, the marks ask for one target: the score says how far sentence tone may
    stand for tone towards an actor. Published: macro F1 .83 (Hamborg & Donnay 2021).
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in _read_rows(path, "targets.jsonl"):
        if row.get("polarity") and row.get("text"):
            pair = (str(row["polarity"]), _polarity(tone_of(str(row["text"]))))
            groups.setdefault(str(row.get("split", "all")), []).append(pair)
    rows = {name: _agreement(pairs) for name, pairs in sorted(groups.items())}
    everything = [pair for pairs in groups.values() for pair in pairs]
    return Scores(_agreement(everything), rows if len(rows) > 1 else {})


def read_marked(path: Path) -> list[tuple[str, bool]]:
    """(sentence, loaded) of a BABE-like file, each once, sorted; without agreement left out."""
    marked = {
        str(row["text"]).strip(): LOADED[row["label_bias"]]
        for row in _read_rows(path, "sentences.jsonl")
        if row.get("label_bias") in LOADED and row.get("text")
    }
    return sorted(marked.items())


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


def _agreement(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    truth, told = [t for t, _ in pairs], [m for _, m in pairs]
    right = sum(t == m for t, m in pairs)
    return {
        "macro_f1": macro_f1(truth, told),
        "accuracy": right / max(len(pairs), 1),
        "n": len(pairs),
    }


def _polarity(compound: float) -> str:
    if abs(compound) < NEUTRAL:
        return "neutral"
    return "positive" if compound > 0 else "negative"


def _read_rows(path: Path, name: str) -> Iterator[dict[str, Any]]:
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
