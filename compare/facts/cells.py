"""What an outlet has of a row's words: the mark in the table's cell, and how likely it holds.

By the words: by the score of the match with the row's sentence, and by what the outlet's sentences
have of the row's words. Where the reader reads (`matching/reader.py`), by its answer too: does this
sentence state these words, in part at least, or all of them?
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..learned import log_odds, sigmoid
from ..matching.reader import MOST_PAIRS, load_reader
from ..options import Options
from ..text.annotate import Span, Texts
from ..text.locales import is_english
from .coverage import Coverage, Shared, share_there

# How likely a mark holds: logistic regression (log-odds of the match; share, unquoted and apart of
# `Shared`; constant) on what strict readers said of the marks in rows of 37 training events, which
# neither the scores nor the reader had learned from (`python -m training.marks`).
HOLDS = (0.38, 2.96, -0.12, -1.88, -0.55)
# the same for the outlet's having all that the words say
STATES = (0.3, 4.87, -1.3, -1.4, -3.61)
# both where the words were read, the log-odds of the reader in front; fitted before `APART`: fitted
# anew they come within 0.6 of these but for one, and serve rows no better
HOLDS_READ = (0.49, 0.33, 1.86, -0.48, -1.43, -1.03)
STATES_READ = (0.4, 0.48, 3.04, -1.29, -0.63, -2.92)
WHOLE, WHOLE_READ = 0.6, 0.55  # how likely that must be for the mark "states", by words, by reading
TOGETHER = 3  # sentences of an outlet that answer a row together, at most
APART = -2.0  # log-odds that a sentence states the row, below which it answers with no other
ADDS = 0.05  # share of the row's words that a further one of them adds, at least
BY_HAND = 1.0  # score of a pair that a correction joins

Weights = tuple[float, ...]


class Claim(NamedTuple):
    """The words of a row: a stretch of a sentence."""

    sentence: str
    stretch: Span


class Ray(NamedTuple):
    """What another outlet has of a claim: its best sentence, how surely that matches the claim's,
    how likely the mark holds, the mark, and further sentences that answer together with the best.
    """

    score: float
    sentence: str
    holds: float = 0.0
    mark: str = ""
    more: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The best, and those that answer with it."""
        return (self.sentence, *self.more)


class Reading(NamedTuple):
    """The log-odds that a sentence states a claim in part at least, and that it states all."""

    holds: float
    states: float


Question = tuple[Claim, tuple[str, ...]]  # do these sentences, read as one text, state the claim?


class Answer(NamedTuple):
    """Sentences that answer a claim together: the score of the best match, what they share with its
    words, and what the reader says of each, and of them together."""

    sentences: tuple[str, ...]
    score: float
    shared: Shared
    readings: tuple[Reading, ...]


class Marker:
    """Marks what outlets have of claims; `read` those that are to be judged by reading first."""

    def __init__(self, texts: Texts, options: Options) -> None:
        self.coverage = Coverage(texts)
        self._texts = texts
        self._reads = options.reader != "none"
        self._readings: dict[Question, Reading] = {}

    def read(self, asked: Iterable[Question]) -> None:
        """Whether sentences state claims, by the reader, all at once; in English alone, the first
        `MOST_PAIRS` of an event: the others go by the words."""
        questions = [
            (claim, names)
            for claim, names in dict.fromkeys(asked)
            if (claim, names) not in self._readings
            and self._reads
            and all(is_english(self._texts[one].language) for one in (claim.sentence, *names))
        ][: MOST_PAIRS - len(self._readings)]
        if questions:
            pairs = [
                (self._texts[claim.sentence].text[slice(*claim.stretch)], self._join_texts(names))
                for claim, names in questions
            ]
            odds = load_reader().read_claims(pairs).tolist()
            found = (Reading(*row) for row in odds)
            self._readings.update(zip(questions, found, strict=True))

    def read_together(self, asked: Iterable[tuple[Claim, Sequence[Ray]]]) -> None:
        """The same of an outlet's sentences that answer a claim together, as one text."""
        answers = ((claim, self.gather(claim, own).sentences) for claim, own in asked)
        self.read((claim, names) for claim, names in answers if len(names) > 1)

    def _join_texts(self, names: Iterable[str]) -> str:
        """The sentences in the order of their article."""
        ones = [self._texts[name] for name in names]
        ones.sort(key=lambda one: (one.sentence.article, one.sentence.index))
        return " ".join(one.text for one in ones)

    def mark(self, claim: Claim, own: Sequence[Ray]) -> Ray:
        """What an outlet has by its sentences that match the claim's, the surest first: "states"
        where they likely say all of it together, have its figures, and it has the claim's names and
        days and names who says it, else "in part"."""
        answer = self.gather(claim, own)
        holds, states = how_likely(*answer[1:])
        names = answer.sentences
        figures = self.coverage.hold_figures(names, claim.sentence, claim.stretch)
        bar = WHOLE_READ if answer.readings else WHOLE
        named = self.coverage.has_names(names, *claim)
        outlet = self._texts[names[0]].outlet
        named = named and self.coverage.has_speakers(outlet, *claim, answer.shared.share)
        mark = "states" if states >= bar and figures and named else "in part"
        return Ray(answer.score, names[0], holds, mark, names[1:])

    def gather(self, claim: Claim, own: Sequence[Ray]) -> Answer:
        """The best of an outlet's sentences and those that add to it, with all signals of them."""
        own = own[:TOGETHER]
        asked = {ray.sentence: (claim, (ray.sentence,)) for ray in own}
        readings = {n: self._readings[one] for n, one in asked.items() if one in self._readings}
        if len(readings) == len(own):
            own = sorted(own, key=lambda ray: (-readings[ray.sentence].holds, ray.sentence))
            best = readings[own[0].sentence].holds
            own = [ray for ray in own if readings[ray.sentence].holds >= min(best, APART)]
        names = self._join(claim, [ray.sentence for ray in own])
        score = max(ray.score for ray in own if ray.sentence in names)
        shared = self.coverage.compare(claim.sentence, names, claim.stretch)
        known = [readings[name] for name in names if name in readings]
        together = self._readings.get((claim, tuple(names))) if len(known) > 1 else None
        if together:  # tells whether they state all; that any is about it, one alone must show
            known.append(together._replace(holds=max(reading.holds for reading in known)))
        return Answer(tuple(names), score, shared, tuple(known))

    def _join(self, claim: Claim, ordered: Iterable[str]) -> list[str]:
        """The first, and those that add to it."""
        names: list[str] = []
        share = -ADDS
        for name in ordered:
            words = self.coverage.cover(claim.sentence, [*names, name], claim.stretch)
            if (together := share_there(words)) >= share + ADDS:
                names.append(name)
                share = together
        return names


def how_likely(
    score: float, shared: Shared, readings: Sequence[Reading] = ()
) -> tuple[float, float]:
    """That a mark holds, and that it says all (0..1): by the score of its match, what the outlet
    has of the row's words, and the readings of its sentences. One that a correction joins does."""
    if score >= BY_HAND:
        return 1.0, 1.0
    words = (log_odds(score), *shared, 1.0)
    if not readings:
        return _weigh(HOLDS, words), _weigh(STATES, words)
    holds, states = (max(values) for values in zip(*readings, strict=True))
    return _weigh(HOLDS_READ, (holds, *words)), _weigh(STATES_READ, (states, *words))


def _weigh(weights: Weights, signals: Sequence[float]) -> float:
    return sigmoid(sum(w * value for w, value in zip(weights, signals, strict=True)))
