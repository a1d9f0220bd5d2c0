"""What one event's sentences say of its names: which of them are people, which bodies.

A name is judged by all its places together: a title or an office before it, an age or an office
behind it, a verb of saying beside it, its surname alone elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from ...datafiles import load_group, load_table, load_words
from ...model import Sentence
from ..countries import find_country
from ..names import find_names
from ..numbers.figures import ONES, TENS
from ..words import STOP_WORDS
from .signs import (
    BEHIND,
    BODY_HEADS,
    FIRM,
    LISTED_BODIES,
    OF_STATE,
    PARTY_WORDS,
    RANKS,
    SAYING_VERBS,
    WORD_AFTER,
    Candidates,
    Person,
    Words,
    is_body,
    is_family_first,
    is_field,
    is_post,
    is_role,
    is_short,
    is_title,
    is_title_case,
    last_before,
    may_be_person,
    office_before,
    office_behind,
    plain_body,
    read_office,
    suffix,
    surname,
)

ENOUGH = 3  # points of evidence from which a run of capitalised words names a person
MOST_WORDS = 5  # words of a person's name
# 'Ada Pell' of 'Ada Pell of the Harbour Institute, said'
_MEMBER_SAYS = re.compile(
    r"\s(?:of|at|from|with)\s(?:(?:the|[A-Z][\w.’'-]{1,20}|of|and|for)\s){0,7}[A-Z][\w.’'-]{1,20},?\ssa(?:id|ys)\b"
)
TITLE, ROLE, AGE, GIVEN, WHO, SURNAME, SPEAKS, SAYS, THE, PLACE = 3, 3, 3, 3, 2, 2, 2, 1, -3, -3
SPEAKING = frozenset({"said", "says", "told", "tells", "added", "adds", "recalled", "replied"})
PREPOSITIONS = frozenset({"in", "of", "at", "from", "for", "with", "to", "on", "near"})
_NO_PEOPLE = load_group("no_people") | {""}
_ADJECTIVES = load_group("adjective_roles")
_KINDS = load_group("kinds")
_FIRM = re.compile(
    r"\b(?:CEO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?) of (?:the )?"
    r"((?!Mrs?\.)[A-Z][\w&.-]{1,20}(?:['’]s [A-Z][\w-]{1,20})?(?: [A-Z][\w-]{1,20}){0,3})"
)
_ADMINISTRATION = re.compile(r"\b((?!The|This|Senior)[A-Z][a-z]{2,20} administration)\b")
_ROLE_NAMES = frozenset({"King", "Dean", "Judge", "Bishop", "Pope", "Prince", "Page", "Baker"})
_INITIAL = re.compile(r"[A-Z]\.?$")
_WORD = re.compile(r"\S+")
_TITLE_BEFORE = re.compile(r"(?:[A-Z][\w.’'\-]{1,20}\s){1,3}$")
_PARTICLE = re.compile(r" (?:al|el|bin|ibn|abu)[- ][A-Z][\w’'\-]{1,20}")
_SEAM = re.compile(r"\s(?:and|of the|of|for the|for|the|The)\s(?=\S)")
_ACCORDING = re.compile(r"\b(?:[Aa]ccording\sto|(?:said|says)\s(?:the|his|her)\s[^,.;”]{3,60},)\s$")
_AGE = re.compile(r",\s\d{1,3}(?=[,.;:\s])")
_IN_PLACE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside)\s$")
_SHORT = re.compile(r"\(([A-Z][A-Za-z.]{1,7})\)")
_ACRONYM = re.compile(r"(?:[A-Z]{2,6}|(?:[A-Z]\.){2,6})")
# 'WikiLeaks'; not 'McConnell', 'DeSantis'
_CAMEL = re.compile(r"(?!Fitz)[A-Z][a-z]{3,12}[A-Z][A-Za-z]{1,12}")
_NO_BODY = load_group("no_body")
_NO_HEADS = load_group("no_heads") | {*ONES, *TENS}
_OF_BODY = load_group("of_body")


def find_candidates(sentences: Sequence[Sentence]) -> Candidates:
    """The people and bodies that the sentences name; headlines set in capitals are left out."""
    people: defaultdict[Words, Person] = defaultdict(lambda: Person(()))
    found = Candidates(people, Counter(), Counter(), {}, set(), set(), set())
    for sentence in sentences:
        heading = sentence.index == 0 and not sentence.text.endswith(".")
        if heading or is_title_case(sentence.text):
            continue
        for hit in (*_FIRM.finditer(sentence.text), *_ADMINISTRATION.finditer(sentence.text)):
            if not find_country(hit.group(1)):
                found.bodies[tuple(hit.group(1).rstrip(".").split())] += 1
        for start, end in _find_runs(sentence.text, found.places):
            _read_run(sentence.text, start, end, found)
    given = load_words("given_names.txt")
    small = {word for one in sentences for word in one.text.split() if word.islower()}
    for words, person in people.items():
        person.words = words
        if len(words) > 1:
            person.points += SURNAME * bool(found.alone[surname(words)])
            person.points += SAYS * (len(words) == 2 and words[1] in found.saying)
            is_given = words[0].casefold() in given or bool(suffix(words)) or is_family_first(words)
            person.points += GIVEN * is_given
            opens = len(words) == 2 and not (is_given or person.inside or person.offices)
            if opens and found.alone[words[1]] > 1:
                is_told = person.count > 1 and person.points >= SURNAME + WHO
                if not is_told or words[0].casefold() in small:
                    person.points = 0  # 'Despite Trump'
            if len(words) > 3 and not (is_given or person.offices):
                person.points = 0  # 'Harbour Bay Proud Ale'
    for words in [words for words in found.bodies if len(words) == 1]:
        if people.get(words) or any(surname(w) == words[0] for w in people):
            del found.bodies[words]  # 'the group Pell leads'
    for words in [words for words in found.bodies if words[-1] in FIRM]:
        known = (words[:n] for n in range(len(words) - 2, 1, -1) if words[:n] in people)
        if name := next(known, ()):  # 'Pell Hill' of 'Pell Hill Brewing Co'
            found.short.setdefault(words, " ".join(name))
    # 'Tokyo Electric Power Co' holds no 'Electric Power'
    parts = {b[n:m] for b in found.bodies for n, m in combinations(range(len(b) + 1), 2)}
    parts = {w for w in parts if len(w) > 1 and w[0].casefold() not in given} | set(found.bodies)
    # 'daughter Pell', where there is a 'Pell Hill Fund'
    first = {words[:1] for words in found.bodies}
    parts |= {w for w in first & set(people) if not any(map(is_post, people[w].offices))}
    found.odd.update(
        word
        for word in found.alone
        if word.casefold() not in small and word not in found.places and not find_country(word)
    )
    found.people = {w: p for w, p in people.items() if p.points >= ENOUGH and w not in parts}
    found.juniors = _find_juniors(sentences, found.people)
    return found


def _find_juniors(sentences: Sequence[Sentence], people: Mapping[Words, Person]) -> set[str]:
    """Surnames of which an article names two: 'Leo Tarn Jr.' beside 'Leo B. Tarn', or, where that
    one has no office, beside 'Mayor Tarn'."""
    juniors = set()
    for words in [words for words in people if len(words) > 2 and suffix(words)]:
        first, last = re.escape(words[0]), re.escape(surname(words))
        other = re.compile(rf"\b({first}|[A-Z][a-z]{{3,15}}) (?:[A-Z]\.? )?{last}\b(?!,? [JS]r)")
        articles = {one.article for one in sentences if " ".join(words) in one.text}
        before = {
            hit[1]
            for one in sentences
            if one.article in articles
            for hit in other.finditer(one.text)
        }
        if words[0] in before or (not people[words].offices and any(map(is_role, before))):
            juniors.add(surname(words))
    return juniors


def _find_runs(text: str, places: set[str]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, cut where one name ends and the next begins.

    places: adds what stands behind 'in', and codes of countries whose people are named
    """
    for name in find_names(text, at_head=True):
        at = name.start
        owned = text[name.end : name.end + 1] in {"'", "’"}
        if _IN_PLACE.search(text, max(0, at - 9), at) and not owned:
            places.add(name.text)
        if country := find_country(name.text):
            places.update({country.code} if country.kind == "people" else ())
            continue
        more = _PARTICLE.match(text, name.end)
        title = _TITLE_BEFORE.search(text, max(0, at - 60), at)
        before = text[max(0, title.start() - 7) : title.start()] if title else ""
        of = before.endswith(("of ", "of the "))  # 'Secretary of State Orr', 'of the House Orr'
        if title and not of and (name.kind == "person" or is_role(title.group().split()[-1])):
            at = title.start()
        for start, end in _split_run(text[at : more.end() if more else name.end]):
            yield at + start, at + end


