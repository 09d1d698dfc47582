"""The sentences of verdicts: why something cannot be judged, or what limits the judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from jalon.dossier.estimate import METHODS, EstimateMethod
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.verdicts import VerdictRules
from jalon.figures.figure import Figure
from jalon.kernel.missing import Missing, Value
from jalon.kernel.numbers import format_number, format_percent, format_value
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.kernel.units import Unit

NO_BASELINE = Text("la valeur de départ n’est pas connue", "the baseline value is not known")
NO_BASELINE_PERIOD = Text("la période de départ n’est pas connue", "the base period is not known")
PERCENT_OF_NOTHING = Text(
    "un pourcentage d’une valeur de départ nulle ou négative n’a pas de sens",
    "a percentage of a zero or negative baseline has no meaning",
)
NO_CONSTANT_RATE = Text(
    "aucun taux constant ne passe par une valeur nulle ou négative",
    "no constant rate goes through a zero or negative value",
)
NO_REFERENCE_PACE = Text("le rythme à battre ne peut pas être mesuré", "the pace to beat cannot be measured")
NOT_AFTER_BASELINE = Text(
    "aucun chiffre après la période de départ pour l’instant", "no figure after the baseline yet"
)
NO_FIGURE = Text("aucun chiffre", "no figure")
HORIZON_WITHOUT_FIGURE = Text(
    "l’échéance est passée et son chiffre n’est pas là", "the horizon is over and its figure is not there"
)
NO_LIKE_FOR_LIKE = Text("pas de chiffre à périmètre constant", "no like-for-like figure")
OTHER_LIKE_FOR_LIKE = Text(
    "les chiffres à périmètre constant ne portent pas sur les mêmes unités aux deux bouts",
    "the like-for-like figures are not about the same units at both ends",
)
NOT_COMPARABLE = Text("non comparable", "not comparable")
GOAL_OF_ALL = Text(
    "la cible vaut pour toutes les unités de départ, le périmètre constant n’en retient qu’une partie",
    "the target is set for all the units at the baseline, the like-for-like perimeter keeps only some",
)
STATED_FOR_ALL = Text(
    "le départ est un nombre écrit dans le contrat, pour le périmètre d’alors",
    "the baseline is a number written in the contract, for the perimeter as it was then",
)


def joined(parts: Iterable[Text]) -> Text:
    """Several remarks in one sentence; empty ones and repetitions are left out."""
    told = [part for part in dict.fromkeys(parts) if part != EMPTY]
    return Text(fr="\u00a0; ".join(part.fr for part in told), en="; ".join(part.en for part in told))


def explained(label: Text, why: Text) -> Text:
    """``label: why``; the label alone when there is nothing to add."""
    return label if why == EMPTY else Text(fr=f"{label.fr}\u00a0: {why.fr}", en=f"{label.en}: {why.en}")


def said(value: Value, unit: Unit, decimals: int) -> Text:
    """A value with its unit, in both languages."""
    return Text(
        fr=format_value(value, unit, decimals, Language.FR),
        en=format_value(value, unit, decimals, Language.EN),
    )


def rows_left_out(number: int) -> Text:
    """The value was made without faulty rows that its source tolerates; empty when there are none."""
    if not number:
        return EMPTY
    return Text(
        fr=f"lignes fautives laissées de côté dans la livraison\u00a0: {number}",
        en=f"faulty rows left out of the delivery: {number}",
    )


def no_figure(period: Period, why: Text) -> Text:
    """There is no figure for ``period``."""
    label = Text(f"pas de chiffre en {period.label}", f"no figure for {period.label}")
    return explained(label, EMPTY if why == NO_FIGURE else why)


def another_part(then: Decimal, now: Decimal) -> Text:
    """A unit does not count for the same part at both ends."""
    fr, en = ([format_percent(part, language) for part in (then, now)] for language in Language)
    return Text(
        fr=f"comptée pour {fr[1]}, pour {fr[0]} au départ",
        en=f"counted for {en[1]}, for {en[0]} at the baseline",
    )


def missing_words(missing: Missing) -> Text:
    """A missing value's reason in both languages."""
    return Text(fr=missing.say(Language.FR), en=missing.say(Language.EN))


def latest_value(latest: Period | None, gaps: Iterable[tuple[Period, Text]]) -> Text:
    """Which value is judged, and which later ones are missing and why; empty when none is."""
    by_reason: dict[Text, list[str]] = {}
    for period, why in gaps:
        by_reason.setdefault(why, []).append(period.label)
    if not by_reason:
        return EMPTY
    last = Text(f"dernière valeur\u00a0: {latest}", f"latest value: {latest}") if latest else EMPTY
    return joined([last, *(_are_missing(labels, why) for why, labels in by_reason.items())])


def _are_missing(labels: list[str], why: Text) -> Text:
    several = len(labels) > 1
    verbs = Text("manquent", "are missing") if several else Text("manque", "is missing")
    named = Text(fr=f"{_listed(labels, 'et')} {verbs.fr}", en=f"{_listed(labels, 'and')} {verbs.en}")
    return explained(named, why)


