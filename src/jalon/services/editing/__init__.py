"""Editing of a contract: what is typed in forms, checked, told in words, and saved as dossier files.

``contract_form`` gives the forms; ``draft`` says what changes would do, as often as somebody types; ``save``
writes them; ``recover`` ends a save that was interrupted.
"""

from __future__ import annotations

from jalon.services.editing.change import Change, PlacedIssue
from jalon.services.editing.conflict import last_saved
from jalon.services.editing.drafting import Draft, draft
from jalon.services.editing.forms import ContractForm, Field, Form, contract_form
from jalon.services.editing.layout import Block, laid_out
from jalon.services.editing.names import Choice
from jalon.services.editing.saving import Saved, SavedFile, recover, save
from jalon.services.editing.schema import Kind, What
from jalon.services.editing.wording import Row

__all__ = [
    "Block",
    "Change",
    "Choice",
    "ContractForm",
    "Draft",
    "Field",
    "Form",
    "Kind",
    "PlacedIssue",
    "Row",
    "Saved",
    "SavedFile",
    "What",
    "contract_form",
    "draft",
    "laid_out",
    "last_saved",
    "recover",
    "save",
]
