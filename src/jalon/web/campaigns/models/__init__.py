"""What the database keeps of campaigns: rounds and returns, what is sent, told, overridden and recalled."""

from __future__ import annotations

from jalon.web.campaigns.models.overriding import OverrideRequest, OverrideState
from jalon.web.campaigns.models.reminding import Letter, LetterState
from jalon.web.campaigns.models.rounds import (
    Absence,
    Campaign,
    CampaignState,
    Return,
    ReturnState,
    SentBack,
    Signature,
)
from jalon.web.campaigns.models.sending import GridDraft, Upload, UploadState
from jalon.web.campaigns.models.telling import Action, Explanation, ExplanationState

__all__ = [
    "Absence",
    "Action",
    "Campaign",
    "CampaignState",
    "Explanation",
    "ExplanationState",
    "GridDraft",
    "Letter",
    "LetterState",
    "OverrideRequest",
    "OverrideState",
    "Return",
    "ReturnState",
    "SentBack",
    "Signature",
    "Upload",
    "UploadState",
]
