"""The addresses of the site. They are kept: a link in an e-mail of last year still leads where it did."""

from __future__ import annotations

from django.urls import include, path

from jalon.web.accounts.views import change_password
from jalon.web.members.admin import accounts_admin
from jalon.web.site import problems, views

urlpatterns = [
    path("", include("jalon.web.figures.urls")),
    path("campaigns/", include("jalon.web.campaigns.urls")),
    path("contract/", include("jalon.web.contract.urls")),
    path("catalogue/", include("jalon.web.catalogue.urls")),
    path("journal/", include("jalon.web.journal.urls")),
    path("jobs/", include("jalon.web.jobs.urls")),
    path("members/", include("jalon.web.members.urls")),
    path("accounts/", include("jalon.web.accounts.urls")),
    path("api/", include("jalon.web.api.urls")),
    path("admin/password_change/", change_password, name="account_change_password_here"),
    path("admin/", accounts_admin.urls),
    path("language/", views.choose_language, name="language"),
    path("search/", views.search, name="search"),
    path("healthz/", views.health, name="health"),
]

handler400 = problems.not_understood
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.broken
