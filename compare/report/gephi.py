"""gephi/*.csv: who shares facts with whom, and who speaks where, as Gephi's spreadsheets.

A list of edges has the columns Source, Target, Type, Weight, a list of nodes Id, Label
(https://gephi.org/users/supported-graph-formats/spreadsheet/).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from ..framing.voices import NO_NAME, SPEAKERS
from ..model import Comparison
from .escapes import write_rows

EDGES = ("Source", "Target", "Type", "Weight")


def render_gephi(comparison: Comparison) -> dict[str, str]:
    """File name -> text. Weight: facts that both outlets state; utterances that an outlet reports.

    Speakers are those of the framing measure "speakers", under the name that the outlet uses.
    """
    shared = Counter(
        pair for fact in comparison.facts for pair in combinations(sorted(fact.outlets), 2)
    )
    spoken = {
        (m.outlet, m.term): len(m.evidence)
        for m in comparison.framing
        if m.name == SPEAKERS.name and m.term != NO_NAME
    }
    outlets = [(f"outlet: {name}", name, "outlet") for name in comparison.outlets]
    names = sorted({speaker for _, speaker in spoken})
    speakers = [(f"speaker: {name}", name, "speaker") for name in names]
    return {
        "outlets.csv": write_rows([EDGES, *_make_edges(shared.items(), "outlet")]),
        "speakers.csv": write_rows([EDGES, *_make_edges(spoken.items(), "speaker")]),
        "nodes.csv": write_rows([("Id", "Label", "Kind"), *outlets, *speakers]),
    }


def _make_edges(weights: Iterable[tuple[tuple[str, str], int]], kind: str) -> list[tuple[Any, ...]]:
    return [
        (f"outlet: {one}", f"{kind}: {other}", "Undirected", weight)
        for (one, other), weight in sorted(weights)
    ]
