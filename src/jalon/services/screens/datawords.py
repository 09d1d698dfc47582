"""The words of the catalogue: types, sensitivities, calendars, how a feed stands."""

from __future__ import annotations

from collections.abc import Mapping

from jalon.dossier.entity import ColumnType, Sensitivity
from jalon.dossier.quality import Severity
from jalon.figures.punctuality import FeedState
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import Text
from jalon.review.document import Tone

TYPES: Mapping[ColumnType, Text] = {
    ColumnType.TEXT: Text("texte", "text"),
    ColumnType.INTEGER: Text("nombre entier", "whole number"),
    ColumnType.DECIMAL: Text("nombre exact", "exact number"),
    ColumnType.NUMBER: Text("mesure", "measurement"),
    ColumnType.BOOLEAN: Text("oui ou non", "yes or no"),
    ColumnType.DATE: Text("date", "date"),
}
SENSITIVITIES: Mapping[Sensitivity, Text] = {
    Sensitivity.PUBLIC: Text("publique", "public"),
    Sensitivity.INTERNAL: Text("interne", "internal"),
    Sensitivity.PERSONAL: Text("personnelle", "personal"),
    Sensitivity.SPECIAL: Text("sensible (article 9 du RGPD)", "special (article 9 of the GDPR)"),
}
CALENDARS: Mapping[Calendar, Text] = {
    Calendar.YEAR: Text("année civile", "calendar year"),
    Calendar.ACADEMIC_YEAR: Text("année universitaire", "academic year"),
    Calendar.FINANCIAL_YEAR: Text("exercice budgétaire", "financial year"),
    Calendar.MONTH: Text("mois", "month"),
}
SEVERITIES: Mapping[Severity, Text] = {
    Severity.REFUSE: Text("refuse le fichier", "refuses the file"),
    Severity.RESERVE: Text("accepté avec réserves", "accepted with reservations"),
    Severity.NOTE: Text("à regarder", "to look at"),
}
STATES: Mapping[FeedState, tuple[Tone, Text]] = {
    FeedState.REFUSED: (Tone.OFF, Text("refusé", "refused")),
    FeedState.LATE: (Tone.OFF, Text("en retard", "late")),
    FeedState.NOT_RECEIVED: (Tone.MISSING, Text("non reçu", "not received")),
    FeedState.MISSING_AT_SOURCE: (Tone.MISSING, Text("absent à la source", "missing at source")),
    FeedState.NOT_DUE: (Tone.NEUTRAL, Text("pas encore dû", "not due yet")),
    FeedState.RECEIVED: (Tone.GOOD, Text("reçu", "received")),
    FeedState.NOT_APPLICABLE: (Tone.NEUTRAL, Text("sans objet", "not applicable")),
}
"""How a feed stands, what calls for action first."""

WAITED = frozenset({FeedState.REFUSED, FeedState.LATE, FeedState.NOT_RECEIVED})
"""States that call for a delivery."""
LACKING = WAITED | {FeedState.MISSING_AT_SOURCE}
"""States in which what should be there is not."""
