"""What the outlets share, where they differ, what one lacks, and which texts are one text."""

from __future__ import annotations

from .contrasts import CONTRASTS, find_contrasts
from .grouping import group_facts
from .omissions import find_omissions, find_only, find_uncompared
from .origins import find_origins

__all__ = [
    "CONTRASTS",
    "find_contrasts",
    "find_omissions",
    "find_only",
    "find_origins",
    "find_uncompared",
    "group_facts",
]
