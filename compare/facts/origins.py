"""Which articles are one text: near-copies, wires and long passages, by the words that they share.

The measure is containment of word shingles (Broder, "On the resemblance and containment of
documents", 1997): the share of the shorter text's 5-grams that the longer one holds too. Outlets
that quote the same speech share runs as well, so the words between quotation marks are left out.
Articles that credit one news agency need to share less, and one long run of words is enough too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from ..model import Article, Origin, Sentence
from ..options import Options
from ..text.credits import find_credits
from ..text.quotes import quoted_spans
from ..text.words import normal_word, normal_words, tokens

SIZE = 5  # words in a shingle
FEWEST = 10  # shingles outside quotes below which a text is too short to be told a copy
EVIDENCE_WORDS = 6  # shorter sentences stand word for word in unrelated articles too
COMMON = 200  # a shingle in more articles than this is compared with the first of them only

KINDS = ("near-identical", "one agency", "shared passage")  # the strongest first
CREDITED = 0.15  # share of the shorter text's shingles from which a common credit makes one origin
LONG_RUN = 40  # words outside quotations that no two writers hit on by chance

Runs = list[list[str]]
Shingles = frozenset[tuple[str, ...]]


def find_origins(
    articles: Sequence[Article], sentences: Sequence[Sentence], options: Options
) -> tuple[Origin, ...]:
    """Each article in exactly one origin, numbered from "origin-1" by first article id.

    Two articles are linked from `options.near_copy` on, with a common credit from CREDITED, or by
    a run of LONG_RUN words outside quotations; linked ones, also through a third, are one origin,
    named by its strongest link. Two articles of one outlet may be one origin too.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    if not ordered:
        return ()
    runs = [_runs(article.body) for article in ordered]
    shingles = [_shingles(run) for run in runs]
    agencies = [{c.agency for c in find_credits(a.body, a.byline)} for a in ordered]
    shares = _shares(shingles)
    kinds: dict[tuple[int, int], str] = {}
    for (i, j), share in sorted(shares.items()):
        if share >= options.near_copy:
            kinds[i, j] = KINDS[0]
        elif share >= CREDITED and agencies[i] & agencies[j]:
            kinds[i, j] = KINDS[1]
        elif _longest_run(runs[i], shingles[j]) >= LONG_RUN:
            kinds[i, j] = KINDS[2]
    links = list(kinds)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(_components(len(ordered), links)):
        groups[label].append(index)
    by_article: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_article[sentence.article].append(sentence)
    origins = []
    for number, members in enumerate(sorted(groups.values()), 1):
        ids = tuple(ordered[index].id for index in members)
        inside = [shares[pair] for pair in links if pair[0] in members]
        named = [kinds[pair] for pair in links if pair[0] in members]
        credited = Counter(agency for index in members for agency in agencies[index])
        common = sorted(agency for agency, count in credited.items() if count > 1)
        origins.append(
            Origin(
                id=f"origin-{number}",
                articles=ids,
                outlets=tuple(sorted({ordered[index].outlet for index in members})),
                kind=min(named, key=KINDS.index) if named else "single",
                overlap=min(inside) if inside else 1.0,
                evidence=_verbatim([s for article in ids for s in by_article[article]]),
                first=_first([ordered[index] for index in members]),
                agency=common[0] if common else "",
            )
        )
    return tuple(origins)


def _first(articles: Sequence[Article]) -> str | None:
    """The article dated on an earlier day than every other; None where one lacks its date."""
    days = sorted(((a.published or "")[:10], a.id) for a in articles)
    if len(days) < 2 or not days[0][0] or days[0][0] == days[1][0]:
        return None
    return days[0][1]


def _longest_run(runs: Runs, shingles: Shingles) -> int:
    """Words of the longest run whose every shingle the other article has too."""
    longest = 0
    for run in runs:
        held = 0
        for i in range(len(run) - SIZE + 1):
            held = held + 1 if tuple(run[i : i + SIZE]) in shingles else 0
            longest = max(longest, held + SIZE - 1 if held else 0)
    return longest


def _shingles(runs: Runs) -> Shingles:
    """Each five words of a run."""
    return frozenset(tuple(run[i : i + SIZE]) for run in runs for i in range(len(run) - SIZE + 1))


def _runs(text: str) -> Runs:
    """The words in normal form, divided at quotations; these are left out."""
    runs: list[list[str]] = [[]]
    quoted = [*quoted_spans(text), (len(text), len(text))]
    at = 0
    for token in tokens(text):
        while quoted[at][1] <= token.start and at < len(quoted) - 1:
            at += 1
            runs.append([])
        if not quoted[at][0] <= token.start < quoted[at][1]:
            runs[-1].append(normal_word(token.text))
    return runs


def _shares(shingles: Sequence[Shingles]) -> dict[tuple[int, int], float]:
    """(i, j), i < j -> share of the smaller set found in the larger; only pairs that share any.

    An inverted index: work grows with the shared shingles, not with the pairs of articles.
    """
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, found in enumerate(shingles):
        if len(found) >= FEWEST:
            for shingle in found:
                holders[shingle].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if len(held) > COMMON:
            shared.update((held[0], other) for other in held[1:])
        elif len(held) > 1:
            shared.update(combinations(held, 2))
    return {
        (i, j): count / min(len(shingles[i]), len(shingles[j])) for (i, j), count in shared.items()
    }


def _components(size: int, links: Sequence[tuple[int, int]]) -> list[int]:
    if not links:
        return list(range(size))
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, columns = zip(*links, strict=True)
    graph = coo_array(([1] * len(links), (rows, columns)), shape=(size, size))
    labels = connected_components(graph.tocsr(), directed=False)[1]
    return [int(label) for label in labels]


def _verbatim(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Ids of the sentences that stand word for word in more than one article, by article, place."""
    words = {s.id: tuple(normal_words(s.text)) for s in sentences}
    holders: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for sentence in sentences:
        if len(words[sentence.id]) >= EVIDENCE_WORDS:
            holders[words[sentence.id]].add(sentence.article)
    ordered = sorted(sentences, key=lambda s: (s.article, s.index, s.id))
    return tuple(s.id for s in ordered if len(holders.get(words[s.id], ())) > 1)
