"""A user's own lexicon: the mean value of its words in each sentence, own voice and quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from statistics import fmean

from ..model import Evidence, Measure
from ..options import Options
from ..text.annotate import AnnotatedSentence, Texts
from ..text.lexicon import load_lexicon, mean_value
from .intervals import ROWS, bootstrap, make_measure
from .kind import MeasureKind

LONGEST = 4000  # characters of a sentence that are read
VOICES = ("own voice", "in quotes")


def measure_lexicon(texts: Texts, options: Options) -> list[Measure]:
    """Mean value of the lexicon's words per sentence, in the lexicon's units; term is the voice.

    "own voice" reads each sentence with its quotations blanked out, "in quotes" only what stands
    between quotation marks; 0 for a sentence without a word of the lexicon. The interval draws
    sentences again (bootstrap), null is the mean over the whole event. Evidence: the ROWS words
    with the strongest values.
    """
    path = str(options.lexicon)
    measures = []
    for voice in VOICES:
        own = voice == VOICES[0]
        values = {
            outlet: [
                (one, mean_value(_text_of(one, own)[:LONGEST], path))
                for one in row
                if (one.own_words if own else one.quoted_words)
            ]
            for outlet, row in texts.by_outlet.items()
        }
        everything = [value for row in values.values() for _, value in row]
        for outlet, pairs in values.items():
            if pairs:
                mine = [value for _, value in pairs]
                measures.append(
                    make_measure(
                        LEXICON.name,
                        outlet,
                        voice,
                        fmean(mine),
                        bootstrap(mine, None, options, f"lexicon {voice} {outlet}"),
                        len(mine),
                        f"{LEXICON.unit}, {load_lexicon(path).name}",
                        evidence=_find_strongest([one for one, _ in pairs], own, path),
                        null=fmean(everything),
                    )
                )
    return measures


LEXICON = MeasureKind(
    "lexicon",
    "Words of your lexicon",
    "Mean value, per sentence, of the words that your lexicon lists: in the outlet’s own voice, "
    "and in what it quotes. The event itself colours it: compare outlets on one event.",
    "mean value per sentence, in the lexicon's units (n counts sentences)",
    measure_lexicon,
    english=False,
    words="lexicon",
    shared_terms=True,
)


def _text_of(one: AnnotatedSentence, own: bool) -> str:
    """The words of one voice, each at its place among those of its own kind."""
    if own:
        return one.own_text
    text, blanked = one.text, one.own_text
    first, last = one.quoted_words[0].start, one.quoted_words[-1].end
    return "".join(" " if blanked[at] == text[at] else text[at] for at in range(first, last))


def _find_strongest(row: Sequence[AnnotatedSentence], own: bool, path: str) -> list[Evidence]:
    """The words with the strongest values, in the order of the text; each place once."""
    values = load_lexicon(path).values
    found = set()
    for one in row:
        for word in one.own_words if own else one.quoted_words:
            if value := values.get(one.text[word.start : word.end].casefold().replace("’", "'"), 0):
                found.add((-abs(value), one.evidence(word.start, word.end)))
    strongest = sorted(found, key=lambda pair: (pair[0], *astuple(pair[1])))[:ROWS]
    return sorted((place for _, place in strongest), key=lambda e: (e.sentence, e.start))
