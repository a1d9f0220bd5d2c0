"""Hedges in an outlet's own voice: words by which it holds a statement back."""

from __future__ import annotations

from ..model import Measure
from ..options import Options
from ..text.annotate import Texts
from .intervals import make_measure, poisson
from .kind import MeasureKind

PER = 1000  # words


def measure_hedges(texts: Texts, options: Options) -> list[Measure]:
    """Hedges per 1,000 words of the outlet's own voice.

    value = 1000 * hedges / words, a hedge counted once however many words it has; n is the number
    of words; the interval is the exact Poisson one; null is the rate over the whole event, which a
    random split of its sentences gives on average. Hedges inside quotations are the speaker's, and
    not counted. Evidence: every hedge.

    Hyland (2005), Metadiscourse, ch. 3; the list is our own (`compare/data/hedges.txt`), English.
    """
    spans = {
        outlet: [one.evidence(*s) for one in row for s in one.hedges if not one.is_uttered(s[0])]
        for outlet, row in texts.by_outlet.items()
    }
    words = {o: sum(len(one.own_words) for one in row) for o, row in texts.by_outlet.items()}
    everywhere, total = sum(map(len, spans.values())), sum(words.values())
    return [
        make_measure(
            HEDGES,
            outlet,
            "",
            PER * len(found) / words[outlet],
            poisson(len(found), words[outlet] / PER, options),
            words[outlet],
            evidence=found,
            null=PER * everywhere / total,
            note=f"{len(found)} found",
        )
        for outlet, found in spans.items()
        if words[outlet]
    ]


HEDGES = MeasureKind(
    "hedges",
    "Hedges",
    "Words such as “may”, “could”, “reportedly” in the outlet’s own voice, per 1,000 words.",
    "hedges per 1,000 words of the outlet's own voice (n counts words)",
    measure_hedges,
)
