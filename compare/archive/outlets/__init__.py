"""Outlets over many events: what each does again and again, with intervals over events.

tables of events -> tallies (a value per event, figure, outlet) -> Profile -> page, CSV
"""
