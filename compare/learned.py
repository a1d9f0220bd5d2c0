"""What learned weights have in common: their files, the logistic function, its inverse.

Scalars go through `math`, arrays through numpy: the two may differ in the last bit.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .datafiles import read_data

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FARTHEST = 50.0  # log-odds beyond which a likelihood is 0 or 1 in print
EDGE = 1e-6  # a likelihood nearer to 0 or 1 than this is taken to be this near


@cache
def load_weights(name: str) -> tuple[Mapping[str, Any], str]:
    """The weights in a JSON file of `compare/data`, and the first digits of its SHA-256."""
    raw = read_data(name)
    return json.loads(raw), sha256(raw).hexdigest()[:8]


def sigmoid(odds: float) -> float:
    """Log-odds to a likelihood, 0..1.

    >>> sigmoid(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-FARTHEST, odds)))


def log_odds(likelihood: float) -> float:
    """log(p / (1 - p)), within ±14.

    >>> log_odds(0.5)
    0.0
    """
    inside = min(max(likelihood, EDGE), 1 - EDGE)
    return math.log(inside / (1 - inside))


def sigmoids(odds: Floats) -> Floats:
    """`sigmoid` of each."""
    import numpy as np

    likelihoods: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -FARTHEST, FARTHEST)))
    return likelihoods


def all_log_odds(likelihoods: Floats) -> Floats:
    """`log_odds` of each."""
    import numpy as np

    inside = np.clip(likelihoods, EDGE, 1 - EDGE)
    odds: Floats = np.log(inside / (1 - inside))
    return odds
