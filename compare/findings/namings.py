"""One thing, several names: 'illegal immigrants' here, 'undocumented immigrants' there.

`data/namings.txt` lists names of one thing, among which a choice can tell something. Counts with
their zeros, in each outlet's own words: what stands between quotation marks is another's choice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ..model import Evidence
from ..text.annotate import Texts
from ..text.namings import find_namings
from .model import Finding

KIND = "one thing, several names"
MOST = 2  # sentences of an event
OFTEN = 2  # times that one outlet at least uses the name that it prefers
CLEAR = 2  # times as often as any other name of the thing that it uses
WIDEST = 6  # outlets told of with their zeros; of more, those that have one of the names

Places = Mapping[str, Mapping[str, Sequence[Evidence]]]  # name -> outlet -> where


def tell_namings(texts: Texts, labels: Mapping[str, str]) -> list[Finding]:
    """'One thing, several names: “gay marriage” A 3, B 0; “same-sex marriage” A 0, B 4.'

    Only where two outlets prefer different names clearly; those told most often come first.
    """
    things: defaultdict[int, defaultdict[str, defaultdict[str, list[Evidence]]]]
    things = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for one in texts:
        for name, span in find_namings(one):
            outlet = texts.groups[one.sentence.article]
            things[name.thing][name.text][outlet].append(one.evidence(*span))
    rows = []
    for places in things.values():
        chosen = _choose_names(places, texts.outlets)
        most = max((len(places[name].get(o, ())) for o, name in chosen.items()), default=0)
        if len(set(chosen.values())) > 1 and most >= OFTEN:
            rows.append(_tell_thing(places, chosen, texts.outlets, labels))
    return sorted(rows, key=lambda one: (-len(one.evidence), one.sentence))[:MOST]


def _choose_names(places: Places, outlets: Sequence[str]) -> dict[str, str]:
    """Outlet -> the name that it prefers clearly, where there is one."""
    chosen = {}
    for outlet in outlets:
        counts = Counter({name: len(row.get(outlet, ())) for name, row in places.items()})
        (first, most), *rest = counts.most_common()
        if most and all(most >= CLEAR * n for _, n in rest):
            chosen[outlet] = first
    return chosen


def _tell_thing(
    places: Places, chosen: Mapping[str, str], outlets: Sequence[str], labels: Mapping[str, str]
) -> Finding:
    def times(name: str, outlet: str) -> int:
        return len(places[name].get(outlet, ()))

    names = sorted(
        set(chosen.values()), key=lambda name: (-sum(times(name, o) for o in outlets), name)
    )
    shown = [o for o in outlets if len(outlets) <= WIDEST or any(times(n, o) for n in names)]
    parts = [
        f"“{name}” {', '.join(f'{labels[o]} {times(name, o)}' for o in shown)}" for name in names
    ]
    evidence = [place for name in names for o in outlets for place in places[name].get(o, ())]
    sentence = f"One thing, several names: {'; '.join(parts)} (quotations apart)."
    return Finding("framing", sentence, KIND, tuple(sorted(chosen)), tuple(evidence))
