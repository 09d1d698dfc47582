"""Write the documents that are made from the code, or check that they are current.

``python tools/docs.py`` writes them; ``python tools/docs.py --check`` changes nothing, and exits with 1 when
one of them is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from reference.commands import commands_page
from reference.dossier import dossier_page
from reference.entities import entities_page
from reference.errors import errors_page
from reference.rights import rights_page
from reference.rooms import with_rooms
from reference.units import units_page

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = Path("docs/reference")
ARCHITECTURE = Path("docs/explanation/architecture.md")


def pages() -> Mapping[Path, str]:
    """Every generated document, by its path from the root of the repository."""
    return {
        REFERENCE / "commands.md": commands_page(),
        REFERENCE / "dossier.md": dossier_page(ROOT),
        REFERENCE / "entities.md": entities_page(),
        REFERENCE / "errors.md": errors_page(),
        REFERENCE / "rights.md": rights_page(),
        REFERENCE / "units.md": units_page(),
        ARCHITECTURE: with_rooms((ROOT / ARCHITECTURE).read_text(encoding="utf-8"), ROOT),
    }


def stale(made: Mapping[Path, str]) -> list[Path]:
    """The documents that are not what the code says, and those that nothing makes any more."""
    changed = [path for path, text in made.items() if _current(ROOT / path) != text]
    orphans = [path.relative_to(ROOT) for path in sorted((ROOT / REFERENCE).glob("*.md"))]
    return [*changed, *(path for path in orphans if path not in made)]


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    made = pages()
    found = stale(made)
    if arguments == ["--check"]:
        for path in found:
            print(f"{path} is not what the code says: run `make docs`", file=sys.stderr)
        return 1 if found else 0
    for path in found:
        if path in made:
            (ROOT / path).write_text(made[path], encoding="utf-8")
        else:
            (ROOT / path).unlink()
        print(path)
    return 0


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
