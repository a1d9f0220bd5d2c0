"""Which articles are one text: near-copies, wires and long passages, by the words that they share.

The measure is containment of word shingles (Broder, "On the resemblance and containment of
documents", 1997): the share of the shorter text's 5-grams that the longer one holds too. Outlets
that quote the same speech share runs as well, so the words between quotation marks are left out.
Articles that credit one news agency need to share less, and one long run of words is enough too.
What the user says of origins and owners goes before the words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from ..model import Article, Origin, Sentence
from ..options import Options
from ..text.annotate import Texts
from ..text.credits import find_credits
from ..text.dates import is_earlier, utc_time
from ..text.quotes import quoted_spans
from ..text.words import normal_word, normal_words, tokens

SIZE = 5  # words in a shingle
FEWEST = 10  # shingles outside quotes below which a text is too short to be told a copy
EVIDENCE_WORDS = 6  # shorter sentences stand word for word in unrelated articles too
COMMON = 200  # a shingle in more articles than this is compared with the first of them only

# the strongest first
KINDS = ("by hand", "near-identical", "one agency", "shared passage", "one owner")
CREDITED = 0.15  # share of the shorter text's shingles from which a common credit makes one origin
LONG_RUN = 40  # words outside quotations that no two writers hit on by chance

Runs = list[list[str]]
Shingles = frozenset[tuple[str, ...]]
Pair = tuple[int, int]


def find_origins(texts: Texts, options: Options) -> tuple[Origin, ...]:
    """Each article in exactly one origin, numbered from "origin-1" by first article id.

    Two articles are linked from `options.near_copy` on, with a common credit from CREDITED, by a
    run of LONG_RUN words outside quotations, where their outlets have one owner, or where their
    user names one origin for both; linked ones, also through a third, are one origin, named by its
    strongest link. Two that the user gives different origins are never one. Two articles of one
    outlet may be one origin too.
    """
    ordered = texts.articles
    runs = [_runs(article.body) for article in ordered]
    shingles = [_shingles(run) for run in runs]
    shares = _shares(shingles)
    agencies = [{c.agency for c in find_credits(a.body, a.byline)} for a in ordered]
    kinds = _said(ordered)
    for pair, kind in _shared(runs, shingles, shares, agencies, options).items():
        kinds[pair] = min(kind, kinds.get(pair, kind), key=KINDS.index)
    origins = []
    for number, members in enumerate(_groups(ordered, kinds, shares), 1):
        held = [ordered[index] for index in members]
        inside = [pair for pair in sorted(kinds) if set(pair) <= set(members)]
        credited = Counter(agency for index in members for agency in agencies[index])
        owned = Counter({a.outlet: a.owner for a in held if a.owner}.values())
        origins.append(
            Origin(
                id=f"origin-{number}",
                articles=tuple(article.id for article in held),
                outlets=tuple(sorted({article.outlet for article in held})),
                kind=min((kinds[pair] for pair in inside), key=KINDS.index, default="single"),
                overlap=min((shares.get(pair, 0.0) for pair in inside), default=1.0),
                evidence=_verbatim(
                    [one.sentence for article in held for one in texts.by_article[article.id]]
                ),
                first=_first(held),
                agency=_common(credited),
                owner=_common(owned),
            )
        )
    return tuple(origins)


def _common(counts: Counter[str]) -> str:
    """The first name, by the alphabet, that two or more have, or ""."""
    return min((name for name, count in counts.items() if count > 1), default="")


def _said(articles: Sequence[Article]) -> dict[Pair, str]:
    """Pairs of articles (i < j) that are one origin as their user says -> kind of the link."""
    kinds: dict[Pair, str] = {}
    for name, kind in (("owner", KINDS[4]), ("origin", KINDS[0])):
        said: defaultdict[str, list[int]] = defaultdict(list)
        for index, article in enumerate(articles):
            if value := getattr(article, name):
                said[value.casefold()].append(index)
        kinds.update((pair, kind) for members in said.values() for pair in pairwise(members))
    return kinds


def _shared(
    runs: Sequence[Runs],
    shingles: Sequence[Shingles],
    shares: Mapping[Pair, float],
    agencies: Sequence[set[str]],
    options: Options,
) -> dict[Pair, str]:
    """The same by the words that they share."""
    kinds: dict[Pair, str] = {}
    for (i, j), share in sorted(shares.items()):
        if share >= options.near_copy:
            kinds[i, j] = KINDS[1]
        elif share >= CREDITED and agencies[i] & agencies[j]:
            kinds[i, j] = KINDS[2]
        elif _longest_run(runs[i], shingles[j]) >= LONG_RUN:
            kinds[i, j] = KINDS[3]
    return kinds


def _groups(
    articles: Sequence[Article], kinds: Mapping[Pair, str], shares: Mapping[Pair, float]
) -> list[list[int]]:
    """The articles of each origin, sorted; the strongest links first, none against the user."""
    from scipy.cluster.hierarchy import DisjointSet

    sets = DisjointSet(range(len(articles)))
    named = {i: article.origin.casefold() for i, article in enumerate(articles) if article.origin}
    rank = {pair: (KINDS.index(kind), -shares.get(pair, 0.0)) for pair, kind in kinds.items()}
    for i, j in sorted(kinds, key=lambda pair: (rank[pair], pair)):
        one, two = sets[i], sets[j]
        if one == two or (one in named and two in named and named[one] != named[two]):
            continue
        told = named.get(one, named.get(two))
        sets.merge(i, j)
        if told is not None:
            named[sets[i]] = told
    return sorted(sorted(group) for group in sets.subsets())


def _first(articles: Sequence[Article]) -> str | None:
    """The article dated earlier than every other: to the second where both name their offset from
    UTC, else to the day; None where one lacks its date."""
    if len(articles) < 2 or not all(article.published for article in articles):
        return None
    dated = [(article.published or "", article.id) for article in articles]
    first, name = min(dated, key=lambda item: (utc_time(item[0]) or item[0], item[1]))
    others = [published for published, other in dated if other != name]
    return name if all(is_earlier(first, published) for published in others) else None


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


def _verbatim(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Ids of the sentences that stand word for word in more than one article, by article, place."""
    words = {s.id: tuple(normal_words(s.text)) for s in sentences}
    holders: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for sentence in sentences:
        if len(words[sentence.id]) >= EVIDENCE_WORDS:
            holders[words[sentence.id]].add(sentence.article)
    ordered = sorted(sentences, key=lambda s: (s.article, s.index, s.id))
    return tuple(s.id for s in ordered if len(holders.get(words[s.id], ())) > 1)
