"""A small model that reads two sentences together, and says how likely they state the same.

A cross-encoder (Nogueira & Cho 2019, arXiv 1901.04085: both texts in one input, so that each word
sees the other sentence's), taught by marked events. It answers two questions: do two sentences
state the same, and does a sentence state a claim, the words of a row? Its weights ship with the
package (`compare/data/reader/`, with a card: data, licences, hashes), and onnxruntime runs them.
Where word overlap sees 'reflects broader' twice, it sees two claims. `Options.reader` "none" leaves
it out. It reads English.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from ..datafiles import read_data
from ..errors import OptionError
from .tfidf import Bools, Floats, Indices

READERS = ("small", "none")
MOST_TOKENS = 192  # tokens of both sentences that are read
THREADS = 0  # of this process that read, 0: one a core; each of many processes takes its share
BATCH = 32  # pairs read at a time
PER_SENTENCE = 2  # pairs read per sentence of the event at most, the likeliest first
MOST_PAIRS = 1_000  # pairs read in an event
FLOOR = 0.1  # score by the words below which a pair is not read: half of all, F1 stays the same
CEILING = 0.9  # score from which it need not be: others are read in its place
EVENTS = 8  # whose readings are kept, whole: a batch's other pairs bear on a reading
OUTPUTS = 4  # two sentences state the same, in part or plainly; one states a claim, in part or all
DIGITS = 2  # of a logit that are kept: another processor rounds its sums otherwise


@dataclass(frozen=True, eq=False)
class Reader:
    """digest: SHA-256 of the weights; padding: its token; the rest as libraries give it."""

    digest: str
    tokenizer: Any
    padding: int | None
    session: Any

    def read(self, texts: Sequence[str], first: Indices, second: Indices) -> Floats:
        """The log-odds that texts[first[k]] and texts[second[k]] state the same, shape (pairs,).

        Symmetric: the two are read in the order of their words. Batched by length. An event that is
        compared again, with a correction, is not read again.
        """
        pairs = zip(first.tolist(), second.tolist(), strict=True)
        ordered = [sorted((texts[i], texts[j])) for i, j in pairs]
        return self._read_pairs(tuple(_make_readable(a, b) for a, b in ordered))[:, 0].copy()

    def read_claims(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """The log-odds that a sentence states a claim, in part at least and all of it.

        pairs: (claim, sentence). Shape (pairs, 2).
        """
        return self._read_pairs(tuple(_make_readable(*pair) for pair in pairs))[:, 2:].copy()

    @lru_cache(maxsize=EVENTS)  # noqa: B019 (there is one reader, for good)
    def _read_pairs(self, pairs: tuple[tuple[str, str], ...]) -> Floats:
        encoded = self.tokenizer.encode_batch(pairs)
        order = sorted(range(len(pairs)), key=lambda k: (len(encoded[k].ids), pairs[k]))
        logits = np.zeros((len(pairs), OUTPUTS))
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            width = max(len(encoded[k].ids) for k in batch)
            ids, mask = np.full((len(batch), width), self.padding), np.zeros((len(batch), width))
            for row, k in enumerate(batch):
                ids[row, : len(encoded[k].ids)] = encoded[k].ids
                mask[row, : len(encoded[k].ids)] = 1
            feed = {"input_ids": ids.astype(np.int64), "attention_mask": mask.astype(np.int64)}
            logits[batch] = self.session.run(None, feed)[0]
        return logits.round(DIGITS)


def _make_readable(one: str, other: str) -> tuple[str, str]:
    """Half of a surrogate pair, which the tokenizer cannot take, is read as "?"."""
    a, b = (text.encode("utf-8", "replace").decode("utf-8") for text in (one, other))
    return a, b


def choose_pairs(scores: Floats, english: Bools, sentences: int) -> Indices:
    """Which pairs are read: those in English whose score by the words leaves doubt, the likeliest
    first, within the budget of the event. Indices, rising.
    """
    usable = np.flatnonzero(english & (scores >= FLOOR) & (scores < CEILING))
    most = min(MOST_PAIRS, PER_SENTENCE * sentences)
    likeliest = usable[np.lexsort((usable, -scores[usable]))[:most]]
    return np.sort(likeliest)


@cache
def load_reader() -> Reader:
    """The reader that ships with the package.

    Raises OptionError where its files are missing or are not the ones that the card names.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    wayout = "reinstall compare-news, or do without it: --set reader=none"
    try:
        card = json.loads(read_data("reader", "card.json"))
        contents = {name: read_data("reader", name) for name in card["sha256"]}
    except (OSError, ValueError, KeyError) as error:
        raise OptionError(f"the reader's files cannot be read ({error}); {wayout}") from None
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != card["sha256"][name]:
            raise OptionError(f"the reader's file {name} is damaged; {wayout}")
    tokenizer = Tokenizer.from_str(contents["tokenizer.json"].decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    settings.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(
        contents["model.onnx"], settings, providers=["CPUExecutionProvider"]
    )
    padding = tokenizer.token_to_id("<pad>")
    return Reader(card["sha256"]["model.onnx"], tokenizer, padding, session)
