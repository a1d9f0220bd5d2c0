"""Outlets over many events: what each does again and again, with intervals over events.

tables of events -> tallies (a value per event, figure, outlet) -> Profile -> page, CSV
"""

from __future__ import annotations

from .profile import Profile, read_profile
from .view import write_profile

__all__ = ["Profile", "read_profile", "write_profile"]
