"""A process that appends events to a journal, to be killed or to be run beside another one."""

from __future__ import annotations

import sys
from pathlib import Path

from journals import event, journal


def main(folder: str, name: str, first: str, count: str, hours: str) -> None:
    """Append events one by one and say each of them once it is acknowledged."""
    made = journal(Path(folder))
    for number in range(int(first), int(first) + int(count)):
        told = f"{name}-{number}"
        made.append([event(number, hours=int(hours), id=told, details={"text": "x" * 4000})])
        # In one system call: whoever reads sees a whole line or nothing.
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
