"""What an outlet lacks: facts not found in it, and sentences found nowhere else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from ..model import Article, Fact, Match, Omission, Only, Sentence, Skipped
from ..options import Options
from ..text.words import tokens

Near = tuple[float, str]  # (score, sentence id)


def find_omissions(
    facts: Sequence[Fact],
    nearest: Sequence[Match],
    sentences: Sequence[Sentence],
    articles: Sequence[Article],
    options: Options,
) -> tuple[Omission, ...]:
    """For each fact, each outlet without it: the facts that matter most first, then by outlet.

    Only for facts that at least `options.min_share` of the outlets have: of two hundred outlets,
    nearly all lack what two of them tell.
    "in part": a sentence there was matched to one of the fact's, too weakly tied to the others to
    stand in it.
    "too short": the outlet's words in all are fewer than `options.short_article` of the median
    outlet's. "published before": its latest article is dated on an earlier day than the earliest
    dated article with the fact, and no article in question lacks its date. "one origin": the fact
    goes back to fewer than `options.min_origins` texts. "other language": no article of the outlet
    is in a language of the fact's, and no `options.model` could match them. Else "not found".
    """
    spoken = {} if options.model else {article.id: article.language for article in articles}
    outlet_of = {sentence.id: sentence.outlet for sentence in sentences}
    article_of = {sentence.id: sentence.article for sentence in sentences}
    near = _nearest_by_outlet(nearest, outlet_of)
    matched = {pair for m in nearest if m.tier != "below" for pair in ((m.a, m.b), (m.b, m.a))}
    short = _short_outlets(articles, options.short_article)
    days = {article.id: (article.published or "")[:10] for article in articles}
    by_outlet: defaultdict[str, list[str]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.id):
        by_outlet[article.outlet].append(article.id)
    latest = {name: _latest(days[one] for one in ids) for name, ids in by_outlet.items()}
    found = []
    asked = [fact for fact in facts if len(fact.outlets) >= options.min_share * len(by_outlet)]
    for fact in rank_facts(asked, sentences):
        first = _earliest(days[article_of[s]] for s in fact.sentences)
        # by outlet, since most outlets of a large event are near to no sentence of the fact
        beside: defaultdict[str, list[tuple[str, Near]]] = defaultdict(list)
        for s in fact.sentences:
            for outlet, there in near[s].items():
                beside[outlet].append((s, there))
        for outlet in sorted(set(by_outlet) - set(fact.outlets)):
            last = latest[outlet]
            reached = {(s, there[1]) for s, there in beside[outlet]}
            status = "not found"
            if reached & matched:
                status = "in part"
            elif first and last and last < first:
                status = "published before"
            elif _is_foreign(
                {spoken.get(one) for one in by_outlet[outlet]},
                {spoken.get(article_of[s]) for s in fact.sentences},
            ):
                status = "other language"
            elif outlet in short:
                status = "too short"
            elif fact.origins < options.min_origins:
                status = "one origin"
            score, closest = _closest(there for _, there in beside[outlet])
            found.append(Omission(fact.id, outlet, status, closest, score))
    return tuple(found)


def rank_facts(facts: Sequence[Fact], sentences: Sequence[Sentence]) -> list[Fact]:
    """The facts that matter most first: by origins, then how early and at what length they stand.

    Early and long count as (1 - place of the first sentence) + share of the sentences, both 0..1 of
    the article, mean of the articles that have the fact. Equals stay in the order given.
    """
    by_id = {sentence.id: sentence for sentence in sentences}
    size = Counter(sentence.article for sentence in sentences)

    def weight(fact: Fact) -> tuple[int, float]:
        held: defaultdict[str, list[int]] = defaultdict(list)
        for sentence in fact.sentences:
            if sentence in by_id:
                held[by_id[sentence].article].append(by_id[sentence].index)
        stands = [
            1 - min(min(places) / size[article], 1.0) + len(places) / size[article]
            for article, places in sorted(held.items())
        ]
        return -fact.origins, -round(sum(stands) / max(1, len(stands)), 9)

    return sorted(facts, key=weight)


def find_uncompared(articles: Sequence[Article], options: Options) -> tuple[Skipped, ...]:
    """Articles in a language that no other outlet's article is in; none where a model is set.

    The lexical signals compare words, so nothing can be said of what these share with others.
    """
    if options.model:
        return ()
    speakers: defaultdict[str | None, set[str]] = defaultdict(set)
    for article in articles:
        speakers[article.language].add(article.outlet)
    found = []
    for article in articles:
        others = {name for name, outlets in speakers.items() if outlets - {article.outlet}}
        if _is_foreign({article.language}, others):
            told = f"in another language ({article.language}) than all others: not compared"
            found.append(Skipped(article.source or article.id, told, "set a multilingual model"))
    return tuple(found)


def _is_foreign(here: set[str | None], there: set[str | None]) -> bool:
    """Whether all languages are known, and none is in both."""
    return None not in here | there and bool(there) and here.isdisjoint(there)


def find_only(
    facts: Sequence[Fact],
    nearest: Sequence[Match],
    sentences: Sequence[Sentence],
    articles: Sequence[Article],
    options: Options,
) -> tuple[Only, ...]:
    """Body sentences in no fact, by article and place; headlines are left out.

    Those of `find_uncompared` are left out too: they may stand elsewhere, in other words.
    """
    apart = {item.source for item in find_uncompared(articles, options)}
    foreign = {article.id for article in articles if (article.source or article.id) in apart}
    held = {sentence for fact in facts for sentence in fact.sentences}
    outlet_of = {sentence.id: sentence.outlet for sentence in sentences}
    near = _nearest_by_outlet(nearest, outlet_of)
    found = []
    for sentence in sorted(sentences, key=lambda s: (s.article, s.index, s.id)):
        if sentence.index and sentence.id not in held and sentence.article not in foreign:
            score, closest = _closest(near[sentence.id].values())
            found.append(Only(sentence.outlet, sentence.id, closest, score))
    return tuple(found)


def _nearest_by_outlet(
    nearest: Sequence[Match], outlet_of: Mapping[str, str]
) -> defaultdict[str, dict[str, Near]]:
    """Sentence -> other outlet -> the best score there and whose it is; read in both directions."""
    best: defaultdict[str, dict[str, Near]] = defaultdict(dict)
    for match in nearest:
        for here, there in ((match.a, match.b), (match.b, match.a)):
            if here in outlet_of and there in outlet_of:
                known, outlet, found = best[here], outlet_of[there], (match.score, there)
                known[outlet] = min(known.get(outlet, found), found, key=_order)
    return best


def _closest(candidates: Iterable[Near]) -> tuple[float, str | None]:
    return min(candidates, key=_order, default=(0.0, None))


def _order(near: Near) -> tuple[float, str]:
    return -near[0], near[1]


def _short_outlets(articles: Sequence[Article], share: float) -> set[str]:
    """Outlets whose articles together are shorter than `share` of the median outlet's."""
    words: defaultdict[str, int] = defaultdict(int)
    for article in articles:
        words[article.outlet] += len(tokens(article.body))
    if not words:
        return set()
    bar = share * median(words.values())
    return {outlet for outlet, count in words.items() if count < bar}


def _earliest(days: Iterable[str]) -> str | None:
    known = list(days)
    return min(known) if known and all(known) else None


def _latest(days: Iterable[str]) -> str | None:
    known = list(days)
    return max(known) if known and all(known) else None
