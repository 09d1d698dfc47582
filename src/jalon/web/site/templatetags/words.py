"""Words in both languages where they are said, and dates and numbers as the reader writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django import template
from django.utils import timezone

from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language, Text, spaced
from jalon.review.words import say_date
from jalon.web.desk import desk, unit_label
from jalon.web.site.asking import language

register = template.Library()


@register.simple_tag(name="say")
def say(fr: str, en: str, **values: object) -> str:
    """``{% say "Bonjour {name}" "Hello {name}" name=user.name %}``: the one in the reader's language."""
    told = _printed(fr) if language() is Language.FR else en
    return told.format(**values) if values else told


_printed = cache(spaced)


@register.filter
def told(text: object) -> str:
    """A text of the dossier in the reader's language; anything else as it is."""
    return text.say(language()) if isinstance(text, Text) else str(text)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in words; an instant with its hour."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{say_date(local.date(), language())}, {local:%H:%M}"
    return say_date(value, language())


@register.filter
def number(value: Decimal | int | None, decimals: int = 0) -> str:
    """A number as the reader writes it."""
    return "" if value is None else format_number(Decimal(value), decimals, language())


@register.filter
def iso_day(value: str) -> str:
    """A day written YYYY-MM-DD, in words."""
    return day(date.fromisoformat(value))


@register.filter
def indicator_name(indicator: str) -> str:
    """The name of an indicator; its identifier where the dossier knows it no more."""
    dossier = desk().dossier()
    return dossier.indicator(indicator).name.say(language()) if indicator in dossier.indicators else indicator


@register.filter
def feed_name(feed: str) -> str:
    """What a feed brings and from whom, in words; its identifier where the dossier knows it no more."""
    name, _, unit = feed.partition("/")
    source = desk().dossier().sources.get(name)
    if source is None:
        return feed
    known = {one.id for one in source.feeds}
    owner = f", {unit_label(unit).say(language())}" if unit and feed in known else ""
    return source.name.say(language()) + owner


@register.filter
def unit_name(unit: str) -> str:
    """The name of a unit, or of the institute."""
    return unit_label(unit).say(language())
