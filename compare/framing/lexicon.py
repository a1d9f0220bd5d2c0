"""A user's own lexicon: the mean value of its words in each sentence, own voice and quoted."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.lexicon import load_lexicon, mean_value
from .intervals import ROWS, bootstrap, figure
from .kind import MeasureKind
from .lines import Line, outlet_lines

LONGEST = 4000  # characters of a sentence that are read
VOICES = ("own voice", "in quotes")


def measure_lexicon(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Mean value of the lexicon's words per sentence, in the lexicon's units; term is the voice.

    "own voice" reads each sentence with its quotations blanked out, "in quotes" only what stands
    between quotation marks; 0 for a sentence without a word of the lexicon. The interval draws
    sentences again (bootstrap), null is the mean over the whole event. Evidence: the ROWS words
    with the strongest values.
    """
    path = str(options.lexicon)
    lines = outlet_lines(articles, sentences)
    measures = []
    for voice in VOICES:
        own = voice == VOICES[0]
        values = {
            outlet: [
                (line, mean_value(_text_of(line, own)[:LONGEST], path))
                for line in row
                if (line.own if own else line.quoted)
            ]
            for outlet, row in lines.items()
        }
        everything = [value for row in values.values() for _, value in row]
        for outlet, pairs in values.items():
            if pairs:
                mine = [value for _, value in pairs]
                measures.append(
                    figure(
                        LEXICON.name,
                        outlet,
                        voice,
                        fmean(mine),
                        bootstrap(mine, None, options, f"lexicon {voice} {outlet}"),
                        len(mine),
                        f"{LEXICON.unit}, {load_lexicon(path).name}",
                        evidence=_find_strongest([line for line, _ in pairs], own, path),
                        null=fmean(everything),
                    )
                )
    return measures


LEXICON = MeasureKind(
    "lexicon",
    "Words of your lexicon",
    "Mean value, per sentence, of the words that your lexicon lists: in the outlet’s own voice, "
    "and in what it quotes. The event itself colours it: compare outlets on one event.",
    "mean value per sentence, in the lexicon's units",
    measure_lexicon,
    english=False,
    words="lexicon",
    shared_terms=True,
)


def _text_of(line: Line, own: bool) -> str:
    """The words of one voice, each at its place among those of its own kind."""
    if own:
        return line.blanked
    shift = line.sentence.start
    text, blanked = line.sentence.text, line.blanked
    first, last = line.quoted[0].start - shift, line.quoted[-1].end - shift
    return "".join(
        " " if blanked[at] == text[at] else text[at] for at in range(first, min(last, len(text)))
    )


def _find_strongest(lines: Sequence[Line], own: bool, path: str) -> list[Evidence]:
    """The words with the strongest values, in the order of the text; each place once."""
    values = load_lexicon(path).values
    found = set()
    for line in lines:
        for token in line.own if own else line.quoted:
            if value := values.get(token.text.casefold().replace("’", "'"), 0.0):
                found.add((-abs(value), line.sentence.id, token.start, token.end))
    return sorted(
        (Evidence(*place[1:]) for place in sorted(found)[:ROWS]),
        key=lambda e: (e.sentence, e.start),
    )
