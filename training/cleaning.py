"""Learns the weights of cleaning: python -m training.cleaning SET [SET ...]

Each SET is a folder as `cleaning.read_pages` reads it. The marked bodies themselves are learned
from too, as pages without any furniture, so that a clean text comes through whole.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import compare
from compare.evaluation import Scores, mean_of
from compare.reading.furniture.phrases import find_aside_rule
from compare.reading.paste import clean_paste
from compare.reading.paste.context import bound_odds, describe_in_context, find_core
from compare.reading.paste.features import Traits, describe_all, read_all_traits
from compare.reading.paste.headline import describe_headlines, find_headline
from compare.reading.paste.lines import Paragraph, join_lines, split_lines
from training.evaluate.cleaning import Page, mean_scores, overlap, read_pages, shingles

STRENGTH = 0.5  # inverse of the L2 penalty
CLEAN_SHARE = 0.3  # weight of a clean text beside a pasted page
SHORT_SHARE = 0.5  # weight of a text cut to a few paragraphs beside the whole one
SHORT_BODY = 4  # paragraphs of the article that are left of it
SHORT_MARGIN = 8  # lines above and below that are left
WEIGHTS = Path(compare.__file__).parent / "data" / "clean_weights.json"


class _Text(NamedTuple):
    """One text to learn from; share: how much it counts, 1 for a pasted page."""

    page: Page
    share: float
    paragraphs: list[Paragraph]
    all_traits: list[Traits]
    rows: list[dict[str, float]]
    covered: list[float | None]


class _Examples(NamedTuple):
    """Rows of features, whether each is what is looked for, and how much it counts."""

    rows: list[dict[str, float]]
    labels: list[bool]
    counts: list[float]


def train(pages: Sequence[Page]) -> dict[str, dict[str, float]]:
    """Weights "line", "headline", "second", by feature, the constant under "".

    Each page counts alike; the later models see what the earlier ones say.
    """
    texts = [text for page in pages for text in _make_texts(page)]
    lines, heads, second = (_Examples([], [], []) for _ in range(3))
    for text in texts:
        _learn_lines(text, text.rows, -1, lines)
    line_weights = _fit_weights(lines)
    scores = [[bound_odds(row, line_weights) for row in text.rows] for text in texts]
    cores = [find_core(text.all_traits, first) for text, first in zip(texts, scores, strict=True)]
    for text, core in zip(texts, cores, strict=True):
        _learn_headline(text, core, heads)
    head_weights = _fit_weights(heads)
    for text, first, core in zip(texts, scores, cores, strict=True):
        headline = find_headline(text.paragraphs, text.all_traits, core, head_weights)
        more = describe_in_context(text.all_traits, first, core, headline)
        rows = [row | add for row, add in zip(text.rows, more, strict=True)]
        _learn_lines(text, rows, headline, second)
    return {"line": line_weights, "headline": head_weights, "second": _fit_weights(second)}


def _make_texts(page: Page) -> Iterator[_Text]:
    """The pasted page, the marked text without furniture, and both cut to a few paragraphs."""
    clean = "\n\n".join(filter(None, [page.title, page.gold]))
    for text, share in ((page.dump, 1.0), (clean, CLEAN_SHARE)):
        paragraphs = [
            paragraph
            for paragraph in join_lines(split_lines(text)[0])
            if not find_aside_rule(paragraph.text)
        ]
        covered = coverage(paragraphs, page.gold)
        yield _make_text(page, share, paragraphs, covered)
        near = _choose_short(covered)
        short = [paragraphs[index] for index in near]
        yield _make_text(page, SHORT_SHARE * share, short, [covered[index] for index in near])


def _make_text(
    page: Page, share: float, paragraphs: Sequence[Paragraph], covered: Sequence[float | None]
) -> _Text:
    all_traits = read_all_traits(paragraphs)
    return _Text(
        page,
        share,
        list(paragraphs),
        all_traits,
        describe_all(paragraphs, all_traits),
        list(covered),
    )


def _choose_short(covered: Sequence[float | None]) -> list[int]:
    """Indices that make a short page: the article's first paragraphs and what stands about it."""
    body = [index for index, share in enumerate(covered) if (share or 0.0) >= 0.5]
    if not body:
        return list(range(min(len(covered), 2 * SHORT_MARGIN)))
    first, last = body[0], body[-1]
    end = body[SHORT_BODY] if len(body) > SHORT_BODY else last + 1
    low, high = max(0, first - SHORT_MARGIN), min(len(covered), last + 1 + SHORT_MARGIN)
    return [*range(low, end), *range(max(end, last + 1), high)]


