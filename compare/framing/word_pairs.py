"""Distinctive words of one outlet against one other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from ..model import Article, Fact, Measure, Sentence
from ..options import Options
from .intervals import benjamini_hochberg, figure, z_of
from .lines import OWN, outlet_lines
from .words import LEAST, count_terms, inside_pairs, log_odds, outlet_counts, p_values, term_spans

EACH = 3  # words shown per pair of outlets
MOST_OUTLETS = 12  # of more, the pairs fill a book: "distinctive words" tells each against all
UNIT = f"log-odds against one other outlet (natural logarithm; {OWN})"


def words_against_each(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Log-odds (natural logarithm) of a word in one outlet against one other; term "other: word".

    As "distinctive words" (Monroe, Colaresi & Quinn 2008), the two outlets' counts alone; the prior
    is again the whole event's, a_0 the mean number of counted words per outlet. Listed are the
    EACH words with the highest z > 0 that the outlet uses LEAST times or more. q (Benjamini &
    Hochberg) counts every such word of every pair once. null is 0, what one way of writing gives.
    Nothing for more than MOST_OUTLETS outlets.
    """
    import numpy as np

    lines = outlet_lines(articles, sentences)
    table = count_terms(lines)
    names = list(lines)
    if len(table.terms) < 2 or not 2 < len(names) <= MOST_OUTLETS:
        return []  # of two outlets "distinctive words" has told it
    counts = outlet_counts(table, table.owner, len(names)).toarray()
    prior, totals = table.pooled / len(names), counts.sum(axis=1)
    alpha_0 = prior.sum()
    found = []
    for one, two in permutations(range(len(names)), 2):
        columns = np.flatnonzero(counts[one] >= LEAST)
        columns = columns[~inside_pairs(table, columns, counts[one][columns])]
        value, error = log_odds(
            counts[one][columns],
            counts[two][columns],
            totals[one] + alpha_0,
            totals[two] + alpha_0,
            prior[columns],
        )
        found.append((one, two, columns, value, error, p_values(value / error)))
    # a word that one outlet uses more than the other is the same test from both sides
    chances = benjamini_hochberg([p for row in found for p in row[-1]])
    measures, tested = [], 0
    for one, two, columns, value, error, p in found:
        q = chances[tested : tested + len(p)]
        tested += len(p)
        z = value / error
        order = [k for k in np.lexsort((columns, -np.round(z, 9)))[:EACH] if z[k] > 0]
        spans = term_spans(lines[names[one]], {table.terms[columns[k]] for k in order})
        for k in order:
            word, half = table.terms[columns[k]], z_of(options) * float(error[k])
            measures.append(
                figure(
                    "words against each outlet",
                    names[one],
                    f"{names[two]}: {word}",
                    float(value[k]),
                    (float(value[k]) - half, float(value[k]) + half),
                    int(counts[one][columns[k]]),
                    UNIT,
                    evidence=spans[word],
                    null=0.0,
                    note=f"z = {z[k]:.2f}, q = {q[k]:.3g}",
                )
            )
    return measures