def _split_run(name: str) -> list[tuple[int, int]]:
    """'Barack Obama and Joe Biden' are two, 'Food and Drug Administration' one."""
    parts, at = [], 0
    for seam in _SEAM.finditer(name):
        left, right = name[at : seam.start()], name[seam.end() :]
        if _goes_together(left, right, seam.group().split()[0]):
            continue
        parts.append((at, seam.start()))
        at = seam.end()
    return [*parts, (at, len(name))]


def _goes_together(left: str, right: str, joint: str) -> bool:
    """Whether two stretches around 'and', 'of', 'for' or 'the' are one name."""
    one, two = left.split(), right.split()
    if joint in {"of", "for"}:
        if len(one) > 2 and one[-1] in _ROLE_NAMES and is_title(one[-3]):
            return False  # 'Sen. Ann King of Torvia'
        return one[-1].casefold() in BODY_HEADS or is_role(one[-1])
    if {"the", "The"} & {joint, two[0]} or find_country(left) or find_country(right):
        return False
    if is_field(one[-1]) and is_field(two[0]):
        return True
    if one[-1].endswith(("ic", "al")) and {"for", "of"} & set(one[1:-1]):
        return True  # 'Center for Strategic and International Studies'
    known = LISTED_BODIES
    apart = left in known or right in known or _ACRONYM.fullmatch(one[0])
    return not apart and len(one) < 3 and two[-1].casefold() in load_words("body_words.txt")


