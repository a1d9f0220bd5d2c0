"""Who is never heard: speakers, and kinds of source, who speak elsewhere and not here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.words import normal_words
from .intervals import NOTHING, ROWS, figure
from .voices import NO_NAME, PRONOUN, Voice, outlet_voices

HEARD = 2  # other outlets in which one must be heard before one is missed here


def measure_silences(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Number of other outlets in which a speaker, or kind of source, speaks and here does not.

    term: the speaker, or "(kind) official" and so on; n: how many other outlets there are. Listed
    from HEARD outlets on, the ROWS heard in the most; the note says whether the name stands in the
    outlet's text all the same. A count of what was found, so without an interval or null; whom the
    search for quotations misses is missing here too. Evidence: the utterances elsewhere.
    """
    voices = outlet_voices(articles, sentences)
    heard: defaultdict[str, dict[str, list[Voice]]] = defaultdict(dict)
    for outlet, row in voices.items():
        for voice in row:
            for term in _terms(voice):
                heard[term].setdefault(outlet, []).append(voice)
    words: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        words[article.outlet].update(normal_words(article.text))
    measures = []
    for outlet in voices:
        missing = [
            (term, where)
            for term, where in heard.items()
            if outlet not in where and len(where) >= HEARD
        ]
        for term, where in sorted(missing, key=lambda item: (-len(item[1]), item[0]))[:ROWS]:
            named = not term.startswith("(") and set(normal_words(term)[-1:]) <= words[outlet]
            measures.append(
                figure(
                    "not heard",
                    outlet,
                    term,
                    float(len(where)),
                    NOTHING,
                    len(voices) - 1,
                    "other outlets that let them speak (n counts the other outlets)",
                    evidence=_first_of_each(where),
                    note="named here, not found speaking" if named else "not found here",
                    sample=False,
                )
            )
    return measures


def _terms(voice: Voice) -> list[str]:
    kind = [f"(kind) {voice.quote.source_kind}"] if voice.quote.source_kind else []
    return kind if voice.speaker in (NO_NAME, PRONOUN) else [voice.speaker, *kind]


def _first_of_each(where: dict[str, list[Voice]]) -> list[Evidence]:
    return [where[outlet][0].evidence for outlet in sorted(where)]
