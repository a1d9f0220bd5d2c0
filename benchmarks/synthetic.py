"""Made-up events of any size: no article's words, yet words that are spread as in news.

An event has facts; each outlet tells many of them in words of its own: it drops some of a fact's
words, puts others in their place, moves the rest and sets function words between them. Word
frequencies follow Zipf and Mandelbrot's law. The same arguments give the same event.
"""

from __future__ import annotations

import random
from itertools import accumulate

from compare.datafiles import load_words
from compare.model import Article, Sentence
from compare.text.sentences import article_sentences

SYLLABLES = [a + b + c for a in "bcdfglmnprstv" for b in "aeiou" for c in ("", "l", "n", "r", "s")]
VOCABULARY = 20_000  # content words
FLAT = 10  # Mandelbrot's shift: how much rarer it makes the commonest words
WORDS = (7, 14)  # content words of a sentence
STATING = 0.6  # share of sentences that tell one of the event's facts
KEPT = 0.7  # share of a fact's words that a sentence keeps
NAMED = 0.25  # share of words that are names


def make_articles(outlets: int, sentences: int, seed: int = 0) -> list[Article]:
    """One article of each outlet, with so many sentences and a headline."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3)))) for _ in range(VOCABULARY)]
    words = [word.capitalize() if rng.random() < NAMED else word for word in words]
    weights = list(accumulate(1 / (rank + FLAT) for rank in range(VOCABULARY)))
    small = sorted(load_words("stopwords.txt"))

    def draw_words() -> list[str]:
        return rng.choices(words, cum_weights=weights, k=rng.randint(*WORDS))

    facts = [draw_words() for _ in range(4 * sentences)]
    fact_weights = list(accumulate(1 / (rank + FLAT) for rank in range(len(facts))))

    def sentence() -> str:
        if rng.random() < STATING:
            fact = rng.choices(facts, cum_weights=fact_weights)[0]
            content = [word for word in fact if rng.random() < KEPT] + draw_words()[
                : rng.randint(0, 4)
            ]
            content.sort(key=lambda word: rng.random() if rng.random() < 0.3 else 0.5)
        else:
            content = draw_words()
        line = [w for word in content for w in (*rng.choices(small, k=rng.randint(0, 2)), word)]
        if rng.random() < 0.3:
            line.insert(rng.randrange(len(line)), str(rng.randint(2, 900)))
        text = " ".join(line or ["nothing"])
        return text[0].upper() + text[1:] + "."

    articles = []
    for number in range(outlets):
        title = sentence().rstrip(".")
        body = "\n\n".join(sentence() for _ in range(sentences))
        name = f"Outlet {number:04d}"
        day = f"2024-10-{1 + number % 28:02d}"
        articles.append(Article(f"o{number:04d}", name, title, f"{title}\n\n{body}", day))
    return articles


def make_sentences(outlets: int, sentences: int, seed: int = 0) -> list[Sentence]:
    """The sentences of such articles, without their headlines: outlets × sentences of them."""
    articles = make_articles(outlets, sentences, seed)
    return [s for a in articles for s in article_sentences(a) if s.index]
