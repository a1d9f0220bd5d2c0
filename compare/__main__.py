"""`python -m compare` is `compare-news`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
