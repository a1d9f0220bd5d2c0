"""How each outlet frames the event: figures with intervals, each resting on spans of text.

A new measure touches its own module and `MEASURES`. A measure takes (articles, sentences, facts,
options) and returns `Measure`s; its unit stands in the first line of its docstring. Nothing here
judges: a figure says what stands in the text, `null` what chance would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..model import Article, Fact, Measure, Sentence, Skipped
from ..options import Options
from ..text.locales import is_english
from .choices import measure_choices
from .emphasis import measure_emphasis, measure_order, measure_place, measure_sharing
from .frames import measure_frames
from .lead import measure_lead, measure_length
from .loaded import measure_loaded
from .naming import measure_names
from .silences import measure_silences
from .stance import measure_stance
from .targets import measure_tone_towards
from .tone import measure_tone, measure_tone_on_facts
from .voices import (
    measure_directness,
    measure_first_voice,
    measure_quoted,
    measure_sources,
    measure_speakers,
    measure_verb_stance,
    measure_verbs,
)
from .word_pairs import words_against_each
from .words import distinctive_words

Measurer = Callable[
    [Sequence[Article], Sequence[Sentence], Sequence[Fact], Options], Sequence[Measure]
]

MEASURES: dict[str, Measurer] = {
    "distinctive words": distinctive_words,
    "words against each outlet": words_against_each,
    "word choice on one fact": measure_choices,
    "tone": measure_tone,
    "tone on facts": measure_tone_on_facts,
    "tone towards actors": measure_tone_towards,
    "loaded sentences": measure_loaded,
    "stance": measure_stance,
    "frames": measure_frames,
    "words quoted": measure_quoted,
    "direct quotes": measure_directness,
    "speakers": measure_speakers,
    "first speaker": measure_first_voice,
    "not heard": measure_silences,
    "sources": measure_sources,
    "verbs of attribution": measure_verbs,
    "stance of attribution": measure_verb_stance,
    "in the lead": measure_lead,
    "length": measure_length,
    "share of text": measure_emphasis,
    "first place": measure_place,
    "order of facts": measure_order,
    "text shared": measure_sharing,
    "names": measure_names,
}


# measures that read English words: of an article in another language they give no figure, and
# `find_unmeasured` says so. Those of OWN_WORDS read all where the user hands in their words.
ENGLISH_ONLY = frozenset(MEASURES) - {
    "distinctive words", "words against each outlet", "words quoted", "in the lead", "length",
    "share of text", "first place", "order of facts", "text shared",
}  # fmt: skip
OWN_WORDS = {"lexicon": ("tone", "tone on facts"), "codebook": ("frames",)}

# measures with one figure per outlet, which say as much of one article
OF_ARTICLES = (
    "tone",
    "loaded sentences",
    "stance",
    "words quoted",
    "direct quotes",
    "text shared",
    "length",
)


def measure_articles(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> tuple[Measure, ...]:
    """The measures of OF_ARTICLES for each article of the outlets that have several.

    Each article stands as an outlet of its own; `Measure.article` is its id.
    """
    counts = Counter(article.outlet for article in articles)
    # no outlet is called like this
    own = {f"{a.id}\0": (a.outlet, a.id) for a in articles if counts[a.outlet] > 1}
    if not own:
        return ()
    alone = [replace(a, outlet=f"{a.id}\0") if f"{a.id}\0" in own else a for a in articles]
    split = [
        replace(s, outlet=f"{s.article}\0") if f"{s.article}\0" in own else s for s in sentences
    ]
    alone.sort(key=lambda article: article.id)
    split.sort(key=lambda sentence: (sentence.article, sentence.start))
    return tuple(
        replace(measure, outlet=own[measure.outlet][0], article=own[measure.outlet][1])
        for name in OF_ARTICLES
        for measure in _measured(name, alone, split, facts, options)
        if measure.outlet in own
    )


def measure_framing(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> tuple[Measure, ...]:
    """Every measure of MEASURES, in its order; within one, by outlet, then by rank.

    Figures are rounded to 6 digits and the same for any order of the articles. Outlets without a
    word have no rows. An outlet with several articles is measured over all of them together.
    """
    articles = sorted(articles, key=lambda article: article.id)
    sentences = sorted(sentences, key=lambda sentence: (sentence.article, sentence.start))
    facts = sorted(facts, key=lambda fact: fact.id)
    return tuple(
        measure
        for name in MEASURES
        for measure in _measured(name, articles, sentences, facts, options)
    )


def _measured(
    name: str,
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> Sequence[Measure]:
    """The measure over the articles that it can read."""
    read = [article for article in articles if is_english(article.language)]
    if len(read) < len(articles) and name in _english_only(options):
        kept = {article.id for article in read}
        sentences = [sentence for sentence in sentences if sentence.article in kept]
        outlet_of = {sentence.id: sentence.outlet for sentence in sentences}
        facts = [
            replace(fact, sentences=told, outlets=tuple(sorted({outlet_of[s] for s in told})))
            for fact in facts
            if (told := tuple(s for s in fact.sentences if s in outlet_of))
        ]
        articles = read
    return MEASURES[name](articles, sentences, facts, options) if articles else ()


def find_unmeasured(articles: Sequence[Article], options: Options) -> tuple[Skipped, ...]:
    """Per language but English: which measures give no figure of its articles."""
    counts = Counter(a.language for a in articles if not is_english(a.language))
    names = ", ".join(name for name in MEASURES if name in _english_only(options))
    return tuple(
        Skipped(
            f"framing of {count} article(s) in the language {language!r}",
            f"not measured, since these measures read English words: {names}",
            "tone takes a lexicon of yours, frames a codebook (--set lexicon=FILE, codebook=FILE)",
        )
        for language, count in sorted(counts.items(), key=str)
    )


def _english_only(options: Options) -> frozenset[str]:
    given = (names for option, names in OWN_WORDS.items() if getattr(options, option))
    return ENGLISH_ONLY.difference(*given)
