"""How many examples a property takes that costs much: each one a load, a reading of a dossier, an engine.

``JALON_THOROUGH=1`` takes ten times as many, and tries a thousand examples of properties that cost little.
"""

from __future__ import annotations

import os

THOROUGH = os.environ.get("JALON_THOROUGH", "0") == "1"


def examples(number: int) -> int:
    return 10 * number if THOROUGH else number