def _fit_weights(examples: _Examples) -> dict[str, float]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer(sparse=True)
    matrix = vectors.fit_transform(examples.rows)
    scale = len(examples.counts) / sum(examples.counts)
    model: Any = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(matrix, examples.labels, sample_weight=[c * scale for c in examples.counts])
    learned = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    return {"": round(float(model.intercept_[0]), 4)} | {
        str(name): round(float(weight), 4) for name, weight in learned
    }


def _learn_headline(text: _Text, core: tuple[int, int], to: _Examples) -> None:
    candidates = describe_headlines(text.paragraphs, text.all_traits, core)
    title = _plain_words(text.page.title)
    labels = [_plain_words(text.paragraphs[index].text) == title for index, _ in candidates]
    if title and any(labels):
        for (_, row), label in zip(candidates, labels, strict=True):
            to.rows.append(row)
            to.labels.append(label)
            to.counts.append(text.share / (sum(labels) if label else len(labels)))


def _learn_lines(
    text: _Text, rows: Sequence[dict[str, float]], headline: int, to: _Examples
) -> None:
    title = _plain_words(text.page.title)
    for index, covered in enumerate(text.covered):
        is_title = index == headline or _plain_words(text.paragraphs[index].text) == title
        if covered is not None and not is_title:
            to.rows.append(rows[index])
            to.labels.append(covered >= 0.5)
            size = min(text.all_traits[index].words, 40) / len(rows)
            to.counts.append(text.share * size**0.5)


def _plain_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def coverage(paragraphs: Sequence[Paragraph], gold: str) -> list[float | None]:
    """Share (0..1) of each paragraph's words that lie in a run of the marked body; None: no words.

    Runs go on over the ends of paragraphs, so that a short one between two of the body counts.
    """
    gold_shingles = shingles(gold)
    words: list[str] = []
    owner: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        own_words = re.findall(r"\w+", paragraph.text.lower())
        words += own_words
        owner += [index] * len(own_words)
    covered = [False] * len(words)
    for start in range(len(words) - 3):
        if tuple(words[start : start + 4]) in gold_shingles:
            covered[start : start + 4] = [True] * 4
    totals, hits = Counter(owner), Counter(o for o, c in zip(owner, covered, strict=True) if c)
    return [hits[i] / totals[i] if totals[i] else None for i in range(len(paragraphs))]


def half_of(page_id: str) -> int:
    """0 or 1: the half a page falls into, by its id's hash, for tuning on one half only."""
    return hashlib.md5(page_id.encode(), usedforsecurity=False).digest()[-1] % 2


def score_halves(folders: Sequence[str]) -> Scores:
    """Precision, recall and F1 of the halves of each set, by weights learned on the other half."""
    sets = {Path(folder).name: list(read_pages(Path(folder))) for folder in folders}
    rows = {}
    for half in (0, 1):
        models = train([p for pages in sets.values() for p in pages if half_of(p.id) != half])
        for name, pages in sets.items():
            mine = [page for page in pages if half_of(page.id) == half]
            bodies = (overlap(p.gold, clean_paste(p.dump, models=models).body) for p in mine)
            rows[f"{name}, half {half}"] = {"pages": float(len(mine))} | mean_scores(bodies)
    return mean_of(rows)


def main(folders: Sequence[str]) -> None:
    """Trains on all pages of the sets and writes the weights into the package; with --halves as the
    first argument it only prints how weights learned on one half do on the other."""
    if folders[:1] == ["--halves"]:
        sys.stdout.write(score_halves(folders[1:]).table() + "\n")
        return
    pages = [page for folder in folders for page in read_pages(Path(folder))]
    learned = train(pages)
    text = json.dumps({"pages": len(pages), "weights": learned}, indent=0, ensure_ascii=False)
    WEIGHTS.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
