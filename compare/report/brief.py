"""brief.md: an event on one page, at most 300 words, each statement with the sentences behind it.

Sentences of the comparison in fixed frames; nothing is reworded and nothing inferred. An id such as
`tass-03` is that of `comparison.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Comparison, Contrast, Fact, Omission, Only
from .figures import plain
from .markdown import escape
from .view import date_words
from .words import KINDS, NATURES, counted

WORDS = 300
EACH = 4  # statements of a section, at most
LONGEST = 110  # characters of a sentence
SERIOUS = ("clash", "update", "precision", "wording")  # natures of a difference, the gravest first


def render_brief(comparison: Comparison) -> str:
    """The brief as Markdown. The longest section loses its last statement until all fits."""
    texts = {sentence.id: sentence.text for sentence in comparison.sentences}
    sections = {
        "Shared": [_shared(fact) for fact in comparison.facts[:EACH]],
        "Disputed": [_disputed(contrast) for contrast in _gravest(comparison.contrasts)],
        "Missing": [
            *(_missing(omission, comparison) for omission in _absent(comparison)),
            *(_alone(only, texts) for only in _first_of_each(comparison.only)),
        ],
    }
    while len((page := _page(comparison, sections)).split()) > WORDS and any(sections.values()):
        max(sections.values(), key=lambda lines: sum(map(len, lines))).pop()
    return page


def _page(comparison: Comparison, sections: dict[str, list[str]]) -> str:
    articles, origins = len(comparison.articles), len(comparison.origins)
    told = "; ".join(
        f"{escape(article.outlet)} ({date_words(article)})" for article in comparison.articles[:12]
    )
    more = f"; and {articles - 12} more" * (articles > 12)
    facts = counted(len(comparison.facts), "fact")
    blocks = [
        f"# {escape(comparison.event or 'One event')} in brief",
        f"{counted(articles, 'article')}, {counted(origins, 'independent text')}: {told}{more}. "
        f"{facts} in two outlets or more, {counted(len(comparison.contrasts), 'difference')} "
        "inside them. Made by machine: look at the sentences.",
    ]
    for title, lines in sections.items():
        blocks.append(
            f"## {title}\n\n" + ("\n".join(f"- {line}" for line in lines) or "None found.")
        )
    return "\n\n".join(blocks) + "\n"


def _shared(fact: Fact) -> str:
    outlets = ", ".join(map(escape, fact.outlets[:6]))
    more = f" and {len(fact.outlets) - 6} more" * (len(fact.outlets) > 6)
    return f"“{_cut(fact.title)}” {outlets}{more} {_ids(_one_each(fact))}"


def _gravest(contrasts: Sequence[Contrast]) -> list[Contrast]:
    grave = {nature: place for place, nature in enumerate(SERIOUS)}
    return sorted(contrasts, key=lambda c: (grave.get(c.nature, len(grave)), -c.strength))[:EACH]


def _disputed(contrast: Contrast) -> str:
    said = "; ".join(
        f"{escape(reading.outlet)} “{_cut(reading.value)}” {_ids([reading.sentence])}"
        for reading in contrast.readings[:3]
    )
    nature = NATURES.get(contrast.nature, contrast.nature)
    return f"{KINDS.get(contrast.kind, contrast.kind)} ({nature}): {said}"


def _absent(comparison: Comparison) -> list[Omission]:
    """The widest shared facts that an outlet lacks, one per fact."""
    width = {fact.id: len(fact.outlets) for fact in comparison.facts}
    told: dict[str, Omission] = {}
    for omission in comparison.omissions:
        if omission.status == "not found":
            told.setdefault(omission.fact, omission)
    return sorted(told.values(), key=lambda omission: -width[omission.fact])[:EACH]


def _missing(omission: Omission, comparison: Comparison) -> str:
    fact = next(fact for fact in comparison.facts if fact.id == omission.fact)
    near = f"; nearest {_ids([omission.closest])}" if omission.closest else ""
    ids = _ids(_one_each(fact))
    return f"Not found in {escape(omission.outlet)}: “{_cut(fact.title)}” {ids}{near}"


def _first_of_each(only: Sequence[Only]) -> Iterator[Only]:
    """The sentence of each outlet that is furthest from all others."""
    for outlet in sorted({item.outlet for item in only})[:EACH]:
        yield min((i for i in only if i.outlet == outlet), key=lambda i: (i.score, i.sentence))


def _alone(only: Only, texts: dict[str, str]) -> str:
    return f"Only in {escape(only.outlet)}: “{_cut(texts[only.sentence])}” {_ids([only.sentence])}"


def _one_each(fact: Fact) -> list[str]:
    """A sentence of each article that states the fact, so that each outlet can be looked up."""
    first: dict[str, str] = {}
    for name in sorted(fact.sentences):
        first.setdefault(name.rsplit("-", 1)[0], name)
    return list(first.values())


def _ids(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name.replace('`', '')}`" for name in names[:4])
    return f"[{shown}{', …' * (len(names) > 4)}]"


def _cut(text: str) -> str:
    return escape(plain(text, LONGEST))
