"""Real articles, recombined into archives of any size whose stories are known.

In each copy of the marked stories, each word of four letters or more is exchanged for another of
like frequency, the same one all over the copy, so that it tells of another event in words that are
spread as in news (62 different copies at most).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from zlib import crc32

from compare.model import Article, Sentence
from compare.reading import assign_ids
from compare.text.sentences import article_sentences
from training.evaluate.stories import read_stories

WORD = re.compile(r"[^\W\d_]{4,}")
OUTLETS = 50
BLOCK = 64  # words of like frequency that stand in for each other


def make_archive(
    paths: Sequence[Path], size: int, seed: int = 0
) -> tuple[list[Article], list[str]]:
    """About `size` articles and the story of each; stories whole, drawn from all files alike.

    paths: what `training.evaluate` reads.
    """
    articles_made: list[Article] = []
    truth: list[str] = []
    for story, articles in _copy_stories(paths, seed):
        articles_made += articles
        truth += [story] * len(articles)
        if len(articles_made) >= size:
            break
    return articles_made, truth


def make_sentences(paths: Sequence[Path], size: int, seed: int = 0) -> list[Sentence]:
    """So many sentences of such articles, whole articles but the last."""
    articles_made: list[Article] = []
    total = 0
    for _, articles in _copy_stories(paths, seed):
        articles_made += articles
        total += sum(len(article_sentences(article)) for article in articles)
        if total >= size:
            break
    sentences = [
        sentence for article in assign_ids(articles_made) for sentence in article_sentences(article)
    ]
    return sentences[:size]


def _copy_stories(paths: Sequence[Path], seed: int) -> Iterator[tuple[str, list[Article]]]:
    """Story after story, copy after copy, without end."""
    stories: dict[str, list[Article]] = {}
    for path in paths:
        for article, story in zip(*read_stories(path), strict=True):
            stories.setdefault(f"{path.parent.name} {story}", []).append(article)
    order = sorted(stories)
    random.Random(seed).shuffle(order)
    texts = (article.text for total in stories.values() for article in total)
    counts = Counter(word.lower() for text in texts for word in WORD.findall(text))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    rank = {word: place for place, word in enumerate(ranked)}
    for copy in count():

        def stand_in(hit: re.Match[str], copy: int = copy) -> str:
            block, place = divmod(rank[hit[0].lower()], BLOCK)
            other = ranked[min(block * BLOCK + (place + copy) % BLOCK, len(ranked) - 1)]
            return other.capitalize() if hit[0][0].isupper() else other

        for story in order:
            articles = []
            for number, article in enumerate(stories[story]):
                title, body = article.title, article.body
                if copy:
                    title, body = WORD.sub(stand_in, title), WORD.sub(stand_in, body)
                text = f"{title}\n\n{body}" if title else body
                # where none is given: another one for each article of a story
                outlet = article.outlet or f"outlet {(crc32(story.encode()) + number) % OUTLETS}"
                articles.append(replace(article, title=title, text=text, outlet=outlet, id=""))
            yield f"{story} {copy}", articles
