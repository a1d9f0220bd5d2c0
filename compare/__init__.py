"""compare-news: compare how several outlets tell one event. The names a user needs."""

from typing import TYPE_CHECKING

from .lazy import lazy_names
from .version import VERSION as __version__

if TYPE_CHECKING:
    from .archive import compare_events
    from .errors import CompareError
    from .model import Article, Comparison, Contrast, Fact, Match, Sentence
    from .options import Options
    from .pipeline import compare_articles
    from .reading import read_articles
    from .report import read_report, render_report, write_report
    from .tables import to_tables

__getattr__ = lazy_names(
    __name__,
    {
        "archive": "compare_events",
        "errors": "CompareError",
        "model": "Article Comparison Contrast Fact Match Sentence",
        "options": "Options",
        "pipeline": "compare_articles",
        "reading": "read_articles",
        "report": "read_report render_report write_report",
        "tables": "to_tables",
    },
)

__all__ = [
    "Article",
    "CompareError",
    "Comparison",
    "Contrast",
    "Fact",
    "Match",
    "Options",
    "Sentence",
    "__version__",
    "compare_articles",
    "compare_events",
    "read_articles",
    "read_report",
    "render_report",
    "to_tables",
    "write_report",
]
