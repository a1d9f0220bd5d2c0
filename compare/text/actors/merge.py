"""One actor once: the forms of a person's or body's name that an event uses, joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from ...datafiles import load_group, load_lines, load_table, load_words
from ..countries import find_country, strip_accents
from ..words import STOP_WORDS
from .signs import (
    FIRM,
    RANKS,
    SEATS,
    Candidates,
    Named,
    Person,
    Words,
    are_in_order,
    initials,
    is_post,
    is_role,
    is_short,
    suffix,
    surname,
)

NEARLY_ALIKE = 0.8  # the same where another name of the person is the same, or nobody else bears it
SPELT_ALIKE = 0.85  # likeness of two names (0..1, by insertions and deletions) of one person
_TRADES = load_group("trades")
OFFICE_WORDS = load_group("office_words")
MOST_NEAR = 40  # people of one surname that a name is compared with: a bound for long lists
# what one name of a body has and another lacks: 'Department of Health', 'Health Department'
DEPARTMENT = FIRM | {"Department", "Ministry", "of", "the"}
SHORT = load_group("short")
FEW_TIMES = 10  # that a first word alone stands for each full name of two words, at most


def join_people(found: Candidates) -> list[Named]:
    """People, each once: name order, middle names, short forms and spellings joined.

    Surnames with a title alone ('Mr. Putin') are people of their own where no full name has them.
    Where a text says 'Pell Jr.' without a first name, or 'Ada Pell' too, another Pell is not he.
    """
    apart = {words[0] for words in found.people if len(words) == 2 and suffix(words)}
    apart |= found.juniors
    full = sorted(
        (p for p in found.people.values() if len(p.words) > 1), key=lambda p: (-p.count, p.words)
    )
    by_key: defaultdict[object, list[int]] = defaultdict(list)
    groups: list[list[Person]] = []
    for person in full:
        plain = _plain_words(person.words)
        # what two names of one person share at least one of
        keys = plain[0], plain[-1], frozenset(plain), (plain[0], plain[-1][:3])
        near = sorted({n for key in keys for n in by_key[key][:MOST_NEAR]})
        at = next((n for n in near if _is_one(groups[n][0].words, person.words, apart)), None)
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(person)
        for key in keys:
            if at not in by_key[key][-1:]:
                by_key[key].append(at)
    forms = [_list_forms(group, found, apart) for group in groups]
    firsts = Counter(word for group in groups for word in {one.words[0] for one in group})
    for group, row in zip(groups, forms, strict=True):
        row.extend(
            first
            for first in dict.fromkeys(person.words[0] for person in group)
            if firsts[first] == 1 and _goes_by_first(group, first, found)
        )
    for person in sorted(found.people.values(), key=lambda p: p.words):
        if len(person.words) > 1:
            continue
        owners = [n for n, row in enumerate(forms) if person.words[0] in row]
        if person.words[0] in apart:
            owners = [n for n in owners if not suffix(groups[n][0].words)]
        if len(owners) > 1:  # 'President Tull' of Ana and Leo Tull
            owners = [n for n in owners if _list_posts(groups[n]) & _list_posts([person])]
        elif (
            not owners
            and person.words[0] not in apart
            and (alike := _find_spelt_alike(person.words[0], forms))
        ):
            owners = alike[:1]
            forms[owners[0]].append(person.words[0])
        elif not owners:
            groups.append([person])
            forms.append([person.words[0]])
        if len(owners) == 1:
            groups[owners[0]].append(person)  # 'President Tull' is president as Ana Tull
    _add_variants(forms, found)
    return [
        Named(
            _usual_name(group),
            "person",
            _choose_office(group),
            tuple(dict.fromkeys(row)),
            *_weigh(group, found),
        )
        for group, row in zip(groups, forms, strict=True)
    ]


def _find_spelt_alike(word: str, forms: Sequence[Sequence[str]]) -> list[int]:
    """Whose name of one word a word may be, one letter other: 'Moats' of 'Motes'."""
    return [
        n
        for n, row in enumerate(forms)
        if any(" " not in form and _is_nearly(form, word) for form in row)
    ]


def _is_nearly(one: str, two: str) -> bool:
    alike = min(len(one), len(two)) > 4 and (one[0], one[-1]) == (two[0], two[-1])
    return alike and compare_names(one, two) >= NEARLY_ALIKE


def _add_variants(forms: Sequence[list[str]], found: Candidates) -> None:
    """Adds to the people's forms how their names are also written, of no two names."""
    known = {word for row in forms for form in row for word in form.split()}
    known |= {word for words in (*found.bodies, *found.people) for word in words}
    for word in sorted(found.odd - known):
        owners = _find_spelt_alike(word, forms)
        if len({form for n in owners for form in forms[n] if _is_nearly(form, word)}) == 1:
            for n in owners:
                forms[n].append(word)