def _listed(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def already_met(baseline: Decimal, unit: Unit, decimals: int, period: Period | None) -> Text:
    """The target held before the contract began: it asks for nothing."""
    fr, en = (format_value(baseline, unit, decimals, language) for language in Language)
    when_fr, when_en = (f" en {period}", f" in {period}") if period else ("", "")
    return Text(
        fr=f"déjà atteint au départ ({fr}{when_fr})", en=f"already met at the baseline ({en}{when_en})"
    )


def stated_otherwise(stated: Decimal, measured: Decimal, unit: Unit, decimals: int, period: Period) -> Text:
    """The contract's baseline is not what the figures of that period give."""
    fr, en = (
        (format_value(stated, unit, decimals, language), format_value(measured, unit, decimals, language))
        for language in Language
    )
    return Text(
        fr=f"le contrat part de {fr[0]} en {period}, les chiffres donnent {fr[1]}",
        en=f"the contract starts from {en[0]} in {period}, the figures give {en[1]}",
    )


def another_unit(asked: Unit, measured: Unit) -> Text:
    """The target's value and the indicator do not measure the same thing."""
    fr, en = ((asked.say(language), measured.say(language)) for language in Language)
    return Text(
        fr=f"la cible est en {fr[0]}, l’indicateur en {fr[1]}",
        en=f"the target is in {en[0]}, the indicator in {en[1]}",
    )


def paces(observed: Decimal, to_beat: Decimal) -> Text:
    """The yearly pace since the baseline beside the pace to beat, both in % a year."""
    fr, en = (
        (format_number(observed, 2, language), format_number(to_beat, 2, language)) for language in Language
    )
    return Text(
        fr=f"rythme observé\u00a0: {fr[0]}\u00a0% par an\u00a0; rythme à battre\u00a0: {fr[1]}\u00a0% par an",
        en=f"observed pace: {en[0]}% a year; pace to beat: {en[1]}% a year",
    )


def method_of(rules: VerdictRules) -> Text:
    """The contract's method and the thresholds it compares with."""
    fr, en = (_METHODS[rules.method](rules, language) for language in Language)
    return Text(fr=f"{rules.method}\u00a0: {fr.fr}", en=f"{rules.method}: {en.en}")


def _linear_gap(rules: VerdictRules, language: Language) -> Text:
    near, far = (format_percent(share, language) for share in (rules.on_track, rules.behind))
    return Text(
        fr="écart à la trajectoire, en part du chemin entre départ et cible\u00a0; "
        f"en bonne voie à partir de {near}, en retard à partir de {far}, très en retard en dessous",
        en="gap to the trajectory, as a share of the way from baseline to target; "
        f"on track from {near}, behind from {far}, far behind below",
    )


def _growth_ratio(rules: VerdictRules, language: Language) -> Text:
    high, middle = (format_percent(share, language) for share in (rules.substantial, rules.moderate))
    return Text(
        fr="croissance annuelle observée rapportée à la croissance requise\u00a0; "
        f"progrès soutenu à partir de {high}, modéré à partir de {middle}, limité en dessous, "
        "détérioration si elle est négative",
        en="yearly growth observed over growth required; "
        f"substantial from {high}, moderate from {middle}, limited below, deterioration when negative",
    )


def _time_weighted(rules: VerdictRules, language: Language) -> Text:
    small, whole = (format_percent(share, language) for share in (rules.maintain, rules.reverse))
    return Text(
        fr="écart que la tendance pondérée laisse à l’échéance, en part du chemin à faire\u00a0; "
        f"suffisante jusqu’à {small}, à accélérer jusqu’à {whole}, à inverser au-delà",
        en="gap that the weighted trend leaves at the horizon, as a share of the way to go; "
        f"sufficient up to {small}, to speed up to {whole}, to reverse beyond",
    )


def _state_sheet(_rules: VerdictRules, _language: Language) -> Text:
    return Text(
        fr="réalisation comparée à la prévision de la période, puis à la période précédente",
        en="actual beside the plan for the period, then beside the period before",
    )


def _thresholds(_rules: VerdictRules, _language: Language) -> Text:
    return Text(
        fr="valeur comparée aux seuils de vigilance et d’alerte de l’indicateur",
        en="value beside the indicator’s thresholds of vigilance and alert",
    )


_METHODS: Mapping[str, Callable[[VerdictRules, Language], Text]] = {
    "linear-gap": _linear_gap,
    "growth-ratio": _growth_ratio,
    "time-weighted": _time_weighted,
    "state-sheet": _state_sheet,
    "thresholds": _thresholds,
}


ESTIMATED = Text("estimé", "estimated")
NOT_FINAL = Text(
    "un verdict final ne repose pas sur une estimation", "a final verdict does not rest on an estimate"
)


def estimated(perimeter: Perimeter, figure: Figure | None) -> Text:
    """Which units are estimated in a figure, and how; empty when none is."""
    made = figure.completeness.estimated if figure else ()
    if not made:
        return EMPTY
    methods = [METHODS[EstimateMethod(one.method)] for one in made]
    names = [perimeter.label(one.unit) for one in made]
    told = list(zip(names, methods, strict=True))
    return Text(
        fr=f"estimé\u00a0: {', '.join(f'{name.fr} ({method.fr})' for name, method in told)}",
        en=f"estimated: {', '.join(f'{name.en} ({method.en})' for name, method in told)}",
    )


def beyond_doubt(perimeter: Perimeter, figure: Figure, *, is_reached: bool) -> Text:
    """The word holds whatever the values that are not known: whose they are."""
    absent = [perimeter.label(gap.unit) for gap in figure.completeness.missing]
    fr, en = ("atteint", "reached") if is_reached else ("non atteint", "not reached")
    if not absent:
        return Text(
            fr=f"{fr} quelle que soit la valeur entre ses bornes",
            en=f"{en} wherever the value lies between its bounds",
        )
    return Text(
        fr=f"{fr} même sans {', '.join(name.fr for name in absent)}",
        en=f"{en} even without {', '.join(name.en for name in absent)}",
    )
