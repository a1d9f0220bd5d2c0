"""What the reports call things: plain words for kinds, natures, tiers and statuses.

A name that is missing here is shown as it stands, so a new kind needs no line of this
file to appear in a report.
"""

from __future__ import annotations

from typing import NamedTuple


class Sign(NamedTuple):
    """How a cell of the matrix looks without colour, and what it says."""

    symbol: str
    words: str


SIGNS = {
    "states": Sign("●", "states it"),
    "in part": Sign("◐", "states it in part: a figure or name of the row is not in its sentence"),
    "perhaps": Sign("?", "a sentence may state it: look"),
    "not found": Sign("·", "not found"),
    "too short": Sign("–", "not found, but the article is very short"),
    "cut off": Sign("–", "not found, but only a part of the article was free to read"),
    "published before": Sign("–", "not found, but the article appeared earlier"),
    "one origin": Sign("–", "not found, but the others go back to one text"),
    "other language": Sign("–", "not compared: in another language"),
}
NONE = {  # what a list says that has no entry
    "What two or more state": "Nothing was found in two outlets or more.",
    "Where they differ": "No difference was found that is sure; read the sentences side by side.",
    "How they report it": "None stands out.",
    "What only one reports": (
        "No sentence was found that is surely in only one outlet and can be read by itself."
    ),
}
TIERS = {"same": "surely", "likely": "probably", "possible": "perhaps", "below": "too far apart"}
KINDS = {
    "number": "Numbers",
    "date": "Dates",
    "name": "Names",
    "quote": "Quotations",
    "polarity": "Yes and no",
    "status": "How sure it is",
    "speaker": "Who said it",
    "label": "What it is called",
}
NATURES = {
    "clash": "cannot both hold, if one thing is meant",
    "precision": "one is less exact",
    "update": "a later article has a newer figure",
    "wording": "other words",
}
ORIGINS = {
    "by hand": "one text by hand",
    "near-identical": "near-copies",
    "one agency": "all credit one agency, and share words with it",
    "shared passage": "a long passage is the same",
    "one owner": "their outlets have one owner",
}
STATUSES = {
    "perhaps": "may state it; not sure enough to be counted, nor to be called missing",
    "not found": "not found",
    "too short": "not found; the article is too short to expect it",
    "cut off": "not found; only a part of the article was free to read",
    "published before": "not found; the article appeared before the fact could be known",
    "one origin": "not found; the outlets that have it go back to one text",
    "other language": "not compared; the outlet's articles are in another language",
}
FIELDS = {
    "published": "date", "byline": "author", "title": "headline", "url": "address",
    "truncated": "cut off", "encoding": "unreadable bytes", "several": "several articles",
}  # fmt: skip
TERMS = [
    (
        "Fact",
        "Something that at least two outlets state. It is written here in the words of one of "
        "them. “Stated” does not mean “true”: this report checks nothing against the world.",
    ),
    (
        "Not found",
        "No sentence of that outlet came near enough to the fact. The nearest one is shown, so "
        "that you can judge for yourself. It does not say why it is missing.",
    ),
    (
        "Difference",
        "Outlets state the same fact, but with another figure, date or name, the other way round, "
        "or quote one utterance in other words.",
    ),
    (
        "Origin",
        "The text an article goes back to. Articles that are copies of one text (an agency "
        "report, say) are one origin, however many outlets carry it.",
    ),
]
RIGHT = (
    "On {events:.0f} marked events in English, each left out of the learning: of the pairs called "
    "“same” {precision_same:.0%} are joined by a reader too, of those called “likely” "
    "{precision_likely:.0%}, of those called “possible” {precision_possible:.0%}. All together "
    "{precision:.0%} are right, and {recall:.0%} of what a reader joins is found (F1, mean over "
    "events: {f1:.2f}, standard error {f1_standard_error:.2f})."
)
METHOD = [
    (
        "How sentences are matched",
        "Each article is cleaned and split into sentences. Each sentence is compared with those "
        "of every other outlet; several signals (words in common, order, names, figures) are "
        "joined into one score from 0 to 1: how often such a pair states (part of) the same.",
    ),
    (
        "How facts are made",
        "A row is in the words of one sentence. From every other outlet, the sentence that matches "
        "it best is compared with those words: ● states it; ◐ has it in part: it lacks a "
        "figure, a day, a name or most of the words; ? may state it, and counts neither as "
        "stated nor as missing. No "
        "mark rests on a third outlet. A row is shown where its marks together are sure enough; "
        "what is less sure is listed apart and is not counted.",
    ),
    (
        "What a difference means",
        "“Both cannot hold” compares the words, not the world: outlets may mean different "
        "moments or count differently. A newer figure in a later article is called newer, not a "
        "contradiction. “Less exact” means that one wording allows for the other.",
    ),
    (
        "What can go wrong",
        "Matching by machine errs both ways: paraphrases in quite other words are missed, and "
        "similar sentences about different things are sometimes joined. Cleaning can cut too "
        "much or too little. How often is measured: “compare-news evaluate” prints the error "
        "rates on events marked by people. Every finding leads to its sentence; look there "
        "before you rely on it.",
    ),
    (
        "How to read an interval",
        "The bar around a value is the range in which it would mostly lie if the outlet had "
        "written as many sentences again in the same way. Where bars overlap widely, there may be "
        "no difference. One event never shows how an outlet writes in general.",
    ),
]
OPTIONS = {
    "scorer": "the way the signals are joined into one score",
    "reader": "the model that reads the pairs in doubt, or none",
    "possible": "bar for a match (default: the scorer’s own)",
    "likely": "bar for a likely match, and for what is perhaps shared (default: the scorer’s own)",
    "same": "bar for a sure match, and for a row (default: the scorer’s own)",
    "min_words": "sentences with fewer words are not matched",
    "near_copy": "shared run of words from which two articles are one origin",
    "short_article": "share of the median length below which an article is too short",
    "min_share": "share of the outlets that must have a fact before others are said to lack it",
    "codebook": "a file of frames with their words, to be counted",
    "min_origins": "origins that a fact needs before an outlet is said to lack it",
    "confidence": "level of every interval",
    "seed": "start of the random numbers, so that the same input gives the same figures",
}
