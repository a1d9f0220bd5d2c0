"""Distinctive words: what one outlet says more often than all others together."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.locales import is_content
from ..text.words import normal_words
from .intervals import ROWS, benjamini_hochberg, figure, z_of
from .lines import OWN, Line, adjacent, outlet_lines

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from scipy.sparse import csr_matrix

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.integer[Any]]

UNIT = f"log-odds against the other outlets (natural logarithm; {OWN})"
LEAST = 2  # a word used once distinguishes nobody
SPLITS = 20  # random splits behind `null`


def distinctive_words(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Log-odds (natural logarithm) of a word in one outlet against all others together.

    With y the count of word w in the outlet, n the count of all its words, y' and n' the same for
    the others, and a prior a_w = a_0 * (share of w in the whole event):

        value = ln((y + a_w) / (n + a_0 - y - a_w)) - ln((y' + a_w) / (n' + a_0 - y' - a_w))
        variance = 1 / (y + a_w) + 1 / (y' + a_w)         z = value / sqrt(variance)

    a_0 is the mean number of counted words per outlet: the prior weighs as much as one average
    outlet, and pulls rare words towards 0. Words and pairs of neighbouring words without stop
    words, of the outlet's own voice; a word that the outlet has in one pair only is told with the
    pair. Listed are the outlet's ROWS highest z > 0 among the terms it
    uses LEAST times or more. q (Benjamini & Hochberg) counts every term that the event uses LEAST
    times or more as tested. z and q take words as independent, which they are not: `null` and the
    "random z" beside them say what the word of the same rank reaches when the event's sentences
    are dealt to the outlets at random (mean of SPLITS deals).

    Monroe, Colaresi & Quinn (2008), Fightin' Words, Political Analysis 16(4), 372-403, section 3.4.
    """
    lines = outlet_lines(articles, sentences)
    table = count_terms(lines)
    if len(table.terms) < 2 or len(lines) < 2:
        return []
    null_value, null_z = _random_splits(table, len(lines), options)
    family = int((table.pooled >= LEAST).sum())
    measures = []
    for row, ranked in enumerate(_rank(table, table.owner, len(lines))):
        outlet = list(lines)[row]
        q = benjamini_hochberg(p_values(ranked.z), family)
        shown = [rank for rank in range(min(ROWS, len(ranked.z))) if ranked.z[rank] > 0]
        spans = term_spans(lines[outlet], {table.terms[ranked.terms[rank]] for rank in shown})
        for rank in shown:
            term, value = table.terms[ranked.terms[rank]], float(ranked.value[rank])
            half = z_of(options) * float(ranked.error[rank])
            measures.append(
                figure(
                    "distinctive words",
                    outlet,
                    term,
                    value,
                    (value - half, value + half),
                    int(ranked.times[rank]),
                    UNIT,
                    evidence=spans[term],
                    null=float(null_value[row, rank]),
                    note=f"z = {ranked.z[rank]:.2f} (random z = {null_z[row, rank]:.2f}), "
                    f"q = {q[rank]:.3g}",
                )
            )
    return measures


def log_odds(mine: Floats, rest: Floats, n: Any, n_rest: Any, prior: Any) -> tuple[Floats, Floats]:
    """Value and standard error per word, as in `distinctive_words`.

    mine, rest, prior   count in the outlet, in the others, and a_w; one number per word
    n, n_rest           all words of the outlet and of the others, both with a_0 added
    """
    import numpy as np

    left, right = mine + prior, rest + prior
    value = np.log(left / (n - left)) - np.log(right / (n_rest - right))
    return value, np.sqrt(1 / left + 1 / right)


class Table(NamedTuple):
    """What was counted.

    terms    sorted
    counts   sparse, lines x terms
    owner    per line the index of its outlet
    pooled   per term its count in the event
    parts    terms x 2: the columns of a pair's words, -1 for a single word
    """

    terms: list[str]
    counts: csr_matrix
    owner: Ints
    pooled: Floats
    parts: Ints


class Ranked(NamedTuple):
    """One outlet's terms used LEAST times or more, the highest z first; arrays of one length."""

    terms: Ints
    value: Floats
    error: Floats
    z: Floats
    times: Floats


