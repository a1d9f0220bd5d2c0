"""Tone, three ways: the outlet's own voice, those it quotes, and against others on one fact."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from statistics import fmean

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.lexicon import load_lexicon, mean_value, vader, valence
from .intervals import ROWS, bootstrap, figure
from .lines import Line, outlet_lines

LONGEST = 4000  # characters scored of one sentence: VADER slows with the square of its words


def measure_tone(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Mean VADER compound per sentence, -1 (negative) .. 1 (positive), own voice and quoted.

    "tone" scores each sentence with its quotations blanked out, "tone in quotes" only what stands
    between quotation marks; the interval draws sentences again (bootstrap), null is the mean over
    the whole event, which a random split of its sentences gives on average. Evidence: the ROWS
    words with the strongest lexicon values.

    With `options.lexicon` the mean value of its words in each sentence, in its own units.

    VADER's lexicon was made for social media, and scores events as if they were opinions ("killed",
    "died"): compare outlets on one event, never events; "tone against others" cancels the event.

    Hutto & Gilbert (2014), VADER, Proceedings of ICWSM 8(1), 216-225.
    """
    lines = outlet_lines(articles, sentences)
    measures = []
    for name, own in (("tone", True), ("tone in quotes", False)):
        scored = {
            outlet: [
                (line, tone_of(_words_of(line, own), options.lexicon))
                for line in row
                if _speaks(line, own)
            ]
            for outlet, row in lines.items()
        }
        everything = [score for row in scored.values() for _, score in row]
        for outlet, pairs in scored.items():
            if not pairs:
                continue
            values = [score for _, score in pairs]
            measures.append(
                figure(
                    name,
                    outlet,
                    "",
                    fmean(values),
                    bootstrap(values, None, options, f"{name} {outlet}"),
                    len(values),
                    f"{_unit(options)} ({'own voice' if own else 'words in quotation marks'})",
                    evidence=_strongest([line for line, _ in pairs], own, options),
                    null=fmean(everything),
                )
            )
    return measures


def measure_tone_on_facts(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Difference of mean VADER compound, -2..2: the outlet minus the others on the same facts.

    For each fact of the outlet: the mean of its own-voice sentences minus the mean of the other
    outlets' means; value is the mean over the facts, n their number, and the interval draws facts
    again. What happened is the same on both sides and falls out; what is left is wording. null is
    0: sentences dealt at random within a fact differ by nothing on average.
    """
    lines = {
        line.sentence.id: line for row in outlet_lines(articles, sentences).values() for line in row
    }
    gaps: dict[str, list[float]] = {}
    used: dict[str, list[Line]] = {}
    for fact in facts:
        tones: dict[str, list[float]] = {}
        for line in (lines[name] for name in fact.sentences if name in lines):
            if line.own:
                tones.setdefault(line.sentence.outlet, []).append(
                    tone_of(line.blanked, options.lexicon)
                )
                used.setdefault(line.sentence.outlet, []).append(line)
        means = {outlet: fmean(values) for outlet, values in sorted(tones.items())}
        for outlet in means if len(means) > 1 else ():
            others = fmean(mean for other, mean in means.items() if other != outlet)
            gaps.setdefault(outlet, []).append(means[outlet] - others)
    name = "tone against others on the same facts"
    return [
        figure(
            name,
            outlet,
            "",
            fmean(values),
            bootstrap(values, None, options, f"{name} {outlet}"),
            len(values),
            f"difference of {_unit(options)} (own voice; n counts facts)",
            evidence=_strongest(used[outlet], True, options),
            null=0.0,
        )
        for outlet, values in sorted(gaps.items())
    ]


def tone_of(text: str, lexicon: str | None = None) -> float:
    """VADER compound of a text, -1..1, or the mean value of a user's lexicon; 0 for no known word.

    Only the first LONGEST characters.
    """
    if lexicon is not None:
        return mean_value(text[:LONGEST], lexicon)
    return _compound(" ".join(text[:LONGEST].replace("’", "'").split()))


def _unit(options: Options) -> str:
    if options.lexicon is None:
        return "mean VADER compound per sentence, -1..1"
    return f"mean value of the words of {load_lexicon(options.lexicon).name} per sentence"


@lru_cache(maxsize=8192)
def _compound(text: str) -> float:
    return float(vader().polarity_scores(text)["compound"]) if text else 0.0


def _speaks(line: Line, own: bool) -> bool:
    return bool(line.own if own else line.quoted)


def _words_of(line: Line, own: bool) -> str:
    """The words of one voice, each at its place among those of its own kind."""
    if own:
        return line.blanked
    shift = line.sentence.start
    text, blanked = line.sentence.text, line.blanked
    first, last = line.quoted[0].start - shift, line.quoted[-1].end - shift
    return "".join(
        " " if blanked[at] == text[at] else text[at] for at in range(first, min(last, len(text)))
    )


def _strongest(lines: Sequence[Line], own: bool, options: Options) -> list[Evidence]:
    """The words with the strongest lexicon values, in the order of the text; each place once."""
    found = set()
    for line in lines:
        for token in line.own if own else line.quoted:
            value = valence(token.text.lower().replace("’", "'"), options.lexicon)
            if value:
                place = Evidence(line.sentence.id, token.start, token.end)
                found.add((-abs(value), place.sentence, place.start, place.end))
    return sorted(
        (Evidence(*place[1:]) for place in sorted(found)[:ROWS]),
        key=lambda e: (e.sentence, e.start),
    )
