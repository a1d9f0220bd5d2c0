"""brief.md: what is shared, disputed and missing, on one page of about 300 words.

Written from the data by templates: each statement quotes an outlet and names the sentences that
carry it. What does not fit is counted, never summed up in words of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Comparison, Contrast, Fact
from ._index import Index, make_index, ranked
from ._markdown import escape
from ._view import summary_words, title_words
from ._words import KINDS, NATURES, counted

WORDS = 300  # of the brief in all, the sentence ids not counted
QUOTED = 24  # words of a sentence that are quoted
SHARES = (0.5, 0.75, 1.0)  # of the words, by which the parts end: shared, disputed, missing


def render_brief(comparison: Comparison) -> str:
    """The brief as Markdown; at most WORDS words and one statement of each part beyond them."""
    index = make_index(comparison)
    blocks = [f"# {escape(title_words(comparison))}", " ".join(summary_words(comparison))]
    used = _words(" ".join(blocks))
    parts = {
        "Shared": [_shared(index, fact) for fact in ranked(comparison.facts)],
        "Disputed": list(_disputed(index)),
        "Missing": list(_missing(index)),
    }
    for (name, statements), share in zip(parts.items(), SHARES, strict=True):
        kept: list[str] = []
        for told, ids in statements:
            if kept and used + _words(told) > share * WORDS:
                break
            kept.append(f"- {told} [{', '.join(map(escape, ids))}]")
            used += _words(told)
        more = len(statements) - len(kept)
        if more:
            kept.append(f"- … and {more:,} more in report.md")
        blocks += [f"## {name}", "\n".join(kept) or "Nothing was found."]
    blocks.append(
        "“Shared” means stated by two outlets or more, not “true”; in brackets: sentences."
    )
    return "\n\n".join(blocks) + "\n"


Statement = tuple[str, tuple[str, ...]]


def _words(text: str) -> int:
    return len(text.split())


def _short(text: str) -> str:
    words = text.strip(' "“”').split()
    return escape(" ".join(words[:QUOTED]) + (" …" if len(words) > QUOTED else ""))


def _carried(index: Index, fact: Fact) -> tuple[str, ...]:
    """Each outlet's first sentence in the fact; beyond eight, how many more."""
    first: dict[str, str] = {}
    for name in fact.sentences:
        first.setdefault(index.sentences[name].outlet, name)
    names = tuple(first[outlet] for outlet in sorted(first))
    return (*names[:8], f"+{len(names) - 8}") if len(names) > 8 else names


def _names(outlets: tuple[str, ...]) -> str:
    shown = ", ".join(map(escape, outlets[:4]))
    return shown + (f" and {len(outlets) - 4} more" if len(outlets) > 4 else "")


def _shared(index: Index, fact: Fact) -> Statement:
    """A fact in one outlet's words, who states it, from how many origins."""
    everyone = len(fact.outlets) == len(index.columns)
    who = f"all {len(fact.outlets)} outlets" if everyone else _names(fact.outlets)
    origins = f", {counted(fact.origins, 'origin')}" if fact.origins < len(fact.outlets) else ""
    return f"“{_short(fact.text)}” ({who}{origins})", _carried(index, fact)


def _disputed(index: Index) -> Iterator[Statement]:
    """The strongest difference of each fact: who says what."""
    seen: set[str] = set()
    for contrast in sorted(index.comparison.contrasts, key=lambda c: -c.strength):
        if contrast.fact not in seen:
            seen.add(contrast.fact)
            yield _contrast(index, contrast)


def _contrast(index: Index, contrast: Contrast) -> Statement:
    readings = []
    for reading in contrast.readings[:4]:
        text = index.articles[index.sentences[reading.sentence].article].text
        words = _short(text[reading.start : reading.end] or reading.value)
        readings.append(f"{escape(reading.outlet)} “{words}”")
    kind = escape(KINDS.get(contrast.kind, contrast.kind))
    nature = escape(NATURES.get(contrast.nature, contrast.nature))
    told = f"{kind} ({nature}): {'; '.join(readings)}"
    return told, tuple(dict.fromkeys(r.sentence for r in contrast.readings[:4]))


def _missing(index: Index) -> Iterator[Statement]:
    """The most widely shared facts that an outlet lacks, then what one outlet alone has."""
    comparison = index.comparison
    lacking: dict[str, list[str]] = {}
    for item in comparison.omissions:
        if item.status == "not found":
            lacking.setdefault(item.fact, []).append(item.outlet)
    for fact in ranked(comparison.facts):
        if fact.id in lacking:
            who = _names(tuple(sorted(lacking[fact.id])))
            states = counted(len(fact.outlets), "outlet")
            told = f"Not found in {who}; stated by {states}: “{_short(fact.text)}”"
            yield told, _carried(index, fact)
    for only in comparison.only:
        text = index.sentences[only.sentence].text
        yield f"Only in {escape(only.outlet)}: “{_short(text)}”", (only.sentence,)
