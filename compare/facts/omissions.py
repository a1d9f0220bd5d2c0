"""What an outlet lacks: facts not found in it, and sentences found nowhere else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from ..matching.scorers import load_scorer
from ..model import Article, Fact, Match, Omission, Only, Sentence, Skipped
from ..options import Options
from ..text.annotate import Texts
from ..text.words import tokens

# Share of the lowest bar of a match from which the nearest sentence leaves a doubt: below it nine
# in ten outlets of events left out lack the fact by their readers too, between it and the bar two
# in three.
UNCLEAR = 0.5

Nearest = tuple[str | None, float]  # a sentence, and the score of its match
NOTHING: Nearest = (None, 0.0)


def find_omissions(
    facts: Sequence[Fact],
    nearest: Sequence[Match],
    texts: Texts,
    options: Options,
) -> tuple[Omission, ...]:
    """For each sure fact, each outlet that it does not mark: the facts that matter most first.

    Only for facts that at least `options.min_share` of the outlets have: of two hundred outlets,
    nearly all lack what two of them state.
    "perhaps": a sentence there comes near the one with the fact's words, not surely enough: from
    half of the score on that makes a match.
    "too short": the outlet's words in all are fewer than `options.short_article` of the median
    outlet's. "published before": its latest article is dated on an earlier day than the earliest
    dated article with the fact, and no article in question lacks its date. "one origin": the fact
    goes back to fewer than `options.min_origins` texts. "other language": no article of the outlet
    is in a language of the fact's. "cut off": of
    one of the outlet's articles only a part was free to read (`Article.truncated`). Else "not
    found".
    """
    near = _nearest_by_outlet(nearest, texts)
    unclear = UNCLEAR * load_scorer(options).bars["possible"]
    excuses = _Excuses(texts, options)
    omissions = []
    wide = [
        fact for fact in facts if len(fact.outlets) >= options.min_share * len(excuses.articles)
    ]
    for fact in rank_facts(wide, texts.sentences):
        for outlet in sorted(excuses.articles.keys() - set(fact.outlets)):
            closest, score = near[fact.sentence].get(outlet, NOTHING)
            status = excuses.excuse(fact, outlet) or "not found"
            if closest and score >= unclear:
                status = "perhaps"
            omissions.append(Omission(fact.id, outlet, status, closest, score))
    return tuple(omissions)


class _Excuses:
    """What may excuse an outlet from having a fact: its length, days, languages, paywall."""

    def __init__(self, texts: Texts, options: Options) -> None:
        self.texts, self.options = texts, options
        self.articles: defaultdict[str, list[Article]] = defaultdict(list)
        words = Counter[str]()
        for article in texts.articles:
            self.articles[article.outlet].append(article)
            words[article.outlet] += len(tokens(article.body))
        bar = options.short_article * median(words.values() or [0])
        self.short = {outlet for outlet, count in words.items() if count < bar}
        self.truncated = {article.outlet for article in texts.articles if article.truncated}

    def excuse(self, fact: Fact, outlet: str) -> str:
        """The status that explains why the outlet lacks the fact, or ""."""
        stating = [self.texts[name] for name in fact.sentences]
        since = {one.day or "" for one in stating}
        until = {(article.published or "")[:10] for article in self.articles[outlet]}
        if all(since | until) and max(until) < min(since):
            return "published before"
        here = {article.language for article in self.articles[outlet]}
        if _is_foreign(here, {one.language for one in stating}):
            return "other language"
        if outlet in self.truncated:
            return "cut off"
        if outlet in self.short:
            return "too short"
        return "one origin" if fact.origins < self.options.min_origins else ""


def rank_facts(facts: Sequence[Fact], sentences: Sequence[Sentence]) -> list[Fact]:
    """The facts that matter most first: by origins, then how early and at what length they stand.

    Early and long count as (1 - place of the first sentence) + share of the sentences, both 0..1 of
    the article, mean of the articles that have the fact. Equals stay in the order given.
    """
    by_id = {sentence.id: sentence for sentence in sentences}
    size = Counter(sentence.article for sentence in sentences)

    def weight(fact: Fact) -> tuple[int, float]:
        places_by_article: defaultdict[str, list[int]] = defaultdict(list)
        for sentence in fact.sentences:
            if sentence in by_id:
                places_by_article[by_id[sentence].article].append(by_id[sentence].index)
        weights = [
            1 - min(min(places) / size[article], 1.0) + len(places) / size[article]
            for article, places in sorted(places_by_article.items())
        ]
        return -fact.origins, -round(sum(weights) / max(1, len(weights)), 9)

    return sorted(facts, key=weight)


def find_uncompared(articles: Sequence[Article]) -> tuple[Skipped, ...]:
    """Articles in a language that no other outlet's article is in.

    The lexical signals compare words, so nothing can be said of what these share with others.
    """
    return tuple(
        Skipped(
            article.source or article.id,
            f"in another language ({article.language}) than all others: not compared",
            "compare it with articles in its language",
        )
        for article in _list_foreign(articles)
    )


def _list_foreign(articles: Sequence[Article]) -> list[Article]:
    speakers: defaultdict[str | None, set[str]] = defaultdict(set)
    for article in articles:
        speakers[article.language].add(article.outlet)
    return [
        article
        for article in articles
        if _is_foreign(
            {article.language}, {name for name, row in speakers.items() if row - {article.outlet}}
        )
    ]


def _is_foreign(here: set[str | None], there: set[str | None]) -> bool:
    """Whether all languages are known, and none is in both."""
    return None not in here | there and bool(there) and here.isdisjoint(there)


def find_only(
    facts: Sequence[Fact],
    nearest: Sequence[Match],
    texts: Texts,
    options: Options,
) -> tuple[Only, ...]:
    """Body sentences that no sure fact holds and none elsewhere likely matches, in their order.

    No headlines; the lower the score of the nearest, the surer. Sentences of `find_uncompared` are
    left out: they may stand elsewhere, in other words.
    """
    likely = load_scorer(options).bars["likely"]
    foreign = {article.id for article in _list_foreign(texts.articles)}
    stated = {name for fact in facts for name in fact.sentences}
    near = _nearest_by_outlet(nearest, texts)
    sentences_only = []
    for sentence in texts.sentences:
        if not sentence.index or sentence.article in foreign or sentence.id in stated:
            continue
        closest, score = next(iter(near[sentence.id].values()), NOTHING)
        if score < likely:
            sentences_only.append(Only(sentence.outlet, sentence.id, closest, score))
    return tuple(sentences_only)


def _nearest_by_outlet(
    nearest: Sequence[Match], texts: Texts
) -> defaultdict[str, dict[str, Nearest]]:
    """Sentence -> other outlet -> what is nearest there, the surest first; in both directions."""
    best: defaultdict[str, dict[str, Nearest]] = defaultdict(dict)
    for match in sorted(nearest, key=lambda match: (-match.score, match.a, match.b)):
        for here, there in ((match.a, match.b), (match.b, match.a)):
            if here in texts and there in texts:
                best[here].setdefault(texts[there].outlet, (there, match.score))
    return best
