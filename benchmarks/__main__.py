"""``python -m benchmarks [NAME …]``: measure, and print one table for each."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from benchmarks import bulk, bulletins, fairness, inbound, ledger, names, resources, scoring
from benchmarks.tables import Measured, show

ALL: dict[str, Callable[[], Measured]] = {
    "bulk": bulk.measure,
    "bulletins": bulletins.measure,
    "fairness": fairness.measure,
    "inbound": inbound.measure,
    "ledger": ledger.measure,
    "names": names.measure,
    "resources": resources.measure,
    "scoring": scoring.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*ALL, []], help="all of them if none is named")
    for name in parser.parse_args().names or ALL:
        show(ALL[name]())


if __name__ == "__main__":
    main()