def _read_run(text: str, start: int, end: int, found: Candidates) -> None:
    """One run of capitalised words: its title goes, the rest is noted as a person or a body."""
    start = _behind_country(text, _behind_head(text, start, end), end)
    words = tuple(text[start:end].split())
    if not words:
        return
    agency = words[-1].rpartition("-")[2] in load_table("agencies.txt")
    beside = text[max(0, start - 2) : start].strip()[-1:] + text[end : end + 2].strip()[:1]
    if "/" in beside or (agency and "-" in words[-1]):
        return  # 'Ann Orr / AFP', 'Ann Orr-AFP': who took a picture
    low = [word.casefold() for word in words]
    before = last_before(text, start)
    titles = _count_titles(words)
    if is_body(low) and not (titles and low[-1] not in load_words("body_words.txt")):
        words = plain_body(words)
        half = text[:start].endswith("& ") or text[end : end + 3] == " & "
        apart = half or low[-1] == "government"  # which is the country
        if words and not apart:
            found.bodies[words] += 1
            _note_short(text, end, words, found)
        return
    name = words[titles:]
    if len(name) > 2 and name[0].casefold() in PARTY_WORDS:
        name = name[1:]
    if before in _KINDS and not titles and low[0] not in load_words("given_names.txt"):
        found.bodies[words] += 1
        return
    no_actor = low[-1] in load_words("no_actor_words.txt") or low[-1] in {*RANKS, "general"}
    if not name or len(name) > MOST_WORDS or no_actor:
        return
    if titles == 0 and len(name) == 1:
        _read_single(text, start, end, words[0], before, found)
        return
    _note_short(text, end, words, found)
    if words in found.bodies or not may_be_person(name):
        return
    person = found.people[name]
    person.count += 1
    person.inside += titles > 0 or not _opens_sentence(text, start)
    plain = len(name) == 1 and low[0] in _ADJECTIVES
    person.points += _count_points(text, start, end, before, titles > plain)
    if titles and len(name) == 1:
        found.alone[name[0]] += 1
    if titles > 1 and _ACRONYM.fullmatch(words[0]) and words[0] not in _NO_BODY:
        found.bodies[words[:1]] += 1  # 'NCAA President'
    if office := read_office(text, start, end, words[:titles]):
        person.offices[office] += 1


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“‘'(")
    return not before or before[-1] in ".!?:\n"


