"""The program with every logger at DEBUG, also those that it silences: what could a log line give away?"""

from __future__ import annotations

import logging

from app import logs
from app.__main__ import main


def shout(log_format: str, level: int = logging.DEBUG) -> None:
    del level
    _set_up(log_format, logging.DEBUG)
    for name in logs.NOISY:
        logging.getLogger(name).setLevel(logging.DEBUG)


if __name__ == "__main__":
    _set_up, logs.set_up = logs.set_up, shout
    main()