def join_bodies(found: Candidates, people: Iterable[Named]) -> list[Named]:
    """Bodies, each once: abbreviations, listed names and forms with or without a country joined."""
    persons = {form for one in people for form in one.forms}
    owners: defaultdict[Words, set[str]] = defaultdict(set)  # name without its country -> countries
    for words in found.bodies:
        land, rest = _split_country(words)
        owners[rest].add(land)
    lines = [line.split("|") for line in load_lines("bodies.txt")]
    listed = {name: n for n, names in enumerate(lines) for name in names}
    more: defaultdict[int, list[str]] = defaultdict(list)  # other forms of listed ones
    forms: defaultdict[tuple[str, frozenset[str]], Counter[str]] = defaultdict(Counter)
    letters: defaultdict[str, dict[Words, Words]] = defaultdict(dict)  # -> rest -> the whole name
    for words in sorted(found.bodies):
        rest = _split_country(words)[1]
        for part in (words, rest):  # 'FWS' of 'U.S. Fish and Wildlife Service'
            letters[initials(part)].setdefault(rest, words)
    for words, count in sorted(found.bodies.items()):
        full = _full_form(words, letters)
        land, rest = _split_country(full)
        lands = owners[rest] - {""}
        if not land and len(lands) == 1:
            (land,) = lands
        row = listed.get(" ".join(words), listed.get(" ".join(rest)))
        if row is None:
            key = frozenset(word.replace(".", "") for word in rest) - DEPARTMENT
            forms[land, key][" ".join(words)] += count
        else:
            more[row].append(" ".join(words))
    named = []
    for _, names in sorted(forms.items(), key=lambda item: sorted(item[1])):
        shorts = [found.short[w] for w in map(_read_words, names) if w in found.short]
        name = min(names, key=lambda form: (-len(form.split()), -names[form], form))
        firms = [" ".join(w[:-1]) for w in map(_read_words, names) if len(w) > 2 and w[-1] in FIRM]
        plain = [form.replace(" and ", " ") for form in names if " for " in form]  # 'X & Y'
        plain += [w.removesuffix(" University") for w in names if w.endswith(" State University")]
        plain += _find_acronyms(names, found)
        bare = (_split_country(_read_words(form))[1] for form in names)
        plain += [words[0] for words in bare if _speaks_as_first(words, found)]
        known_as = tuple(dict.fromkeys([*names, *firms, *shorts, *plain]))
        named.append(Named(name, "body", "", known_as))
    known = {form for one in named for form in one.forms} | persons
    for n, line in enumerate(lines):
        own = [name for name in (*line, *more[n]) if name not in known]
        if own:
            named.append(Named(line[0], "body", "", tuple(dict.fromkeys(own))))
    known.update(form for one in named for form in one.forms)
    listed_here = {lines[n][0] for n, row in more.items() if row}
    present = [one for one in named if one.name not in listed or one.name in listed_here]
    heads = Counter(_head_word(one.name) for one in present if " " in one.name)
    alone = {word for word, count in heads.items() if count == 1} & SHORT - known
    return [
        one._replace(forms=(*one.forms, _head_word(one.name)))
        if one in present and _head_word(one.name) in alone
        else one
        for one in named
    ]


def _speaks_as_first(words: Words, found: Candidates) -> bool:
    """Whether a body's first word alone says something: 'Census' of 'Census Bureau'; not 'Apple'
    of an 'Apple Insider' that is hardly named."""
    alone = len(words) == 2 and words[0] in found.saying and (words[0],) not in found.people
    alone = alone and found.alone[words[0]] <= FEW_TIMES * found.bodies[words]
    named = any(words[0] in person for person in found.people) or find_country(words[0])
    return alone and not named and words[0].casefold() not in load_words("given_names.txt")


