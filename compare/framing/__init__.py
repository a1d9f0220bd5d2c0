"""How each outlet frames the event: figures with intervals, each resting on spans of text.

A measure is one record (`MeasureKind`) in MEASURES; reports, documents and the archive read it.
It takes (articles, sentences, facts, options) and returns `Measure`s. Nothing here judges: a figure
says what stands in the text, `null` what chance would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..model import Article, Fact, Measure, Sentence, Skipped
from ..options import Options
from ..text.locales import is_english
from .doubt import HEDGES
from .frames import FRAMES
from .kind import MeasureKind
from .lexicon import LEXICON
from .voices import QUOTED, SOURCES, SPEAKERS, STANCES, VERBS

MEASURES: dict[str, MeasureKind] = {
    kind.name: kind for kind in (QUOTED, HEDGES, SPEAKERS, SOURCES, VERBS, STANCES, LEXICON, FRAMES)
}


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
        for kind in MEASURES.values()
        for measure in _measure(kind, articles, sentences, facts, options)
    )


def measure_articles(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> tuple[Measure, ...]:
    """The measures that are `per_article`, for each article of the outlets that have several.

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
        for kind in MEASURES.values()
        if kind.per_article
        for measure in _measure(kind, alone, split, facts, options)
        if measure.outlet in own
    )


def _measure(
    kind: MeasureKind,
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> Sequence[Measure]:
    """The measure over the articles that it can read."""
    if kind.words and not getattr(options, kind.words):
        return ()
    if kind.english:
        articles = [article for article in articles if is_english(article.language)]
        kept = {article.id for article in articles}
        sentences = [sentence for sentence in sentences if sentence.article in kept]
        outlet_of = {sentence.id: sentence.outlet for sentence in sentences}
        facts = [
            replace(fact, sentences=rest, outlets=tuple(sorted({outlet_of[s] for s in rest})))
            for fact in facts
            if (rest := tuple(s for s in fact.sentences if s in outlet_of))
        ]
    return kind.compute(articles, sentences, facts, options) if articles else ()


def find_unmeasured(articles: Sequence[Article]) -> tuple[Skipped, ...]:
    """Per language but English: which measures give no figure of its articles."""
    counts = Counter(a.language for a in articles if not is_english(a.language))
    titles = ", ".join(kind.title.lower() for kind in MEASURES.values() if kind.english)
    return tuple(
        Skipped(
            f"framing of {count} article(s) in the language {language!r}",
            f"not measured, since these measures read English words: {titles}",
            "give a lexicon or a codebook of your own (--set lexicon=FILE, codebook=FILE)",
        )
        for language, count in sorted(counts.items(), key=str)
    )
