"""What the outlets share, where they differ, what one lacks, and which texts are one text."""

from __future__ import annotations

from .contrasts import CONTRASTS, KINDS, find_contrasts, lower_marks
from .omissions import find_omissions, find_only, find_uncompared
from .origins import find_origins
from .sayings import find_sayings
from .stars import find_facts

__all__ = [
    "CONTRASTS",
    "KINDS",
    "find_contrasts",
    "find_facts",
    "find_omissions",
    "find_only",
    "find_origins",
    "find_sayings",
    "find_uncompared",
    "lower_marks",
]
