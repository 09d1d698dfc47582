"""References: the document, article or page that justifies a value, and when it was last checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# The standard library also reads weeks (2022-W26-4), which no reader of a contract writes.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LINK = re.compile(r"https?://[^\s/]\S*")


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
    ValueError: '40/06/2022' is no date such as 2022-06-30
    """
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is no date such as 2022-06-30")
    return date.fromisoformat(text)


def parse_link(text: str) -> str:
    """Read a link to a web page: it is printed as one, so it must be nothing else.

    Raises:
        ValueError: the text does not start with http:// or https://, or holds a space.
    """
    if not _LINK.fullmatch(text):
        raise ValueError(f"{text!r} is no link such as https://www.example.org/page")
    return text
