"""How well mentions of one actor or thing are brought together over outlets (NewsWCL50).

PATH: a JSONL file with `event_id`, `id`, `sentences` and `coref_mentions` (chain, sent, text) per
article. The marked mentions are given; which belong together is asked, over all outlets of an
event. CoNLL F1 is the mean of MUC, B-cubed and CEAF-e (Pradhan et al. 2014, ACL, 30-35); beside it
the baseline that joins mentions whose heads have one stem.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

from ..errors import InputError
from ..framing.coreference import Mentioned, cluster_mentions, head_of
from ..options import Options
from .scores import Scores, mean_of

Clusters = Sequence[frozenset[int]]


def score_names(path: Path, options: Options) -> Scores:
    """A row per event: conll_f1, its parts, and the same of the baseline (`_head`); their mean.

    `options` is taken so that all stages look alike. Raises InputError where nothing is marked.
    """
    rows = {}
    for event, (mentions, chains) in sorted(read_mentions(path).items()):
        marked = clusters_of(chains)
        ours = conll(marked, clusters_of(cluster_mentions(mentions)))
        heads = conll(marked, clusters_of([head_of(mention.text) for mention in mentions]))
        rows[event] = {**ours, "conll_f1_head": heads["conll_f1"], "mentions": float(len(mentions))}
    return mean_of(rows)


def read_mentions(path: Path) -> dict[str, tuple[list[Mentioned], list[str]]]:
    """Event -> its mentions, and the chain of each."""
    file = path / "articles.jsonl" if path.is_dir() else path
    found: defaultdict[str, tuple[list[Mentioned], list[str]]] = defaultdict(lambda: ([], []))
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for mention in row["coref_mentions"]:
                mentions, chains = found[str(row["event_id"])]
                sentence = row["sentences"][mention["sent"]]
                mentions.append(Mentioned(mention["text"], sentence, row["id"], mention["sent"]))
                chains.append(mention["chain"])
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        told = f"no marked mentions ({type(error).__name__}: {error})"
        raise InputError(path, told, "give JSON lines with sentences, coref_mentions") from None
    if not found:
        raise InputError(path, "no marked mentions", "give JSON lines with coref_mentions")
    return dict(found)


def clusters_of(labels: Sequence[Hashable]) -> list[frozenset[int]]:
    """The places of each label."""
    groups: defaultdict[Hashable, set[int]] = defaultdict(set)
    for place, label in enumerate(labels):
        groups[label].add(place)
    return [frozenset(group) for group in groups.values()]


def conll(marked: Clusters, found: Clusters) -> dict[str, float]:
    """muc_f1, bcubed_f1, ceafe_f1 (0..1) of two groupings of the same mentions, and conll_f1."""
    parts = {
        "muc_f1": _f1(_links(marked, found), _links(found, marked)),
        "bcubed_f1": _f1(_bcubed(marked, found), _bcubed(found, marked)),
        "ceafe_f1": _ceaf(marked, found),
    }
    return {"conll_f1": sum(parts.values()) / 3, **parts}


def _links(key: Clusters, response: Clusters) -> float:
    """MUC recall (Vilain et al. 1995): links kept, of those that the key's clusters need."""
    home = _homes(response)
    kept = sum(len(cluster) - len({home[mention] for mention in cluster}) for cluster in key)
    needed = sum(len(cluster) - 1 for cluster in key)
    return kept / needed if needed else 0.0


def _bcubed(key: Clusters, response: Clusters) -> float:
    """B-cubed recall (Bagga & Baldwin 1998): the mean over mentions."""
    home = _homes(response)
    total = sum(len(cluster) for cluster in key)
    kept = sum(len(cluster & response[home[m]]) / len(cluster) for cluster in key for m in cluster)
    return kept / total if total else 0.0


def _ceaf(key: Clusters, response: Clusters) -> float:
    """CEAF-e F1 (Luo 2005): the best one-to-one pairing by 2 |K & R| / (|K| + |R|)."""
    from scipy.optimize import linear_sum_assignment

    if not key or not response:
        return 0.0
    alike = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    rows, columns = linear_sum_assignment(alike, maximize=True)
    best = sum(alike[i][j] for i, j in zip(rows, columns, strict=True))
    return _f1(best / len(key), best / len(response))


def _homes(clusters: Clusters) -> Mapping[int, int]:
    return {mention: n for n, cluster in enumerate(clusters) for mention in cluster}


def _f1(recall: float, precision: float) -> float:
    total = recall + precision
    return 2 * recall * precision / total if total else 0.0
