"""How each outlet frames the event: figures with intervals, each resting on spans of text.

A measure is one record (`MeasureKind`) in MEASURES; reports, documents and the archive read it.
It takes (texts, options) and returns `Measure`s. Nothing here judges: a figure
says what stands in the text, `null` what chance would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..model import Article, Measure, Skipped
from ..options import Options
from ..text.annotate import Texts
from ..text.locales import is_english
from .frames import FRAMES
from .hedges import HEDGES
from .kind import MeasureKind
from .voices import QUOTED, SOURCES, STANCES

MEASURES: dict[str, MeasureKind] = {
    kind.name: kind for kind in (QUOTED, HEDGES, SOURCES, STANCES, FRAMES)
}


def measure_framing(texts: Texts, options: Options) -> tuple[Measure, ...]:
    """Every measure of MEASURES, in its order; within one, by outlet, then by rank.

    Figures are rounded to 6 digits and the same for any order of the articles. Outlets without a
    word have no rows. An outlet with several articles is measured over all of them together.
    """
    return tuple(m for kind in MEASURES.values() for m in _compute_measure(kind, texts, options))


def _compute_measure(kind: MeasureKind, texts: Texts, options: Options) -> Sequence[Measure]:
    """The measure over the articles that it can read."""
    if kind.words and not getattr(options, kind.words):
        return ()
    if kind.english and not all(is_english(a.language) for a in texts.articles):
        languages = {a.id: a.language for a in texts.articles}
        texts = texts.select({n: g for n, g in texts.groups.items() if is_english(languages[n])})
    return kind.compute(texts, options) if texts.articles else ()


def find_unmeasured(articles: Sequence[Article]) -> tuple[Skipped, ...]:
    """Per language but English: which measures give no figure of its articles."""
    counts = Counter(a.language for a in articles if not is_english(a.language))
    titles = ", ".join(kind.title.lower() for kind in MEASURES.values() if kind.english)
    return tuple(
        Skipped(
            f"framing of {count} article(s) in the language {language!r}",
            f"not measured, since these measures read English words: {titles}",
            "give a codebook of your own (--set codebook=FILE)",
        )
        for language, count in sorted(counts.items(), key=str)
    )