def count_terms(lines: dict[str, tuple[Line, ...]]) -> Table:
    import numpy as np
    from scipy.sparse import csr_matrix

    each = [[term for term, _, _ in line_terms(line)] for row in lines.values() for line in row]
    terms = sorted({term for row in each for term in row})
    index = {term: column for column, term in enumerate(terms)}
    columns = [index[term] for row in each for term in row]
    pointer = np.cumsum([0, *map(len, each)])
    counts = csr_matrix((np.ones(len(columns)), columns, pointer), shape=(len(each), len(terms)))
    counts.sum_duplicates()
    parts = np.full((len(terms), 2), -1)
    for column, term in enumerate(terms):
        if len(words := term.split(" ")) == 2:
            parts[column] = index[words[0]], index[words[1]]
    owner = np.repeat(np.arange(len(lines)), [len(row) for row in lines.values()])
    pooled = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    return Table(terms, counts, owner, pooled, parts)


def outlet_counts(table: Table, owner: Ints, outlets: int) -> csr_matrix:
    """Sparse, outlets x terms, when line i belongs to outlet owner[i]."""
    import numpy as np
    from scipy.sparse import csr_matrix

    dealt = (np.ones(len(owner)), (owner, np.arange(len(owner))))
    counts = csr_matrix(csr_matrix(dealt, shape=(outlets, len(owner))) @ table.counts)
    counts.sort_indices()
    return counts


def _rank(table: Table, owner: Ints, outlets: int) -> list[Ranked]:
    """Per outlet its terms by z, when line i belongs to outlet owner[i]; ties by the alphabet."""
    import numpy as np

    counts = outlet_counts(table, owner, outlets)
    total = table.pooled.sum()
    alpha_0 = total / outlets
    ranked = []
    for row in range(outlets):
        part = slice(counts.indptr[row], counts.indptr[row + 1])
        columns, mine = counts.indices[part], counts.data[part]
        n = mine.sum()
        kept = (mine >= LEAST) & ~inside_pairs(table, columns, mine)
        columns, mine = columns[kept], mine[kept]
        value, error = log_odds(
            mine,
            table.pooled[columns] - mine,
            n + alpha_0,
            total - n + alpha_0,
            table.pooled[columns] / outlets,
        )
        z = value / error
        order = np.lexsort((columns, -np.round(z, 9)))
        ranked.append(Ranked(columns[order], value[order], error[order], z[order], mine[order]))
    return ranked


def inside_pairs(table: Table, columns: Ints, counts: Floats) -> npt.NDArray[np.bool_]:
    """Which of an outlet's terms (`columns`, sorted) are words that it has in one pair only: they
    are listed with the pair, not once more alone."""
    import numpy as np

    words = table.parts[columns]
    pairs, _ = np.nonzero(words >= 0)
    places = np.searchsorted(columns, words[words >= 0])
    inside = np.zeros(len(columns), bool)
    inside[places[counts[places] == counts[pairs]]] = True
    return inside


def _random_splits(table: Table, outlets: int, options: Options) -> tuple[Floats, Floats]:
    """Mean value and mean z at each rank, outlets x ROWS, over SPLITS random deals of the lines."""
    import numpy as np

    rng = np.random.default_rng([options.seed, zlib.crc32(b"distinctive words")])
    value, z = np.zeros((outlets, ROWS)), np.zeros((outlets, ROWS))
    for _ in range(SPLITS):
        dealt = _rank(table, rng.permutation(table.owner), outlets)
        for row, ranked in enumerate(dealt):
            top = min(ROWS, len(ranked.z))
            value[row, :top] += ranked.value[:top] / SPLITS
            z[row, :top] += ranked.z[:top] / SPLITS
    return value, z


def p_values(z: Floats) -> list[float]:
    """Two-sided p of a normal z."""
    import numpy as np
    from scipy.special import erfc

    return [float(p) for p in erfc(np.abs(z) / np.sqrt(2))]


def line_terms(line: Line) -> Iterable[tuple[str, int, int]]:
    """(term, start, end) of the words and the pairs of a line's own voice that are counted."""
    for token in line.own:
        if word := _content(token.text, line.language):
            yield word, token.start, token.end
    for left, right in adjacent(line):
        first, second = (_content(token.text, line.language) for token in (left, right))
        if first and second:
            yield f"{first} {second}", left.start, right.end


@lru_cache(maxsize=65536)
def _content(text: str, language: str | None) -> str:
    """The word as it is counted, or "" for stop words, figures and single letters."""
    word = " ".join(normal_words(text))
    counted = is_content(word, language) and any(map(str.isalpha, word))
    return word if counted else ""


def term_spans(lines: Sequence[Line], wanted: set[str]) -> dict[str, list[Evidence]]:
    """Every place of the wanted terms."""
    spans: dict[str, list[Evidence]] = {term: [] for term in wanted}
    for line in lines:
        for term, start, end in line_terms(line):
            if term in wanted:
                spans[term].append(Evidence(line.sentence.id, start, end))
    return spans