def _find_acronyms(names: Iterable[str], found: Candidates) -> list[str]:
    """The abbreviations that stand alone in the sentences and are of one of these names, and names
    of one word with other capitals."""
    whole = list(map(_read_words, names))
    rows = [(w, initials(w)) for w in (*whole, *(_split_country(w)[1] for w in whole))]
    plain = {name.casefold() for name in names if " " not in name}
    spelt = [word for word in sorted(found.alone) if word.casefold() in plain]  # 'Wikileaks'
    return spelt + [
        short
        for short in sorted(found.alone)
        if short.isupper() and len(short) > 2
        if any(
            len(first) > 2 and is_short(short, words) and are_in_order(first, short)
            for words, first in rows
        )
    ]


def _head_word(name: str) -> str:
    """What a body is: 'University' of 'Harbour University' and of 'University of Harbour'."""
    return name.partition(" of ")[0].split()[-1]


def _full_form(words: Words, letters: Mapping[str, Mapping[Words, Words]]) -> Words:
    """'Liberal Democratic Party' of 'LDP'; the words themselves where no name has these letters."""
    full = letters.get(words[0].replace(".", ""), {}) if len(words) == 1 else {}
    return next(iter(full.values())) if len(full) == 1 else words


def _split_country(words: Words) -> tuple[str, Words]:
    """The country (code) or chamber that a body's name begins or ends with, or "", and the rest."""
    if words[0] in {"Senate", "House"} and len(words) > 2:
        return words[0], words[1:]
    for size in (2, 1):
        country = find_country(" ".join(words[:size])) if len(words) > size else None
        if country and country.kind != "capital":
            return country.code, words[size:]
    for joint in ("of the", "of"):
        body, middle, land = " ".join(words).partition(f" {joint} ")
        country = find_country(land) if middle else None
        if country and country.kind == "name":
            return country.code, tuple(body.split())
    return "", words


def _read_words(text: str) -> Words:
    return tuple(text.split())


def _list_posts(group: list[Person]) -> set[str]:
    return {office.split()[-1].casefold() for one in group for office in one.offices}


def _weigh(group: list[Person], found: Candidates) -> tuple[float, bool]:
    """How often the person is named in full, less where by the first name alone more often, so
    that the surname alone is rather another's; and whether it is so."""
    full = sum(person.count for person in group)
    first = found.alone[group[0].words[0]]
    return full * full / max(full, first, 1), first > full


def _goes_by_first(group: list[Person], first: str, found: Candidates) -> bool:
    """Whether a first name that stands alone means the person: 'Melania' of Melania Trump."""
    given = first.casefold() in load_words("given_names.txt")
    often = found.alone[first] > 1 and sum(person.count for person in group) > 1
    alone = found.alone[first] and first not in found.places
    return bool(alone) and (given or often) and _may_be_alone(first, found)


def _list_forms(group: list[Person], found: Candidates, apart: Collection[str]) -> list[str]:
    """The forms by which the person is known: full names, and the surname alone; 'Ada Pell' of no
    'Ada Pell Jr.' whose parent is a Pell too (`apart`)."""
    forms = [" ".join(person.words) for person in group]
    for person in group:
        last, first = surname(person.words), person.words[0]
        usual = first.casefold() in load_words("given_names.txt")
        given = usual and found.alone[last]  # 'Kim' of 'Kim Jong Un' is a given name too
        seldom = FEW_TIMES * sum(one.count for one in group)  # 'Path', of whom 'Path Talk' is none
        is_last = given or found.alone[last] >= found.alone[first] or found.alone[first] > seldom
        single = last if is_last else first
        if _may_be_alone(single, found):
            forms.append(single)
        if len(person.words) > 2 and not (suffix(person.words) and last in apart):
            forms.append(f"{first} {last}")
    return forms


def _usual_name(group: list[Person]) -> str:
    """The full name most used."""
    best = min(group, key=lambda p: (_is_short_name(p.words), -p.count, len(p.words), p.words))
    return " ".join(best.words)


def _is_short_name(words: Words) -> bool:
    return len(words) - bool(suffix(words)) == 1


