"""Words of doubt in an outlet's own voice."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.certainty import find_cues
from .intervals import figure, poisson
from .kind import MeasureKind
from .lines import Line, outlet_lines

PER = 1000  # words


def measure_hedges(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Hedges per 1,000 words of the outlet's own voice.

    value = 1000 * hedges / words, a hedge counted once however many words it has; n is the number
    of words; the interval is the exact Poisson one; null is the rate over the whole event, which a
    random split of its sentences gives on average. Hedges inside quotations are the speaker's, and
    not counted. Evidence: every hedge.

    Hyland (2005), Metadiscourse, ch. 3; the list is our own (`compare/data/hedges.txt`), English.
    """
    lines = outlet_lines(articles, sentences)
    spans = {outlet: _find_hedges(row) for outlet, row in lines.items()}
    words = {outlet: sum(len(line.own) for line in row) for outlet, row in lines.items()}
    everywhere, total = sum(map(len, spans.values())), sum(words.values())
    return [
        figure(
            HEDGES.name,
            outlet,
            "",
            PER * len(found) / words[outlet],
            poisson(len(found), words[outlet] / PER, options),
            words[outlet],
            HEDGES.unit,
            evidence=found,
            null=PER * everywhere / total,
            note=f"{len(found)} found",
        )
        for outlet, found in spans.items()
        if words[outlet]
    ]


HEDGES = MeasureKind(
    "hedges",
    "Words of doubt",
    "Words such as “may”, “could”, “reportedly” in the outlet’s own voice, per 1,000 words.",
    "hedges per 1,000 words of the outlet's own voice (n counts words)",
    measure_hedges,
    per_article=True,
)


def _find_hedges(lines: Sequence[Line]) -> list[Evidence]:
    found = []
    for line in lines:
        shift = line.sentence.start
        own = {token.start - shift for token in line.own}
        for cue in find_cues(line.sentence.text):
            if cue.kind == "hedge" and cue.start in own:
                found.append(Evidence(line.sentence.id, cue.start + shift, cue.end + shift))
    return found
