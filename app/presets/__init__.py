"""The cadences that an office may start with (预设): one TOML file each, read once, checked to the last word."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import time, timedelta
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field

from core.rounds.model import Questions, Rung, Step
from core.rounds.timetable import Audience, Cadence, Every, Product, When

NAMES = ("city", "district", "county", "city-inspection")
"""In the order in which they are offered."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _When(_Strict):
    day: int
    at: time
    month: int = Field(0, ge=0)


class _Rung(_Strict):
    after: float = Field(gt=0)  # office hours
    step: Step


class _Cadence(_Strict):
    name: str
    every: Every
    opens: _When
    closes: _When
    produces: tuple[Product, ...]
    audience: Audience = Audience.OFFICE
    questions: Questions = Questions.NONE
    ladder: tuple[_Rung, ...] = ()


class _Preset(_Strict):
    cadence: tuple[_Cadence, ...]


@cache
def preset(name: str) -> tuple[Cadence, ...]:
    """The cadences of one file, without ids.

    Raises:
        pydantic.ValidationError: the file says something that cannot be.
    """
    written = resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8")
    return tuple(_cadence(each) for each in _Preset.model_validate(tomllib.loads(written)).cadence)


def presets() -> Mapping[str, tuple[Cadence, ...]]:
    """All of them, by name."""
    return {name: preset(name) for name in NAMES}


def _cadence(written: _Cadence) -> Cadence:
    return Cadence(
        id=0,
        name=written.name,
        every=written.every,
        opens=When(**dict(written.opens)),
        closes=When(**dict(written.closes)),
        ladder=tuple(Rung(timedelta(hours=rung.after), rung.step) for rung in written.ladder),
        products=written.produces,
        audience=written.audience,
        questions=written.questions,
    )
