"""``duban``: the command line. Exit codes: 0 fine · 1 failed, said why · 2 wrong usage."""

from __future__ import annotations

from app.cli import program

__all__ = ["main"]


def main() -> None:
    program.main()


if __name__ == "__main__":
    main()
