"""A scheme with the office's own options (考核办法选项): each combination is a version of its own, fixed before a period.

2026.2-e is 2026.2 with 功效系数. What no option names stays as the scheme has it; a published version is never edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from core.scoring.model import Method, NaPolicy, Pace, Scheme
from core.scoring.schemes import SCHEMES


class Option(StrEnum):
    """The letter in the name of the version, in the order in which they stand there."""

    EFFICACY = "e"  # 功效系数
    DAILY = "d"  # 序时 by days of the year instead of months
    FULL = "f"  # what does not apply counts in full
    ZERO = "z"  # … counts nothing
    MEAN = "m"  # … counts as the list's mean


_NA: Mapping[Option, NaPolicy] = {
    Option.FULL: NaPolicy.FULL,
    Option.ZERO: NaPolicy.ZERO,
    Option.MEAN: NaPolicy.MEAN,
}
"""Of these at most one is on; without them its weight is spread over the others."""


def scheme_named(version: str) -> Scheme | None:
    """The scheme of this version, with its options; None: there is none."""
    base, _, letters = version.partition("-")
    if base not in SCHEMES or version != named(base, {one for one in Option if one in letters}):
        return None
    made = SCHEMES[base]
    for letter in letters:
        made = _with(made, Option(letter))
    return replace(made, version=version)


def _with(scheme: Scheme, option: Option) -> Scheme:
    if option is Option.EFFICACY:
        return replace(scheme, method=Method.EFFICACY)
    return (
        replace(scheme, pace=Pace.DAY) if option is Option.DAILY else replace(scheme, na_policy=_NA[option])
    )


def named(base: str, options: set[Option]) -> str:
    """The name of the version: 2026.2, 2026.2-ed."""
    letters = "".join(option.value for option in Option if option in options)
    return f"{base}-{letters}" if letters else base


def base_of(version: str) -> str:
    return version.partition("-")[0]


def options_of(version: str) -> set[Option]:
    return {option for option in Option if option in version.partition("-")[2]}


def turned(version: str, option: Option) -> str:
    """With the option on instead of off, or off instead of on; of those about what does not apply one goes out when
    another comes in."""
    now = options_of(version)
    if option in now:
        return named(base_of(version), now - {option})
    kept = now - set(_NA) if option in _NA else now
    return named(base_of(version), kept | {option})
