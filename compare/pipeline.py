"""The flow, on one screen: articles in, a `Comparison` out. Each step is one room of the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from .corrections import Corrections, Replay
from .errors import InputError, TooFewArticlesError
from .facts import (
    find_contrasts,
    find_facts,
    find_omissions,
    find_only,
    find_origins,
    find_sayings,
    find_uncompared,
    lower_marks,
)
from .framing import measure_framing
from .framing.frames import codebook_signature
from .matching import Judge, match_sentences, scorer_signature
from .model import Article, Comparison, Skipped
from .options import Options, with_options
from .text.annotate import annotate
from .text.sentences import article_sentences
from .version import VERSION


def compare_articles(
    articles: Sequence[Article],
    options: Options | None = None,
    *,
    event: str = "",
    judge: Judge | None = None,
    corrections: Corrections | None = None,
    progress: Callable[[str], None] | None = None,
    **changes: Any,
) -> Comparison:
    """Compare articles of two outlets or more on one event.

    articles   from `read_articles`, or made by hand with ids of their own
    options    every threshold and choice; single ones as keywords: `compare_articles(a, same=0.9)`
    event      a name for the report
    judge      asks a language model about the pairs in doubt; None: nobody is asked
    corrections  a user's own, replayed; None: those that `read_articles` found beside the articles
    progress   called with the name of each stage as it begins

    The order of `articles` does not matter. Raises TooFewArticlesError for fewer than two articles
    or outlets, InputError where two articles share an id, OptionError for an unknown option.
    """
    options = with_options(options, **changes)
    tell = progress or (lambda stage: None)
    skipped: tuple[Skipped, ...] = tuple(getattr(articles, "skipped", ()))
    if corrections is None:
        corrections = getattr(articles, "corrections", Corrections())
    articles = _checked(articles, skipped)
    signature = make_signature(options, judge, corrections)  # first: it reads what options name

    tell("splitting sentences")
    sentences = tuple(s for article in articles for s in article_sentences(article))
    texts = annotate(articles, sentences)
    replay = Replay(corrections, articles, sentences)
    tell("matching sentences")
    matching = match_sentences(texts, options)
    if judge:
        matching = judge.settle(matching, sentences, options, progress)
    matching = replay.settle(matching)
    tell("finding origins")
    origins = find_origins(texts, options)
    tell("finding facts")
    found = find_facts(matching.matches, texts, origins, options, apart=replay.apart)
    facts, leads = replay.revise_facts(found)
    tell("finding contrasts and omissions")
    contrasts = find_contrasts(facts, texts, options, matching.matches)
    contrasts = replay.revise_contrasts(contrasts)
    facts = lower_marks(facts, contrasts)
    omissions = find_omissions(facts, matching.nearest, texts, options)
    only = find_only(facts, matching.nearest, texts, options)
    speakers = find_sayings(texts, matching.matches, options)
    tell("measuring framing")
    framing = measure_framing(texts, options)

    return Comparison(
        event=event,
        articles=articles,
        sentences=sentences,
        matches=matching.matches,
        nearest=matching.nearest,
        facts=facts,
        contrasts=contrasts,
        omissions=omissions,
        only=only,
        origins=origins,
        framing=framing,
        skipped=(*skipped, *find_uncompared(articles)),
        options=options,
        signature=signature,
        leads=leads,
        corrections=replay.outcomes(),
        speakers=speakers,
    )


def make_signature(
    options: Options, judge: Judge | None = None, corrections: Corrections | None = None
) -> str:
    """How the comparison was made, in one line: version, scorer with its weights, each option."""
    parts = [("compare-news", VERSION), ("scorer", scorer_signature(options))]
    if judge:
        parts.append(("judge", judge.signature))
    if corrections and corrections.entries:
        parts.append(("corrections", corrections.signature))
    parts += [
        (field.name, getattr(options, field.name))
        for field in fields(options)
        if field.name not in {"scorer", "codebook"}
    ]
    if options.codebook:
        parts.append(("codebook", codebook_signature(options.codebook)))
    return "|".join(f"{name}:{'default' if value is None else value}" for name, value in parts)


def _checked(articles: Sequence[Article], skipped: Sequence[Skipped]) -> tuple[Article, ...]:
    """The articles in the one order that everything rests on: by id."""
    for name, count in sorted(Counter(article.id for article in articles).items()):
        if count > 1:
            raise InputError(name, f"{count} articles have this id", "give each article its own id")
    outlets = sorted({article.outlet for article in articles})
    if len(outlets) < 2:
        told = f"{len(articles)} usable article(s) of {len(outlets)} outlet(s)"
        if skipped:
            told += f", {len(skipped)} input(s) skipped: " + "; ".join(
                f"{item.source}: {item.problem}" for item in skipped[:5]
            )
        raise TooFewArticlesError(
            ", ".join(outlets) or "nothing to compare", told, "give articles of two outlets or more"
        )
    return tuple(sorted(articles, key=lambda article: article.id))
