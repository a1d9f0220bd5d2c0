"""Which articles are one text: near-copies, wires and long passages, by the words that they share.

The measure is containment of word shingles (Broder, "On the resemblance and containment of
documents", 1997): the share of the shorter text's 5-grams that the longer one holds too. Outlets
that quote the same speech share runs as well, so the words between quotation marks are left out,
and so are lines to readers. Articles that credit one news agency need to share less, and one long
run of words, or several, is enough too.
What the user says of origins and owners goes before the words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, groupby, pairwise

from scipy.cluster.hierarchy import DisjointSet

from ..model import Article, Origin, Sentence
from ..options import Options
from ..text.annotate import Texts
from ..text.credits import find_credits
from ..text.dates import is_earlier, utc_time
from ..text.marks import quoted_spans
from ..text.words import normal_word, normal_words, tokens

SIZE = 5  # words in a shingle
FEWEST = 10  # shingles outside quotes below which a text is too short to be called a copy
EVIDENCE_WORDS = 6  # shorter sentences stand word for word in unrelated articles too
COMMON = 200  # a shingle in more articles than this is compared with the first of them only

# the strongest first
LINKS = ("by hand", "near-identical", "one agency", "shared passage", "one owner")
CREDITED = 0.15  # share of the shorter text's shingles from which a common credit makes one origin
LONG_RUN = 40  # words outside quotations that no two writers hit on by chance
RUN = 20  # words of a run, of which several together are as much
RUNS = 80  # words of these together
# a line to readers ('If you need help, please call …') is a site's notice, not its author's words
_TO_READERS = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:please|call|contact|visit|subscribe|click|download|follow us|sign up)\b", re.IGNORECASE
)

Runs = list[list[str]]
Shingles = frozenset[tuple[str, ...]]
Pair = tuple[int, int]


def find_origins(texts: Texts, options: Options) -> tuple[Origin, ...]:
    """Each article in exactly one origin, numbered from "origin-1" by first article id.

    Two articles are linked from `options.near_copy` on, with a common credit from CREDITED, by a
    run of LONG_RUN words outside quotations, by several of RUNS words in all, where their outlets
    have one owner, or where their user names one origin for both; linked ones, also through a
    third, are one origin, named by its strongest link. Two that the user gives different origins
    are never one. Two articles of one outlet may be one origin too.
    """
    ordered = texts.articles
    runs = [_split_runs(article.body) for article in ordered]
    shingles = [_make_shingles(run) for run in runs]
    shares = _share_shingles(shingles)
    agencies = [find_credits(a.body, a.byline) for a in ordered]
    kinds = _link_by_user(ordered)
    for pair, kind in _link_by_words(runs, shingles, shares, agencies, options).items():
        kinds[pair] = min(kind, kinds.get(pair, kind), key=LINKS.index)
    origins = []
    for number, members in enumerate(_group_articles(ordered, kinds, shares), 1):
        articles = [ordered[index] for index in members]
        inside = [pair for pair in sorted(kinds) if set(pair) <= set(members)]
        credited = Counter(agency for index in members for agency in agencies[index])
        owned = Counter({a.outlet: a.owner for a in articles if a.owner}.values())
        origins.append(
            Origin(
                id=f"origin-{number}",
                articles=tuple(article.id for article in articles),
                outlets=tuple(sorted({article.outlet for article in articles})),
                kind=min((kinds[pair] for pair in inside), key=LINKS.index, default="single"),
                overlap=min((shares.get(pair, 0.0) for pair in inside), default=1.0),
                evidence=_find_verbatim(
                    [one.sentence for article in articles for one in texts.by_article[article.id]]
                ),
                first=_find_first(articles),
                agency=_find_common(credited),
                owner=_find_common(owned),
            )
        )
    return tuple(origins)


def _find_common(counts: Counter[str]) -> str:
    """The first name, by the alphabet, that two or more have, or ""."""
    return min((name for name, count in counts.items() if count > 1), default="")


def _link_by_user(articles: Sequence[Article]) -> dict[Pair, str]:
    """Pairs of articles (i < j) that are one origin as their user says -> kind of the link."""
    kinds: dict[Pair, str] = {}
    for name, kind in (("owner", LINKS[4]), ("origin", LINKS[0])):
        by_value: defaultdict[str, list[int]] = defaultdict(list)
        for index, article in enumerate(articles):
            if value := getattr(article, name):
                by_value[value.casefold()].append(index)
        kinds.update((pair, kind) for members in by_value.values() for pair in pairwise(members))
    return kinds


def _link_by_words(
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
            kinds[i, j] = LINKS[1]
        elif share >= CREDITED and agencies[i] & agencies[j]:
            kinds[i, j] = LINKS[2]
        else:
            shared = _measure_runs(runs[i], shingles[j])
            if max(shared, default=0) >= LONG_RUN or sum(n for n in shared if n >= RUN) >= RUNS:
                kinds[i, j] = LINKS[3]
    return kinds


def _group_articles(
    articles: Sequence[Article], kinds: Mapping[Pair, str], shares: Mapping[Pair, float]
) -> list[list[int]]:
    """The articles of each origin, sorted; the strongest links first, none against the user."""
    sets = DisjointSet(range(len(articles)))
    origin_of = {
        i: article.origin.casefold() for i, article in enumerate(articles) if article.origin
    }
    rank = {pair: (LINKS.index(kind), -shares.get(pair, 0.0)) for pair, kind in kinds.items()}
    for i, j in sorted(kinds, key=lambda pair: (rank[pair], pair)):
        one, two = sets[i], sets[j]
        if one == two or (
            one in origin_of and two in origin_of and origin_of[one] != origin_of[two]
        ):
            continue
        origin = origin_of.get(one, origin_of.get(two))
        sets.merge(i, j)
        if origin is not None:
            origin_of[sets[i]] = origin
    return sorted(sorted(group) for group in sets.subsets())


def _find_first(articles: Sequence[Article]) -> str | None:
    """The article dated earlier than every other: to the second where both name their offset from
    UTC, else to the day; None where one lacks its date."""
    if len(articles) < 2 or not all(article.published for article in articles):
        return None
    dated = [(article.published or "", article.id) for article in articles]
    first, name = min(dated, key=lambda item: (utc_time(item[0]) or item[0], item[1]))
    others = [published for published, other in dated if other != name]
    return name if all(is_earlier(first, published) for published in others) else None


def _measure_runs(runs: Runs, shingles: Shingles) -> list[int]:
    """Words of each run whose every shingle the other article has too."""
    found = []
    for run in runs:
        held = [tuple(run[i : i + SIZE]) in shingles for i in range(len(run) - SIZE + 1)]
        found += [len([*group]) + SIZE - 1 for is_held, group in groupby(held) if is_held]
    return found


def _make_shingles(runs: Runs) -> Shingles:
    """Each five words of a run."""
    return frozenset(tuple(run[i : i + SIZE]) for run in runs for i in range(len(run) - SIZE + 1))


def _split_runs(text: str) -> Runs:
    """The words in normal form, divided at quotations and lines to readers; these are left out."""
    runs: list[list[str]] = [[]]
    notices = (
        line.span()
        for line in re.finditer(r".+", text)
        if _TO_READERS.search(line[0]) and _ASKS.search(line[0])
    )
    quoted = [*sorted([*quoted_spans(text), *notices]), (len(text), len(text))]
    at = 0
    for token in tokens(text):
        while quoted[at][1] <= token.start and at < len(quoted) - 1:
            at += 1
            runs.append([])
        if not quoted[at][0] <= token.start < quoted[at][1]:
            runs[-1].append(normal_word(token.text))
    return runs


def _share_shingles(shingles: Sequence[Shingles]) -> dict[tuple[int, int], float]:
    """(i, j), i < j -> share of the smaller set found in the larger; only pairs that share any.

    An inverted index: work grows with the shared shingles, not with the pairs of articles.
    """
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, own in enumerate(shingles):
        if len(own) >= FEWEST:
            for shingle in own:
                holders[shingle].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for holders_of in holders.values():
        if len(holders_of) > COMMON:
            shared.update((holders_of[0], other) for other in holders_of[1:])
        elif len(holders_of) > 1:
            shared.update(combinations(holders_of, 2))
    return {
        (i, j): count / min(len(shingles[i]), len(shingles[j])) for (i, j), count in shared.items()
    }


def _find_verbatim(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Ids of the sentences that stand word for word in more than one article, by article, place."""
    words = {s.id: tuple(normal_words(s.text)) for s in sentences}
    holders: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for sentence in sentences:
        if len(words[sentence.id]) >= EVIDENCE_WORDS:
            holders[words[sentence.id]].add(sentence.article)
    ordered = sorted(sentences, key=lambda s: (s.article, s.index, s.id))
    return tuple(s.id for s in ordered if len(holders.get(words[s.id], ())) > 1)
