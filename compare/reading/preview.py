"""What cleaning does to files, to look at: the body that is kept, and every line that is cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap

from ..errors import InputError, MissingExtraError
from ..model import Article, Skipped
from ..text.words import count_words
from .files import as_skipped, gather_places
from .forms import clean_place
from .overrides import BESIDE


def clean_files(
    paths: str | Path | Sequence[str | Path],
) -> tuple[list[Article], tuple[Skipped, ...]]:
    """Clean files, or all of a folder; (articles, skipped). A single file that fails raises; a body
    with nothing in it is no error here."""
    places, skipped, alone = gather_places(paths)
    cleaned = []
    for place in places:
        if place.path.name in BESIDE:
            continue
        try:
            cleaned.append(clean_place(place))
        except (InputError, MissingExtraError) as error:
            if alone:
                raise
            skipped.append(as_skipped(error, place.source))
    return cleaned, tuple(skipped)


def show_cleaned(page: Article, width: int = 120) -> str:
    """One file's cleaning as text: metadata with their rules, then side by side what is kept and
    what was cut, each piece with its line and rule; `width`: columns of the terminal, at least 60.
    """
    rules = {item.field: item.rule for item in page.found}
    lines = [page.source]
    for field in ("title", "outlet", "byline", "published", "url"):
        value = getattr(page, field) or "—"
        lines.append(f"  {field:<9}  {value}" + (f"  [{rules[field]}]" if field in rules else ""))
    lines += [f"  {found.field:<9}  {found.text}  [{found.rule}]" for found in page.warnings]
    half = max(60, width) // 2 - 2
    body_lines = [f"kept: {count_words(page.body)} words", ""]
    for paragraph in page.body.split("\n\n"):
        body_lines += [*wrap(paragraph, half), ""]
    cut_lines = [f"cut: {len(page.removed)} pieces", ""]
    for item in page.removed:
        cut_lines += [*wrap(f"line {item.line} [{item.rule}] {item.text}", half), ""]
    for left, right in zip_longest(body_lines, cut_lines, fillvalue=""):
        lines.append(f"{left:<{half}} │ {right}".rstrip())
    return "\n".join(lines) + "\n"
