"""Two comparisons of one event: what changed between them, in articles, facts and differences.

Outlets edit silently. Words that changed are distinguished from blanks, case and punctuation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from .model import Article, Comparison, Fact
from .pairing import pair_off
from .text.words import normal_word, tokens

T = TypeVar("T")
ALIKE = 0.5  # share of words (0..1) from which two articles of an outlet are versions of one
SAME = 0.3  # share of sentences (Jaccard, 0..1) from which two facts are one
SHOWN = 12  # changed passages of an article that are kept


@dataclass(frozen=True)
class Edit:
    """An article in two versions. passages: (old, new) words; none: only its look changed."""

    outlet: str
    title: str
    passages: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True)
class FactChange:
    """A fact in both comparisons whose outlets changed."""

    text: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What the newer comparison has, lacks or says otherwise."""

    articles_new: tuple[str, ...]
    articles_gone: tuple[str, ...]
    edited: tuple[Edit, ...]
    facts_gained: tuple[str, ...]
    facts_lost: tuple[str, ...]
    facts_changed: tuple[FactChange, ...]
    contrasts_gained: tuple[str, ...]
    contrasts_lost: tuple[str, ...]

    def text(self) -> str:
        """The changes in lines; 'nothing changed' where none did."""
        lines = [f"new article  {name}" for name in self.articles_new]
        lines += [f"gone  {name}" for name in self.articles_gone]
        for edit in self.edited:
            lines.append(f"edited  {edit.outlet}: {edit.title}")
            lines += [f"    - {old or '—'}\n    + {new or '—'}" for old, new in edit.passages]
            if edit.more:
                lines.append(f"    and {edit.more} more passages")
            if not edit.passages:
                lines.append("    blanks, case or punctuation only")
        lines += [f"fact gained  {text}" for text in self.facts_gained]
        lines += [f"fact lost  {text}" for text in self.facts_lost]
        for change in self.facts_changed:
            signs = [f"+{outlet}" for outlet in change.gained]
            signs += [f"-{outlet}" for outlet in change.lost]
            lines.append(f"fact now  {' '.join(signs)}: {change.text}")
        lines += [f"difference gained  {line}" for line in self.contrasts_gained]
        lines += [f"difference lost  {line}" for line in self.contrasts_lost]
        return "\n".join(lines) or "nothing changed"


def compare_versions(old: Comparison, new: Comparison) -> Changes:
    """The changes from `old` to `new`. Articles are paired by outlet and words, facts by sentences.

    Ids play no part: the same event compared anew may number its facts otherwise.
    """
    pairs, gone, fresh = _pair_articles(old.articles, new.articles)
    edits = [edit for one, two in pairs if (edit := _find_edit(one, two))]
    facts, lost, gained = _pair_facts(old, new)
    changed = [
        FactChange(
            two.text,
            tuple(sorted({*two.outlets} - {*one.outlets})),
            tuple(sorted({*one.outlets} - {*two.outlets})),
        )
        for one, two in facts
        if set(one.outlets) != set(two.outlets)
    ]
    before, after = _describe_contrasts(old), _describe_contrasts(new)
    return Changes(
        articles_new=tuple(map(_name_article, fresh)),
        articles_gone=tuple(map(_name_article, gone)),
        edited=tuple(edits),
        facts_gained=tuple(fact.text for fact in gained),
        facts_lost=tuple(fact.text for fact in lost),
        facts_changed=tuple(changed),
        contrasts_gained=tuple(after[key] for key in sorted(after.keys() - before.keys())),
        contrasts_lost=tuple(before[key] for key in sorted(before.keys() - after.keys())),
    )


def _pair_articles(
    old: Sequence[Article], new: Sequence[Article]
) -> tuple[list[tuple[Article, Article]], list[Article], list[Article]]:
    """Versions of one article, the likest first; what is gone, what is new."""
    words = {id(article): _read_words(article.text) for article in (*old, *new)}
    likeness = (
        (_compare_words(words[id(one)], words[id(two)]), i, j)
        for i, one in enumerate(old)
        for j, two in enumerate(new)
        if one.outlet == two.outlet
    )
    return _pair_up(old, new, likeness, ALIKE)


def _pair_facts(
    old: Comparison, new: Comparison
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Versions of one fact, by the sentences that they share; what is gone, what is new."""
    before, after = _read_sentences(old), _read_sentences(new)
    likeness = (
        (len(one & two) / len(one | two), i, j)
        for i, one in enumerate(before)
        for j, two in enumerate(after)
        if one & two
    )
    return _pair_up(old.facts, new.facts, likeness, SAME)


def _pair_up(
    old: Sequence[T], new: Sequence[T], likeness: Iterable[tuple[float, int, int]], bar: float
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """The likest pairs from `bar` on, each side once; what is left of the old and of the new.

    likeness  (0..1, place in old, place in new); among equals the earlier places
    """
    pairs = pair_off(((-share, i, j), i, j, (i, j)) for share, i, j in likeness if share >= bar)
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    return (
        [(old[i], new[j]) for i, j in sorted(pairs)],
        [item for i, item in enumerate(old) if i not in ours],
        [item for j, item in enumerate(new) if j not in theirs],
    )


def _find_edit(old: Article, new: Article) -> Edit | None:
    """The changed words of two versions of an article; None where not a character changed."""
    if old.text == new.text:
        return None
    one, two = tokens(old.text), tokens(new.text)
    matcher = SequenceMatcher(None, _read_words(old.text), _read_words(new.text), autojunk=False)
    passages = [
        (" ".join(t.text for t in one[a:b]), " ".join(t.text for t in two[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    return Edit(new.outlet, new.title, tuple(passages[:SHOWN]), max(0, len(passages) - SHOWN))


def _describe_contrasts(comparison: Comparison) -> dict[tuple[str, ...], str]:
    """Differences by kind and what each outlet says there -> in one line."""
    lines = {}
    for contrast in comparison.contrasts:
        values = sorted(f"{r.outlet}: {r.value}" for r in contrast.readings)
        told = "; ".join(f"{r.outlet} “{r.value}”" for r in contrast.readings)
        lines[contrast.kind, *values] = f"{contrast.kind} ({contrast.nature}): {told}"
    return lines


def _read_sentences(comparison: Comparison) -> list[set[tuple[str, str]]]:
    """Per fact what its sentences say: (outlet, normal words)."""
    words_by_id = {s.id: (s.outlet, " ".join(_read_words(s.text))) for s in comparison.sentences}
    return [{words_by_id[name] for name in fact.sentences} for fact in comparison.facts]


def _read_words(text: str) -> list[str]:
    return [normal_word(token.text) for token in tokens(text)]


def _compare_words(one: Sequence[str], two: Sequence[str]) -> float:
    from rapidfuzz.distance import LCSseq

    return float(LCSseq.normalized_similarity(one, two))


def _name_article(article: Article) -> str:
    return f"{article.outlet}: {article.title or article.source or article.id}"
