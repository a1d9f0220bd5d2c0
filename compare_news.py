"""The command's way in: `compare-news` says so where another `compare` hides this package."""

import sys
from importlib.util import find_spec


def main() -> None:
    """Run the command, unless a compare.py that lies in the way is what Python would import."""
    found = find_spec("compare")
    if found is None or not found.submodule_search_locations or not find_spec("compare.cli"):
        place = found.origin if found else "nothing"
        sys.exit(
            f"compare-news: Python finds {place} in place of the package 'compare'; rename that "
            "file or take its folder out of PYTHONPATH"
        )
    from compare.cli import main as run

    sys.exit(run())
