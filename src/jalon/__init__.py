"""Jalon: steering software for an institution of several units under an objectives contract.

In a notebook::

    import jalon

    dossier = jalon.open("my-dossier")
    dossier.figures("engineering-students")   # a pyarrow.Table
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jalon.door import OpenDossier

__version__ = "0.5.0"
__all__ = ["__version__", "open"]


def open(path: str | PathLike[str]) -> OpenDossier:
    """Open a dossier folder for use from Python.

    Args:
        path: the folder that holds ``dossier.yaml``.

    Returns:
        A handle with ``check``, ``load``, ``compute``, ``figures`` and ``verdicts``.

    Raises:
        jalon.services.problems.DossierProblem: the dossier has faults; every one is in the message.
    """
    # Imported on call: every module of the package passes through here and must stay light.
    from jalon.door import open_dossier

    return open_dossier(path)