def _count_points(text: str, start: int, end: int, before: str, titled: bool) -> int:
    """Points that one place of a name gives."""
    after = WORD_AFTER.match(text, end)
    says = {before.casefold(), after.group(1).casefold() if after else ""} & SAYING_VERBS
    titled = titled or bool(OF_STATE.search(text, max(0, start - 60), start))
    points = TITLE * titled + SAYS * bool(says)
    if _ACCORDING.search(text, max(0, start - 80), start):
        points += SPEAKS + SAYS
    points += SPEAKS * bool(says & SPEAKING and not titled and " " in text[start:end])
    if text.count(" ", start, end) == 1 and _MEMBER_SAYS.match(text, end):
        points += SPEAKS + SAYS
    points += ROLE * (is_role(before) and before.islower()) + AGE * bool(_AGE.match(text, end))
    points += THE * (before.casefold() == "the" and not titled)
    points += PLACE * bool(not titled and _IN_PLACE.search(text, max(0, start - 9), start))
    behind = BEHIND.match(text, end)
    if behind:
        words = behind.group(1).split()
        told = any(is_role(word) or word.casefold() in PARTY_WORDS for word in words)
        points += WHO * (words[0] in {"who", "whose"} or told)
        points += SPEAKS * text[:start].endswith((",” ", '," ', "?” ", '?" '))
        points += office_behind(text, end).split(" of ")[0].split(" ")[-1] not in _NO_PEOPLE
    return points


def _read_single(
    text: str, start: int, end: int, word: str, before: str, found: Candidates
) -> None:
    """One capitalised word: counted, and a body where it is an acronym or has a spokesman."""
    if word.casefold() in STOP_WORDS or word.casefold() in load_words("calendar.txt"):
        return
    if before.casefold() != "the":
        found.alone[word] += 1
    if word in LISTED_BODIES:
        return
    if before in _KINDS:
        found.bodies[word,] += 1
    elif before in _ADJECTIVES or is_role(word) or text[:start].endswith(f" the {before} "):
        return
    elif is_role(before) and before.islower() and may_be_person((word,)):
        person = found.people[word,]
        person.count += 1
        person.points += ROLE
        person.offices[office_before(text, start)] += 1
    after = WORD_AFTER.match(text, end)
    near = {before.casefold(), after.group(1).casefold() if after else ""}
    if near & SPEAKING and before.casefold() not in PREPOSITIONS:  # no 'a poll in Osk said'
        found.saying.add(word)
    speaks = near & (SAYING_VERBS | _OF_BODY) or (after and is_role(after.group(1)))
    letters = _ACRONYM.fullmatch(word) or _CAMEL.fullmatch(word)
    if letters and word not in _NO_BODY and speaks:
        found.bodies[word,] += 1


def _note_short(text: str, end: int, words: Words, found: Candidates) -> None:
    """'Liberal Democratic Party (LDP)'."""
    short = _SHORT.match(text, end + 1)
    if short and len(words) > 1 and is_short(short.group(1), words):
        found.short[words] = short.group(1)
        found.bodies[words] += 1


def _count_titles(words: Words) -> int:
    """How many words before the name are titles: 2 in 'Prime Minister Anna Lenz'."""
    roles = [n for n, word in enumerate(words[:-1]) if is_title(word)]
    if not roles:
        return 0
    last = roles[-1] + 1
    return last if all(word[0].isupper() for word in words[last:]) else 0


def _behind_head(text: str, start: int, end: int) -> int:
    """Without what only begins the sentence or counts: 'Today', 'Two', 'The'."""
    words = list(_WORD.finditer(text, start, end))
    for word, following in pairwise(words):
        plain = word.group().casefold()
        owned = "-" in plain and plain.endswith("ed")  # 'Acme-owned Hale Brewing'
        if len(plain) > 1 and plain not in STOP_WORDS and plain not in _NO_HEADS and not owned:
            break
        if word.group().isupper() and len(plain) > 2 and not following.group().isupper():
            break  # 'NOW President …'
        start = following.start()
    return start


def _behind_country(text: str, start: int, end: int) -> int:
    """Where the run goes on behind a country: 'Japanese Prime Minister …'; a body keeps it."""
    words = list(_WORD.finditer(text, start, end))
    if len(words) < 2 or is_body([word.group().casefold() for word in words]):
        return start
    if words[0].group().casefold() in load_words("given_names.txt"):
        return start  # 'Jordan Pell'
    for size in (3, 2, 1):
        if size < len(words) and find_country(text[start : words[size - 1].end()]):
            return words[size].start()
    return start
