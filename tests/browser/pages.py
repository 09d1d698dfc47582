"""The pages that are looked at, by who reads them; names in braces are told by the site that is furnished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_FIGURE = "/indicators/students/south/2022/"
_BEHIND = "/compare/rows/?from=first&to=now&indicator=students&unit=south&period=2022"

PAGES: Mapping[str, Sequence[str]] = {
    "directorate": [
        "/", "/?vintage=first", "/indicators/", "/indicators/students/", "/indicators/satisfied/",
        "/objectives/more-students/", "/units/", "/units/north/", "/coherence/", _FIGURE,
        f"{_FIGURE}origin/", "/vintages/", "/vintages/first/", "/compare/", "/compare/?from=first&to=now",
        "{job}", "/nowhere/",
        "/campaigns/", "/campaigns/new/", "/campaigns/reminders/", "/campaigns/annual/",
        "/campaigns/annual/edit/", "/campaigns/annual/south/", "/campaigns/annual/north/",
        "/campaigns/units/south/deliveries/", "{refused}", "/campaigns/explanations/students/south/2022/",
    ],
    # The same person: two lists, so that two processes of tests share them.
    "directorate ": [
        "/contract/", "/contract/edit/", "/contract/edit/target/students-2025/", "/contract/review/",
        "/contract/edit/commitment/jobs/", "/contract/edit/objective/satisfaction/",
        "/contract/add/objective/", "/contract/add/target/", "/contract/add/commitment/",
        "/contract/add/hypothesis/", "/contract/add/amendment/",
        "/catalogue/", "/catalogue/entities/student/", "/catalogue/sources/students/",
        "/catalogue/sources/survey/", "/catalogue/feeds/north/", "/catalogue/quality/",
        "/catalogue/quality/?unit=north", "/catalogue/dictionary/",
        "/catalogue/dictionary/?q=nothing-like-it", "/catalogue/register/",
        "/journal/", "/journal/?kind=campaign.made", "/journal/verify/",
        "/api/", "/api/tokens/", "/search/", "/search/?q=students", "/search/?q=nothing-like-it",
    ],
    "administrator": [
        "/", "/members/", "/members/?find=nobody-like-it", "/members/new/", "/members/1/", "/admin/",
        "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/password/change/",
        "/accounts/reauthenticate/", "/accounts/logout/",
    ],
    "director.south": ["/campaigns/annual/south/", "/campaigns/explanations/students/south/2022/"],
    "steward.south": [
        "/", "/campaigns/", "/campaigns/annual/south/", "/campaigns/annual/south/send/students/",
        "/campaigns/annual/south/grid/survey/", "/campaigns/annual/south/absence/survey/2022/",
        "/campaigns/annual/south/override/students-jump/2023/", "{refused}",
        "/campaigns/explanations/students/south/2022/", _FIGURE, f"{_FIGURE}rows/", "{row}", _BEHIND,
        "/units/north/", "/journal/", "/catalogue/sources/students/", "/catalogue/quality/",
    ],
    "ministry": ["/", "/vintages/", "/vintages/first/", "/indicators/students/", "/contract/", "/campaigns/"],
    "": [
        "/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-none/", "/accounts/inactive/", "/accounts/signup/",
    ],
}  # fmt: skip
"""Nobody is signed in under the empty name."""

FORMS: Mapping[str, Sequence[tuple[str, str]]] = {
    "directorate": [
        ("/campaigns/new/", "main form"),
        ("/vintages/", "main form"),
        ("/api/tokens/", "form.narrow"),
    ],
    "administrator": [("/members/new/", "main form"), ("/accounts/password/change/", "main form")],
    "": [("/accounts/login/", "form.narrow"), ("/accounts/password/reset/", "form.narrow")],
}
"""Forms that are sent empty, for what is then said of their faults."""
