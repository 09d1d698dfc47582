"""References: the document, article or page that justifies a value, and when it was last checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a value rests on.

    Attributes:
        document: the title of the document.
        article: article, section or table in it.
        page: page in it.
        href: link.
        quote: the words that matter, when short.
        published: date of the document.
        checked: the day someone last saw that the value still holds.
    """

    document: str
    article: str = ""
    page: str = ""
    href: str = ""
    quote: str = ""
    published: date | None = None
    checked: date | None = None

    def __str__(self) -> str:
        """One line for a table or a footnote."""
        parts = [self.document, self.article, f"p. {self.page}" if self.page else ""]
        return ", ".join(part for part in parts if part)


def parse_date(text: str) -> date:
    """Read a date written YYYY-MM-DD.

    Raises:
        ValueError: any other notation, or a day that does not exist.

    >>> parse_date("2022-06-30")
    datetime.date(2022, 6, 30)
    >>> parse_date("40/06/2022")
    Traceback (most recent call last):
    ValueError: Invalid isoformat string: '40/06/2022'
    """
    if len(text) != len("2022-06-30"):
        raise ValueError(f"Invalid isoformat string: {text!r}")
    return date.fromisoformat(text)
