"""Whether a sentence can be read by itself: all it speaks of is named in it, or known at once.

Known are the event's own things (`Heads.introduced`) and what there is one of ("the government").
None rather than a doubtful one: an article has many sentences to choose from.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from ..datafiles import load_forms, load_group, load_table, load_words
from ..text.actors.signs import is_role
from ..text.words import HE, POINTING, STOP_WORDS, count_words, normal_words, owns
from .heads import Heads
from .wording import DANGLING, LABEL, NOTICE, QUOTES, TAG, shorten, tell_words

if TYPE_CHECKING:
    from ..text.annotate import AnnotatedSentence, Word

WORDS = (9, 40)  # words of a sentence that can stand for an outlet
FIGURES = 4  # figures, from which it is a list
OPENING = 3  # words of a sentence in which a "they" has nobody before it
PHRASE = 3  # telling words of a phrase that begins with "the"
BEFORE = 3  # sentences before one, whose things it may take up
SCRAP = 6  # words around a quotation, up to which it needs SAYING words
SAYING = 12  # quoted words, from which a sentence that is little else tells something
REPORTED = 8  # reported words, from which a sentence is no mere lead-in to a quotation
JOINING = frozenset(["and", "but", "so", "yet"])
THEY = frozenset(["they", "them", "their"])
PERSONAL = HE | THEY | {"it", "its"}
READERS = frozenset(["i", "we", "you", "your", "our", "my", "let", "please"])
NO_NEWS = frozenset(["what", "how", "why", "whether", "which", "who", "where", "if"])
NO_NOUN = frozenset(["new", "first", "last", "latest", "next", "other"])
ONLY_ONE, OF_MANY = load_group("only_one"), load_group("of_many")
# what a phrase goes on with that says which one is meant: at a sentence's head, and anywhere
GOES_ON = frozenset(["of", "who", "which", "whose"])
AT_HEAD = GOES_ON | {"in", "to", "for", "on", "at", "from", "between", "with"}
BULLETS = "-–—•*·"
_BACK = re.compile(load_forms("statements.txt")["back"])
_MARKED = re.compile(r"[“\"][^“”\"]{1,300}[”\"]")


def stands_alone(one: AnnotatedSentence, heads: Heads) -> bool:
    """Whether a sentence is a statement that can be read by itself: no question, notice, entry of a
    list, lead-in to the quotation behind it, scrap of one; nothing that its neighbours explain."""
    text, whole = one.text.strip(), one.whole.article.text
    shown = shorten(text)
    bare = text.rstrip("”\"’')")
    line = whole[whole.rfind("\n", 0, one.sentence.start) + 1 :].lstrip()
    own = {word.normal.split("'")[0] for word in one.own_words}
    is_speech = tell_words(one.sentence.start, one.text, one.speech) != shown
    if (
        not WORDS[0] <= count_words(shown) <= WORDS[1]
        or bare[-1:] != "."  # a heading, a link
        or bare.endswith("...")
        or text.count(":") > 1
        or "?" in text
        or len(one.numbers) >= FIGURES
        or line[:1] in BULLETS
        or LABEL.match(text)
        or NOTICE.search(text)
        or any(found.search(text if is_speech else one.own_text) for found in (DANGLING, _BACK))
        or not own
        or own & READERS
    ):
        return False
    return (
        _is_whole_speech(one, shown, is_speech)
        and _has_subject(one, shown, heads)
        and not any(_means_another(one, n, heads) for n in range(len(one.words)))
        and _has_full_names(one)
        and _has_its_people(one)
    )


def _is_whole_speech(one: AnnotatedSentence, shown: str, is_speech: bool) -> bool:
    """Whether somebody speaks the words in marks, enough of them, and the text does not go on."""
    plain = count_words(_MARKED.sub(" ", shown))
    quoted = count_words(shown) - plain
    if not plain and not is_speech:
        return False
    if quoted and quoted < (SAYING if plain <= SCRAP else REPORTED if shown[0] in QUOTES else 0):
        return False
    behind = one.whole.article.text[one.sentence.end :].lstrip()[:1]
    if behind and behind in QUOTES and not any(each.words >= REPORTED for each in one.speech):
        return False
    return any(each.speaker for each in one.speech) or not any(w.content for w in one.quoted_words)


def _has_subject(one: AnnotatedSentence, shown: str, heads: Heads) -> bool:
    """Whether it begins with a name, a number of things, "the …" or a small word: 'Replace Pell …',
    'Asked about it, …', 'They …' do not."""
    head = [word.normal for word in one.words[: OPENING + 1]]
    head = head[1:] if head[0] in JOINING else head[:OPENING]
    first = next(iter(normal_words(shown)), "")
    start = next((word.start for word in one.words if word.normal == first), None)
    if shown[0] in QUOTES and _names_in_full(one):
        # '“I have voted for it,” said Ada Pell', not '“At least when it began, …'
        back = PERSONAL & {word.normal for word in one.words[: OPENING + 1]}
        return not back and first not in POINTING - {"i", "we", "you"}
    if {*head[:1]} & POINTING or {*head} & PERSONAL or first in NO_NEWS or start is None:
        return False
    name = one.text[start:].split()[0].rstrip(",.")
    if start in _find_names(one) or name in heads.capitals or first[0].isdigit():
        return True
    words = (word for word in one.words if word.start >= start)
    phrase = [*takewhile(lambda word: word.content, words)][:PHRASE]
    return first in STOP_WORDS | _load_titles() or any(map(_is_plural, phrase))


def _names_in_full(one: AnnotatedSentence) -> bool:
    """Whether its own words name a person in full."""
    return any(
        who.kind == "person" and " " in one.text[slice(*span)] and not one.is_marked(*span)
        for span, who in one.actors
    )


@cache
def _load_titles() -> frozenset[str]:
    """Words before a name: 'Sen.', 'Former', 'Mr.'"""
    titles = {office.split()[0] for office in load_words("offices.txt")}
    titles |= {word for row in load_table("ranks.txt").items() for word in row}
    return frozenset(titles | load_words("titles_before_names.txt") | load_group("no_head"))


def _find_names(one: AnnotatedSentence) -> set[int]:
    """Where actors are named in it, and other names within it."""
    return {start for (start, _), _ in one.actors} | {n.start for n in one.names if n.start}


def _means_another(one: AnnotatedSentence, n: int, heads: Heads) -> bool:
    """Whether its word `n` begins a "the vote" that sentences before explain: at its head any that
    nothing introduces, elsewhere one with a word of theirs that stands in no head."""
    word = one.words[n]
    if word.normal != "the" or (n and one.is_marked(word.start, word.end)):
        return False
    phrase = [*takewhile(lambda word: word.content, one.words[n + 1 :])][:PHRASE]
    owner = next((k for k, w in enumerate(phrase) if owns(one.text[w.start : w.end])), len(phrase))
    phrase = phrase[: owner + 1]  # of 'the group's president' the group
    behind = one.words[n + 1 + len(phrase) :][:1]
    told = heads.shares.keys() if n else heads.introduced
    known = (told | ONLY_ONE) - NO_NOUN - load_words("calendar.txt")
    names = _find_names(one)
    is_known = any(word.start in names or word.stem in known for word in phrase)
    roles = [word for word in phrase[:2] if is_role(word.normal) and word.stem not in ONLY_ONE]
    if not n and roles:
        is_known = any(word.start in names for word in phrase)  # 'The sheriff has called it …'
    goes_on = GOES_ON if n else AT_HEAD
    if not phrase or is_known or any(word.normal in goes_on for word in behind):
        return False
    before = one.texts.before(one.sentence.article, one.sentence.start, BEFORE + 1)[1:]
    told_before = {stem for other in before for stem in other.all_stems}
    return not n or any(word.stem in told_before or word.normal in OF_MANY for word in phrase)


def _is_plural(word: Word) -> bool:
    return word.content and word.normal[-1:] == "s" and word.normal[-2:] not in ("ss", "us", "is")


def _has_full_names(one: AnnotatedSentence) -> bool:
    """Whether nobody is called by a surname alone whom only sentences before introduce."""
    event = one.texts
    full = {who for span, who in one.actors if " " in one.text[slice(*span)]}
    return not any(
        who.kind == "person"
        and all(
            event[place.sentence].outlet == one.outlet and event[place.sentence].sentence.index > 1
            for place in who.mentions
        )
        for _, who in one.actors
        if who not in full
    )


def _has_its_people(one: AnnotatedSentence) -> bool:
    """Whether each "he" or "they" has somebody before it; a "him" two."""
    phrase = one.words[: PHRASE + 1]
    others = {start for (start, _), who in one.actors if who.kind != "person"}
    people = {start for (start, _), who in one.actors if who.kind == "person"}
    people |= {n.start for n in one.names if " " in n.text and not one.is_marked(n.start, n.end)}
    people -= others  # no 'Congress', who is no "he"
    if phrase[0].normal == "the":
        people |= {word.start for word in phrase if is_role(word.normal)}
    many = [word.start for word in one.words if _is_plural(word)]
    many += [start for (start, _), who in one.actors if who.kind != "person"]
    for word in one.own_words if len(one.own_words) > TAG else ():
        before = sum(start < word.start for start in people)
        if word.normal in HE and before < (2 if word.normal == "him" else 1):
            return False
        # the subject, or right before: 'voters say that they', not 'as the polls closed, they'
        near = (
            n <= phrase[-1].start or "," not in one.text[n : word.start]
            for n in many
            if n < word.start
        )
        if word.normal in THEY and before < 2 and not any(near):
            return False
    return True
