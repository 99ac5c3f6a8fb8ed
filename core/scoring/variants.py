"""A scheme with the office's own options and weights (考核办法选项, 自定权重): each combination is a version of its own, fixed
before a period.

2026.2-e is 2026.2 with 功效系数, 2026.1+30/50/20 is 2026.1 with these weights in the order of its indicators. What
nothing is said of stays as the scheme has it; a published version is never edited. The name says everything, so that
whoever has it has the scheme: no table is looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from core.scoring.model import Method, NaPolicy, Pace, Scheme
from core.scoring.schemes import SCHEMES
from core.scoring.weights import Weights, read, weighed, weights_of, written


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
    """The scheme of this version, with its options and weights; None: there is none."""
    published = SCHEMES.get(base_of(version))
    if published is None:
        return None
    own = _own(version)
    weights = read(published, own) if own else weights_of(published)
    if weights is None or version != named(published.version, options_of(version), weights):
        return None
    made = weighed(published, weights)
    for option in options_of(version):
        made = _with(made, option)
    return replace(made, version=version)


def _with(scheme: Scheme, option: Option) -> Scheme:
    if option is Option.EFFICACY:
        return replace(scheme, method=Method.EFFICACY)
    return (
        replace(scheme, pace=Pace.DAY) if option is Option.DAILY else replace(scheme, na_policy=_NA[option])
    )


def named(base: str, options: set[Option], weights: Weights | None = None) -> str:
    """The name of the version: 2026.2, 2026.2-ed, 2026.1+30/50/20-e. Weights as published are not named."""
    published = SCHEMES.get(base)
    if published and weights is not None and weights != weights_of(published):
        base = f"{base}+{written(published, weights)}"
    letters = "".join(option.value for option in Option if option in options)
    return f"{base}-{letters}" if letters else base


def with_weights(scheme: Scheme, weights: Weights) -> Scheme:
    """The same scheme and options with these weights.

    Raises:
        ValueError: they cannot be.
    """
    made = scheme_named(named(base_of(scheme.version), options_of(scheme.version), weights))
    if made is None:
        raise ValueError(weights)
    return made


def base_of(version: str) -> str:
    """2026.1 of 2026.1+30/50/20-e: the published one."""
    return version.partition("-")[0].partition("+")[0]


def is_own(version: str) -> bool:
    """Whether the office has set its weights."""
    return bool(_own(version))


def _own(version: str) -> str:
    return version.partition("-")[0].partition("+")[2]


def plain(version: str) -> str:
    """2026.1-e of 2026.1+30/50/20-e: for where the weights are named beside it."""
    return named(base_of(version), options_of(version))


def options_of(version: str) -> set[Option]:
    return {option for option in Option if option in version.partition("-")[2]}


def turned(version: str, option: Option) -> str:
    """With the option on instead of off, or off instead of on; of those about what does not apply one goes out when
    another comes in."""
    now, head = options_of(version), version.partition("-")[0]
    if option in now:
        return named(head, now - {option})
    kept = now - set(_NA) if option in _NA else now
    return named(head, kept | {option})
