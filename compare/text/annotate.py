"""A text is read once: every sentence with its words, figures, dates, names and quotations.

`annotate` stands between splitting and matching; every later stage takes the `Texts` that it
returns, so that a German figure or a French stem is the same thing to all of them. Nothing is read
before a stage asks for it, and nothing is read twice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

from ..model import Article, Evidence, Fact, Reading, Saying, Sentence
from .actors import Actor, Actors, find_actors
from .dates import DateMention, find_dates
from .hedges import find_hedges
from .locales import is_content, stem_in
from .marks import quoted_spans, touching
from .names import Name, find_names
from .numbers import Quantity, find_numbers
from .quotes import Quote, article_quotes
from .words import normal_word, normal_words, tokens, words_of

if TYPE_CHECKING:
    from .cast import Cast
    from .utterances import Utterance

MOST_MENTIONS = 60  # figures, dates or names read in one sentence: a bound for lines without end
FEW_SENTENCES = 50  # fewer say little of what is common: they count as so many

Span = tuple[int, int]


class Word(NamedTuple):
    """A word of a sentence: offsets in it, normal form, stem, and whether it may tell something."""

    start: int
    end: int
    normal: str
    stem: str
    content: bool


class AnnotatedArticle:
    """An article and what is read in it as a whole; offsets count in `Article.text`."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word of the article, in normal form."""
        return frozenset(normal_words(self.article.text))

    @cached_property
    def normal_text(self) -> str:
        """Its words in normal form, a blank around each."""
        return f" {' '.join(normal_words(self.article.text))} "

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """All quotations, headline and body each read by itself."""
        return article_quotes(self.article)

    @cached_property
    def marked(self) -> list[Span]:
        """What stands between quotation marks, marks included; sorted, disjoint."""
        return quoted_spans(self.article.text)

    @cached_property
    def uttered(self) -> list[Span]:
        """The same without terms in marks ("so-called"): these are the outlet's own words."""
        article, shift = self.article, self.article.body_start
        terms = {quote.start for quote in self.quotes if quote.kind == "scare"}
        terms |= {start - 1 for start in terms}
        body = [(start + shift, end + shift) for start, end in quoted_spans(article.body)]
        return [*quoted_spans(article.title), *(span for span in body if span[0] not in terms)]


