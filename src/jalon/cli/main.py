"""The ``jalon`` command."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from cyclopts import App, CycloptsError
from rich.console import Console

from jalon.cli.settings import default_language
from jalon.kernel.texts import Language

app = App(
    name="jalon",
    help="Steer an institution of several schools under an objectives and performance contract.",
    version_flags=["--version"],
    help_flags=["--help", "-h"],
)
# Named by import path so that each command loads only what it needs.
COMMANDS = {
    "check": "Check everything a dossier says, with file, line and repair for each fault.",
    "load": "Load the files of a dossier into its lake.",
    "watch": "Load the files that arrive in a folder, and put them away with a report.",
    "harvest": "Fetch the records of the services that a dossier names, and load them.",
    "compute": "Compute every figure whose inputs changed.",
    "show": "Show figures, as a table, JSON, CSV or Parquet.",
    "perimeter": "Say who belongs, when, for which part, and which units merged or split.",
    "explain": "Say where a figure comes from, down to its source rows.",
    "overlap": "Say who shares whom behind a distinct count.",
    "verdicts": "Judge each target.",
    "coherence": "Say whether the institute meets its targets if every school meets its own.",
    "realism": "Say what each target asked for on the day it was signed.",
    "review": "Write the annual review, in PDF and HTML.",
    "publish": "Publish the figures, small numbers of persons hidden or rounded.",
    "run": "Go the whole way: load, compute, judge, write the review.",
    "synthesize": "Write a dossier of synthetic data with its true answers, or check figures against them.",
    "serve": "Serve the site of a dossier, with demo accounts on this machine.",
    "freeze": "Freeze the figures as known on a day into a signed vintage that never changes.",
    "vintages": "List the frozen vintages, or verify that none was touched.",
    "reproduce": "Compute a vintage again and compare it to the last digit.",
    "recompute": "Compute with the definitions, data or perimeter of another time.",
    "diff": "Say what moved between two vintages, and why, to the last digit.",
    "test-cards": "Run a unit's own mapping on fictitious cases, before its rows are counted.",
    "keys": "List the keys of pseudonyms, or keep persons under a new one.",
    "link": "Find the keys that are one person by comparing descriptions, or list the doubtful pairs.",
    "identity": "Decide which keys are the same person or thing, or list what was decided.",
    "feeds": "List what each unit owes, when it is due, and what became of it.",
    "codes": "List the codes that nothing translates, with the nearest known one.",
    "dictionary": "Write what each column of a dossier means, who fills it and who reads it.",
    "quality": "Say which rules of quality fail, and give the score of each source with its trend.",
    "override": "Accept what a rule of quality found, with a reason and a name.",
    "deliveries": "List the files received and which are in force.",
    "report": "Tell whoever sent a file what became of it and what to mend.",
    "reminders": "List what falls due or is late, as text ready to send.",
    "trace": "Say which figures a line of a received file enters.",
    "catalogue": "Write the catalogue of entities, feeds and freshness as pages.",
    "journal": "Read the journal of every change of state, export it, or verify that none was touched.",
    "purge": "Remove what is past its term, from every version, and prove it.",
    "holdings": "Export all that is held on one key, for the right of access.",
    "register": "Write the register of processings of personal data.",
}
for _name, _help in COMMANDS.items():
    _module = _name.removeprefix("test-")
    app.command(f"jalon.cli.{_module}:{_module}", name=_name, help=_help)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 when all is well, 1 when there are faults, 2 when the question is wrong."""
    # Modules live to the end: looking through them for what can be freed is a tenth of a short command.
    gc.set_threshold(50_000, 20, 100)
    sys.exit(_outcome(arguments))


def _outcome(arguments: Sequence[str] | None) -> int:
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        result = app(arguments, exit_on_error=False, result_action="return_value")
    except CycloptsError:
        # A wrong option or word: the library has already said which, and what is accepted.
        return 2
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) left early: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        console.print(f"{error.filename or ''}: {error.strerror or error}", markup=False)
        return 1
    except Exception as error:
        return _own_fault(error, console)
    return result if isinstance(result, int) else 0


def _own_fault(error: Exception, console: Console) -> int:
    """A fault of Jalon itself: say so and where, and keep the trace for those who ask for it.

    What the exception says is left out: it may repeat a cell of a file.
    """
    if os.environ.get("JALON_DEBUG"):
        raise error
    where = _where(error)
    told = (
        f"Jalon a échoué ({type(error).__name__}, {where}). C’est un défaut de Jalon, pas de vos fichiers ; "
        "rien n’a été écrit à moitié. JALON_DEBUG=1 montre la trace à joindre au signalement."
        if default_language() is Language.FR
        else f"Jalon failed ({type(error).__name__}, {where}). This is a defect of Jalon, not of your files; "
        "nothing was left half written. JALON_DEBUG=1 shows the trace to report it with."
    )
    console.print(told, markup=False)
    return 70


def _where(error: Exception) -> str:
    """The last line of Jalon that the error went through."""
    root = str(Path(__file__).parents[1])
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(root)]
    if not own:
        return "?"
    return f"{Path(own[-1].filename).relative_to(root).as_posix()}:{own[-1].lineno}"
