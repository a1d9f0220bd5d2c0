"""Make `compare/data/related.txt`: how common stems are in news, and which are near one another.

    python -m training.related MODEL FOLDER...

Counts come from every text of 60 words or more in the folders' JSONL files; nearness is the cosine
of a sentence-embedding model's vectors for the words alone, out of any sentence (the static
embeddings of model2vec: Tulkens & van Dongen 2024). Only words, counts and cosines are kept.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.text.words import STOP_WORDS, normal_words, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = 60  # a shorter text is no article
COMMON = 5  # texts that a stem must stand in
NEAR = 0.35  # cosine from which two stems are related
NEIGHBOURS = 12  # per stem, at most


def make_related(folders: Sequence[Path], model: Path) -> str:
    """The file's text; the same input gives the same bytes."""
    files = [file for folder in folders for file in sorted(folder.rglob("*.jsonl"))]
    texts = sorted({text for file in files for text in _read_texts(file)})
    counts: Counter[str] = Counter()
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        found = {word for word in normal_words(text) if word not in STOP_WORDS and word.isalpha()}
        counts.update({stem(word) for word in found})
        for word in found:
            words[stem(word)][word] += 1
    stems = sorted(name for name, n in counts.items() if n >= COMMON and len(name) < 25)
    near = _find_near(stems, _average_vectors(stems, words, model))
    lines = [
        "# How many news texts hold a stem, and the stems near it (cosine in percent).",
        f"# documents {len(texts)}",
        f"# made by training.related with {model.name}",
    ]
    lines += [f"{name}\t{counts[name]}\t{' '.join(near[name])}" for name in stems]
    return "\n".join(lines) + "\n"


def _read_texts(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield from (t for t in _list_strings(json.loads(line)) if len(t.split()) >= WORDS)


def _list_strings(value: Any) -> Iterator[str]:
    """Every string of a record; a list of strings (sentences) is one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        yield " ".join(value)
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _list_strings(part)


def _average_vectors(
    stems: Sequence[str], words: dict[str, Counter[str]], folder: Path
) -> NDArray[np.float32]:
    """Unit vectors (stems, width): the mean over a stem's words, each as often as it is read."""
    import numpy as np

    forms = sorted({word for name in stems for word in words[name]})
    table = dict(zip(forms, _encode_words(forms, folder), strict=True))
    rows = np.stack(
        [
            np.average(
                [table[word] for word in sorted(words[name])],
                axis=0,
                weights=[words[name][word] for word in sorted(words[name])],
            )
            for name in stems
        ]
    )
    rows -= rows.mean(axis=0)
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _encode_words(words: Sequence[str], folder: Path) -> NDArray[np.float32]:
    """The model's vectors of single words, shape (words, width): means over their pieces."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder)
    means = []
    with torch.inference_mode():
        for begin in range(0, len(words), 256):
            batch = tokenizer(
                list(words[begin : begin + 256]),
                padding=True,
                return_tensors="pt",
                return_special_tokens_mask=True,
            )
            own = (1 - batch.pop("special_tokens_mask")) * batch["attention_mask"]
            states = model(**batch).last_hidden_state * own.unsqueeze(-1)
            means.append(states.sum(dim=1) / own.sum(dim=1, keepdim=True).clamp(min=1))
    vectors: NDArray[np.float32] = torch.cat(means).numpy()
    return vectors


def _find_near(stems: Sequence[str], vectors: NDArray[np.float32]) -> dict[str, list[str]]:
    import numpy as np

    near = {}
    for begin in range(0, len(stems), 1000):
        cosines = vectors[begin : begin + 1000] @ vectors.T
        for row, values in enumerate(cosines):
            values[begin + row] = -1.0
            best = np.lexsort((np.arange(len(values)), -values.round(4)))[:NEIGHBOURS]
            near[stems[begin + row]] = [
                f"{stems[k]}:{round(100 * float(values[k]))}" for k in best if values[k] >= NEAR
            ]
    return near


def main(arguments: Sequence[str]) -> None:
    """Make the list and write it."""
    text = make_related([Path(folder) for folder in arguments[1:]], Path(arguments[0]))
    Path("compare/data/related.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
