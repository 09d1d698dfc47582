"""Look the pinned packages up among known vulnerabilities; say so when nothing can be looked up.

Exits with 1 when a package is known to be vulnerable. Where the service of vulnerabilities cannot be reached
(no network, a mirror that does not offer it), nothing is audited: this is said, and is no failure, unless
``JALON_AUDIT=strict`` asks for one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

LOCKS = ("runtime", "web", "dev")
ROOT = Path(__file__).resolve().parents[1]

Found = list[dict[str, object]]


def audited(lock: Path) -> Found | None:
    """What is known of the packages of a lock; None when the service does not answer."""
    asked = ["--requirement", str(lock), "--no-deps", "--disable-pip", "--format", "json", "--timeout", "15"]
    ended = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", *asked],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        told: Found = json.loads(ended.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        return None
    return told if any("vulns" in one for one in told) else None


def main() -> int:
    """Audit each lock; the exit code."""
    is_strict, code = os.environ.get("JALON_AUDIT") == "strict", 0
    for name in LOCKS:
        found = audited(ROOT / "lock" / f"{name}.txt")
        if found is None:
            print(
                f"lock/{name}.txt: not audited, the service of vulnerabilities does not answer",
                file=sys.stderr,
            )
            code = max(code, int(is_strict))
            continue
        bad = [one for one in found if one.get("vulns")]
        for one in bad:
            print(f"lock/{name}.txt: {one['name']} {one['version']}: {one['vulns']}", file=sys.stderr)
        skipped = sum("vulns" not in one for one in found)
        looked = len(found) - skipped
        print(f"lock/{name}.txt: {looked} packages audited, {len(bad)} vulnerable, {skipped} unknown")
        code = max(code, int(bool(bad)))
    return code


if __name__ == "__main__":
    sys.exit(main())
