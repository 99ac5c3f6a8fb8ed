"""``python -m benchmarks [NAME …]``: measure, and print one table for each."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib import import_module

from benchmarks.tables import show

ALL = ("bulk", "bulletins", "fairness", "inbound", "ledger", "names", "resources", "scoring")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*ALL, []], help="all of them if none is named")
    names = parser.parse_args().names or ALL
    if len(names) == 1:
        show(import_module(f"benchmarks.{names[0]}").measure())
        return
    for name in names:  # in a process of its own, whose memory is that of nothing else
        subprocess.run([sys.executable, "-m", "benchmarks", name], check=True)


if __name__ == "__main__":
    main()
