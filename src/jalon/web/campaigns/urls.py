"""Addresses of campaigns. Fixed words come first: no campaign bears one (see ``running.RESERVED``)."""

from __future__ import annotations

from django.urls import path

from jalon.web.campaigns.views import (
    deliveries,
    filling,
    overrides,
    reminders,
    rounds,
    sending,
    telling,
    units,
)

app_name = "campaigns"

_FIGURE = "explanations/<slug:indicator>/<slug:unit>/<slug:period>/"
_UNIT = "<slug:campaign>/<slug:unit>/"

urlpatterns = [
    path("", rounds.calendar, name="list"),
    path("new/", rounds.make, name="make"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/send/", reminders.send_reminders, name="send-reminders"),
    path("units/<slug:unit>/deliveries/", deliveries.of_unit, name="deliveries"),
    path("deliveries/<slug:delivery>/", deliveries.delivery, name="delivery"),
    path("deliveries/<slug:delivery>/not-taken.csv", deliveries.not_taken, name="not-taken"),
    path("uploads/<int:number>/", sending.upload, name="upload"),
    path("uploads/<int:number>/again/", sending.again, name="send-again"),
    path("overrides/<int:number>/", overrides.decide_override, name="decide-override"),
    path("explanations/<int:number>/accept/", telling.accept_explanation, name="accept-explanation"),
    path("explanations/of/<slug:unit>/", telling.choose, name="choose-figure"),
    path(_FIGURE, telling.explanations, name="explanations"),
    path(f"{_FIGURE}actions/", telling.add_action, name="add-action"),
    path("actions/<int:number>/done/", telling.finish_action, name="finish-action"),
    path("<slug:campaign>/", rounds.campaign, name="campaign"),
    path("<slug:campaign>/edit/", rounds.edit, name="edit"),
    path("<slug:campaign>/state/", rounds.change_state, name="change-state"),
    path(_UNIT, units.unit, name="unit"),
    path(f"{_UNIT}sign/", units.sign, name="sign"),
    path(f"{_UNIT}back/", units.back, name="back"),
    path(f"{_UNIT}send/<slug:source>/", sending.send, name="send"),
    path(f"{_UNIT}fetch/<slug:source>/", sending.fetch_source, name="fetch"),
    path(f"{_UNIT}grid/<slug:source>/", filling.grid, name="grid"),
    path(f"{_UNIT}absence/<slug:source>/<slug:period>/", units.absence, name="absence"),
    path(f"{_UNIT}override/<slug:rule>/<slug:period>/", overrides.ask_override, name="ask-override"),
]