def _may_be_alone(word: str, found: Candidates) -> bool:
    """Whether one word of a name may mean the person; a place's name only where the sentences do
    not name the place."""
    plain = word.casefold()
    if len(plain) < 2 or plain in STOP_WORDS or plain in load_words("calendar.txt"):
        return False
    country = find_country(word)
    places = {word, country.code} if country and country.kind == "name" else {word}
    return not country or found.places.isdisjoint(places)


def _choose_office(group: Iterable[Person]) -> str:
    """The office named most, a post before a rank or seat; abbreviations keep their capitals:
    'FBI director'. Who is once called a former one is one throughout."""
    offices: Counter[str] = Counter()
    for person in group:
        for office, count in person.offices.items():
            head, of, body = office.partition(" of ")
            offices[_lower_office(head.split()) + of + body] += count
    for office in [office for office in offices if f"former {office}" in offices]:
        offices[f"former {office}"] += offices.pop(office)
    titled = any(office.split()[-1] in SEATS for office in offices)

    def rank(office: str) -> tuple[bool, bool, int, str]:
        is_trade = titled and office in _TRADES  # 'Representative Pell, a farmer'
        return (
            not is_post(office),
            is_trade or office.split()[-1] in SEATS,
            -offices[office],
            office,
        )

    return min(offices, key=rank, default="")


def _lower_office(words: list[str]) -> str:
    """Without the capitals of its last words: 'House speaker', 'National Guild president'."""
    words = [RANKS.get(word.rstrip(".").casefold(), word) for word in words]
    names = [n for n, w in enumerate(words) if w[0].isupper() and not _is_title(w)]
    first = max(names, default=-1) + 1
    return " ".join([*words[:first], *(w if w.isupper() else w.casefold() for w in words[first:])])


def _is_title(word: str) -> bool:
    return word.istitle() and (is_role(word) or word in OFFICE_WORDS)


def _plain_words(words: Words) -> Words:
    """Small letters without accents, hyphens apart, no initials and no 'Jr.'"""
    text = strip_accents(" ".join(words).replace("-", " ").replace("’", "'"))
    parts = text.casefold().split()
    long = [p for p in parts if len(p.rstrip(".")) > 1 and p.rstrip(".") not in {"jr", "sr", "ii"}]
    return tuple(long or parts)


def _is_one(one: Words, two: Words, apart: Collection[str]) -> bool:
    """Whether two full names are of one person; apart: surnames of which one says 'Jr.'"""
    a, b = _plain_words(one), _plain_words(two)
    if suffix(one) != suffix(two) and (surname(one) in apart or (suffix(one) and suffix(two))):
        return False
    if suffix(one) and 1 in {len(a), len(b)}:
        return a[-1] == b[-1]  # 'Pell Jr.'
    left, right = _middle_initials(one), _middle_initials(two)
    if left and right and left != right:
        return False  # 'George W. Bush', 'George H.W. Bush'
    if set(a) == set(b) or "".join(a) == "".join(b):
        return True
    if len(set(a)) > 1 and len(set(b)) > 1 and (set(a) <= set(b) or set(b) <= set(a)):
        return True
    short = load_table("nicknames.txt")
    firsts = {short.get(a[0], a[0]), short.get(b[0], b[0])}
    shorter, longer = sorted((a[0], b[0]), key=len)
    if a[0] == b[0] and sorted(a[-1]) == sorted(b[-1]):
        return True  # 'Jaczko', 'Jazcko'
    same_first = len(firsts) == 1 or (len(shorter) > 2 and longer.startswith(shorter))
    if a[-1] == b[-1]:
        if len(shorter) > 4 and compare_names(a[0], b[0]) >= SPELT_ALIKE:
            return True  # 'Vicente', 'Vincente'
        return same_first or one[0].rstrip(".") == two[0][:1] or two[0].rstrip(".") == one[0][:1]
    near = len(a[-1]) > 4 and compare_names(a[-1], b[-1]) >= SPELT_ALIKE
    return same_first and (near or (a[0] == b[0] and _is_nearly(a[-1], b[-1])))


def _middle_initials(words: Words) -> str:
    middle = [word for word in words[1:-1] if len(word) == 1 or word.endswith(".")]
    return "".join(middle).replace(".", "")


def compare_names(one: str, two: str) -> float:
    """How alike two names are, 0..1, by insertions and deletions."""
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(one, two))
