"""What reading gives: a list of articles that also knows what was skipped, and the corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Self, SupportsIndex, overload

from ..corrections import Corrections
from ..model import Article, Skipped


class Articles(list[Article]):
    """Articles, sorted and with ids.

    skipped      what was given and is not among them
    outputs      the folders among the inputs that compare-news wrote to: they are left out, and
                 are no part of the comparison, which must be the same when it is made again
    corrections  what the user keeps in corrections.toml beside them

    Slices, copies, sums, `.sort()`, `.sorted()` and `.filter()` keep all three. Python's own
    `sorted()` and comprehensions give plain lists, which know of none.
    """

    def __init__(
        self,
        articles: Iterable[Article] = (),
        *,
        skipped: Iterable[Skipped] = (),
        outputs: Iterable[Skipped] = (),
        corrections: Corrections | None = None,
    ) -> None:
        super().__init__(articles)
        self.skipped = tuple(skipped)
        self.outputs = tuple(outputs)
        self.corrections = corrections or Corrections()

    @overload
    def __getitem__(self, place: SupportsIndex) -> Article: ...

    @overload
    def __getitem__(self, place: slice) -> Self: ...

    def __getitem__(self, place: SupportsIndex | slice) -> Article | Self:
        """One article, or a part of them that knows what all know."""
        found = super().__getitem__(place)
        return self._copy_with(found) if isinstance(found, list) else found

    def __add__(self, other: Iterable[Article]) -> Self:  # type: ignore[override]
        """These and others; of two readings, what was skipped and corrected in either."""
        both = self._copy_with([*self, *other])
        if isinstance(other, Articles):
            both.skipped = tuple(dict.fromkeys(self.skipped + other.skipped))
            both.outputs = tuple(dict.fromkeys(self.outputs + other.outputs))
            entries = list(self.corrections.entries)
            entries += [entry for entry in other.corrections.entries if entry not in entries]
            both.corrections = Corrections(tuple(entries))
        return both

    def copy(self) -> Self:
        """The same articles in a list of its own."""
        return self._copy_with(self)

    def sorted(self, key: Callable[[Article], Any], *, reverse: bool = False) -> Self:
        """The same articles in another order."""
        return self._copy_with(sorted(self, key=key, reverse=reverse))

    def filter(self, keep: Callable[[Article], bool]) -> Self:
        """The articles for which `keep` is true."""
        return self._copy_with(filter(keep, self))

    def _copy_with(self, articles: Iterable[Article]) -> Self:
        return type(self)(
            articles, skipped=self.skipped, outputs=self.outputs, corrections=self.corrections
        )
