"""How sure an outlet sounds: hedges, boosters, modal verbs and the like of its own voice."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.certainty import FURTHER, find_cues
from .intervals import figure, poisson
from .lines import Line, outlet_lines

CUES = {
    "hedge": "hedges",
    "booster": "boosters",
    "negation": "negations",
    "modal verb": "modal verbs",
    "evidential phrase": "evidential phrases",
}
PER = 1000  # words


def measure_stance(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Hedges, boosters, negations, modal verbs, evidential phrases per 1,000 words of own voice.

    value = 1000 * cues / words, a cue counted once however many words it has; n is the number of
    words; the interval is the exact Poisson one; null is the rate over the whole event, which a
    random split of its sentences gives on average. Cues inside quotations are the speaker's, and
    not counted. A modal verb may be a hedge too, and is then counted as both. Evidence: every cue.

    Hyland (2005), Metadiscourse, ch. 3, for hedges and boosters; the lists are our own
    (`compare/data`), English only.
    """
    lines = outlet_lines(articles, sentences)
    spans = {outlet: _cues(row) for outlet, row in lines.items()}
    words = {outlet: sum(len(line.own) for line in row) for outlet, row in lines.items()}
    total = sum(words.values())
    measures = []
    for kind, name in CUES.items():
        everywhere = sum(len(found[kind]) for found in spans.values())
        for outlet in lines:
            if not words[outlet]:
                continue
            count = len(spans[outlet][kind])
            measures.append(
                figure(
                    name,
                    outlet,
                    "",
                    PER * count / words[outlet],
                    poisson(count, words[outlet] / PER, options),
                    words[outlet],
                    f"{name} per 1,000 words of the outlet's own voice (n counts words)",
                    evidence=spans[outlet][kind],
                    null=PER * everywhere / total,
                    note=f"{count} found",
                )
            )
    return measures


def _cues(lines: Sequence[Line]) -> dict[str, list[Evidence]]:
    """kind -> spans of the cues that stand in the outlet's own voice."""
    found: dict[str, list[Evidence]] = {kind: [] for kind in CUES}
    for line in lines:
        shift = line.sentence.start
        own = {token.start - shift for token in line.own}
        text = line.sentence.text
        for cue in (*find_cues(text), *find_cues(text, FURTHER)):
            if cue.start in own and cue.kind in found:
                place = Evidence(line.sentence.id, cue.start + shift, cue.end + shift)
                found[cue.kind].append(place)
    return found