class AnnotatedSentence:
    """One sentence and what is read in it, each when first asked for.

    All offsets count from the sentence's start; `reading` and `evidence` make them offsets of
    `Article.text`.

    text      the sentence, verbatim
    outlet    whose sentence it is
    language  the article's, ISO 639-1, or None
    day       the article's ISO day of publication, or None
    """

    def __init__(self, sentence: Sentence, texts: Texts) -> None:
        self.sentence = sentence
        self.texts = texts
        self.whole = texts.wholes[sentence.article]
        article = self.whole.article
        self.id = sentence.id
        self.text = sentence.text
        self.outlet = sentence.outlet
        self.language = article.language
        self.day = article.published[:10] if article.published else None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in order, in the article's language."""
        return read_words(self.text, self.language)

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """Its quantities."""
        return find_numbers(self.text, self.language)[:MOST_MENTIONS]

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Its days and spans of days, resolved from the day of publication."""
        published = self.whole.article.published
        return find_dates(self.text, self.language, published)[:MOST_MENTIONS]

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Its names."""
        return find_names(self.text)[:MOST_MENTIONS]

    @cached_property
    def hedges(self) -> tuple[Span, ...]:
        """Its hedges."""
        return find_hedges(self.text)

    @cached_property
    def marked(self) -> tuple[Span, ...]:
        """What stands between quotation marks, also where the marks are in other sentences."""
        return self._cut_spans(self.whole.marked)

    @cached_property
    def uttered(self) -> tuple[Span, ...]:
        """The same without terms in marks, which nobody uttered."""
        return self._cut_spans(self.whole.uttered)

    @cached_property
    def own_words(self) -> tuple[Word, ...]:
        """Words of the outlet's own voice: outside quotation marks, and terms in marks."""
        return tuple(word for word in self.words if not self.is_uttered(word.start))

    @cached_property
    def quoted_words(self) -> tuple[Word, ...]:
        """Words that somebody else uttered, in quotation marks."""
        return tuple(word for word in self.words if self.is_uttered(word.start))

    @cached_property
    def own_text(self) -> str:
        """The text with the quoted characters made blank: same length, same offsets."""
        pieces, at = [], 0
        for start, end in self.uttered:
            pieces += [self.text[at:start], " " * (end - start)]
            at = end
        return "".join(pieces) + self.text[at:]

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """Stems of all words."""
        return read_stems(self.text, self.language)

    @cached_property
    def content_stems(self) -> frozenset[str]:
        """Stems of its content words."""
        return self.stems(0, len(self.text))

    @property
    def speech(self) -> Sequence[Utterance]:
        """What is said in it, in order of place."""
        return self.texts.speech.get(self.id, ())

    def stems(self, start: int, end: int) -> frozenset[str]:
        """Stems of the content words that lie within start..end."""
        return frozenset(
            w.stem for w in self.words if w.content and start <= w.start and w.end <= end
        )

    def is_marked(self, start: int, end: int) -> bool:
        """Whether start..end touches words between quotation marks."""
        return any(a < end and start < b for a, b in self.marked)

    def is_uttered(self, start: int) -> bool:
        """Whether the word at `start` is somebody's own, quoted."""
        return any(a <= start < b for a, b in self.uttered)

    def reading(self, start: int, end: int, value: str) -> Reading:
        """start..end as evidence of a value."""
        at = self.sentence.start
        return Reading(self.outlet, self.sentence.id, at + start, at + end, value)

    def verbatim(self, start: int, end: int) -> Reading:
        """A reading whose value is the words as they stand, white space made single."""
        return self.reading(start, end, " ".join(self.text[start:end].split()))

    def evidence(self, start: int, end: int) -> Evidence:
        """start..end as evidence."""
        at = self.sentence.start
        return Evidence(self.sentence.id, at + start, at + end)

    def span_of(self, place: Evidence | Fact | Reading | Saying) -> Span:
        """Where a place of the article lies in the sentence."""
        return place.start - self.sentence.start, place.end - self.sentence.start

    @cached_property
    def actors(self) -> list[tuple[Span, Actor]]:
        """The people, countries and bodies of the event that it names, and where."""
        named = self.texts.actors.inside(self.id, self.sentence.start, self.sentence.end)
        return [(self.span_of(place), actor) for place, actor in named]

    def _cut_spans(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        start, end = self.sentence.start, self.sentence.end
        here = touching(spans, start, end)
        return tuple((max(a, start) - start, min(b, end) - start) for a, b in here)


class Texts:
    """The annotated sentences of an event: by id, by article, by outlet.

    articles    sorted by id
    sentences   sorted by article and place
    groups      article id -> the outlet that it counts for
    wholes      article id -> what is read in the article as a whole
    event       the texts of which these are a selection, or these themselves
    """

    def __init__(self, articles: Iterable[Article], sentences: Iterable[Sentence]) -> None:
        self.articles = tuple(sorted(articles, key=lambda article: article.id))
        self.sentences = tuple(sorted(sentences, key=lambda s: (s.article, s.index, s.id)))
        self.groups = {article.id: article.outlet for article in self.articles}
        self.wholes = {article.id: AnnotatedArticle(article) for article in self.articles}
        self._by_id = {s.id: AnnotatedSentence(s, self) for s in self.sentences}
        self.event = self

    def select(self, groups: Mapping[str, str]) -> Texts:
        """The texts of these articles alone, each under the name that `groups` (article id -> name)
        gives it in place of its outlet; what was read before is not read again."""
        selection = object.__new__(Texts)
        selection.articles = tuple(a for a in self.articles if a.id in groups)
        selection.sentences = tuple(s for s in self.sentences if s.article in groups)
        selection.groups = {a.id: groups[a.id] for a in selection.articles}
        selection.wholes = self.wholes
        selection._by_id = {s.id: self._by_id[s.id] for s in selection.sentences}
        selection.event = self.event
        return selection

    def __getitem__(self, name: str) -> AnnotatedSentence:
        """The annotated sentence of this id. KeyError where there is none."""
        return self._by_id[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_id

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[AnnotatedSentence]:
        """The annotated sentences in the order of `sentences`."""
        return iter(self._by_id.values())

    @cached_property
    def by_article(self) -> dict[str, list[AnnotatedSentence]]:
        """Article id -> its sentences in order; an article without any has an empty row."""
        rows: dict[str, list[AnnotatedSentence]] = {article.id: [] for article in self.articles}
        for one in self:
            rows[one.sentence.article].append(one)
        return rows

    @cached_property
    def by_outlet(self) -> dict[str, list[AnnotatedSentence]]:
        """Outlet -> its sentences in the order of article and place; outlets sorted."""
        rows: dict[str, list[AnnotatedSentence]] = {name: [] for name in self.outlets}
        for one in self:
            rows[self.groups[one.sentence.article]].append(one)
        return rows

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, sorted."""
        return tuple(sorted(set(self.groups.values())))

    @cached_property
    def actors(self) -> Actors:
        """The people, countries and bodies of the whole event, where these are a part too."""
        if self.event is not self:
            return self.event.actors
        return find_actors(self.articles, self.sentences)

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """What is said in these texts, in order of article and place."""
        from .utterances import find_utterances

        return find_utterances(self)

    @cached_property
    def speech(self) -> dict[str, list[Utterance]]:
        """Sentence (id) -> what is said in it; those in which nothing is are left out."""
        rows: defaultdict[str, list[Utterance]] = defaultdict(list)
        for one in self.utterances:
            rows[one.sentence].append(one)
        return dict(rows)

    @cached_property
    def cast(self) -> Cast:
        """Which of the event's actors speaks in each quotation, and whom a "He" means."""
        from .cast import find_cast

        return find_cast(self)

    def locate(self, article: str, start: int, end: int) -> Evidence | None:
        """A span of an article's text as evidence, cut at the end of the sentence it begins in;
        None where it begins outside every sentence."""
        for one in self.before(article, start, 1):
            if start < one.sentence.end:
                return Evidence(one.id, start, min(end, one.sentence.end))
        return None

    def before(self, article: str, at: int, most: int) -> list[AnnotatedSentence]:
        """The last sentences of an article that begin at a place or before it, the last first."""
        row = self.by_article[article]
        stop = bisect_right(row, at, key=lambda one: one.sentence.start)
        return row[max(0, stop - most) : stop][::-1]

    @cached_property
    def frequency(self) -> Counter[str]:
        """Stem -> how many sentences hold it. Counted in passing: no sentence keeps its words."""
        return Counter(stem for one in self for stem in read_stems(one.text, one.language))

    def idf(self, stem: str) -> float:
        """Inverse document frequency of a stem over the event's sentences, above 0."""
        return log((len(self) + 1) / (self.frequency[stem] + 0.5))

    @cached_property
    def scaled_idf(self) -> dict[str, float]:
        """Stem -> 0..1: the same idf scaled, 1 for a stem of one sentence alone."""
        size = max(FEW_SENTENCES, len(self)) + 1
        return {stem: log(size / count) / log(size) for stem, count in self.frequency.items()}


def annotate(articles: Iterable[Article], sentences: Iterable[Sentence]) -> Texts:
    """The texts of an event, ready to be read; sentences belong to one of the articles.

    >>> from compare.model import Article
    >>> from compare.text.sentences import article_sentences
    >>> article = Article("kurier", "kurier", "", "Rund 1.250 Menschen", language="de")
    >>> texts = annotate([article], article_sentences(article))
    >>> [quantity.low for one in texts for quantity in one.numbers]
    [1250.0]
    """
    return Texts(articles, sentences)


def read_words(text: str, language: str | None = None) -> tuple[Word, ...]:
    """The words of a text in this language (ISO 639-1; None: taken for English)."""
    words = []
    for token in tokens(text):
        normal = normal_word(token.text)
        stem, content = stem_in(normal, language), is_content(normal, language)
        words.append(Word(token.start, token.end, normal, stem, content))
    return tuple(words)


def read_stems(text: str, language: str | None = None) -> frozenset[str]:
    """The stems of all words of a text in this language."""
    return frozenset(stem_in(normal_word(word), language) for word in words_of(text))
