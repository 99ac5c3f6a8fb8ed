"""A rule as JSON and back: while the office still looks at a change of it, and what of it has no column of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.bulletins.model import BulletinKind
from core.errors import StaleButton
from core.roster.levels import Level
from core.roster.model import Stage, UnitKind
from core.rounds.model import Questions, Rung, Step, Wordings
from core.rounds.timetable import Audience, Cadence, Every, Product, When, Whom
from core.settings import Json, members

Terms = Mapping[str, Json]


def terms_of(cadence: Cadence) -> dict[str, Json]:
    """What differs from the usual; empty of most rules."""
    whom = cadence.whom
    narrowed: dict[str, Json] = {
        "units": [*sorted(whom.units)],
        "kinds": [*sorted(whom.kinds)],
        "stages": [*sorted(whom.stages)],
        "levels": [*sorted(whom.levels)],
    }
    terms: dict[str, Json] = {
        "whom": {name: chosen for name, chosen in narrowed.items() if chosen},
        "bulletin": cadence.bulletin.value if cadence.bulletin else None,
        "days": [*cadence.days],
        "follows": cadence.follows,
        **frozen_terms(cadence.wordings, cadence.note),
    }
    return {name: value for name, value in terms.items() if value}


def frozen_terms(wordings: Wordings, note: str) -> dict[str, Json]:
    """What a round keeps of its rule's terms."""
    terms: dict[str, Json] = {"wordings": [[*pair] for pair in wordings], "note": note}
    return {name: value for name, value in terms.items() if value}


def with_terms(cadence: Cadence, terms: Terms) -> Cadence:
    whom = terms.get("whom")
    narrowed = whom if isinstance(whom, dict) else {}
    bulletin, follows = terms.get("bulletin"), terms.get("follows")
    return replace(
        cadence,
        whom=Whom(
            frozenset(int(word) for word in members(narrowed.get("units", []))),
            frozenset(UnitKind(word) for word in members(narrowed.get("kinds", []))),
            frozenset(Stage(word) for word in members(narrowed.get("stages", []))),
            frozenset(Level(word) for word in members(narrowed.get("levels", []))),
        ),
        wordings=wordings_in(terms),
        bulletin=BulletinKind(str(bulletin)) if bulletin else None,
        days=tuple(int(word) for word in members(terms.get("days", []))),
        note=note_in(terms),
        follows=int(str(follows)) if follows else None,
    )


def wordings_in(terms: Terms) -> Wordings:
    pairs = terms.get("wordings")
    rows = [members(pair) for pair in pairs] if isinstance(pairs, list) else []
    return tuple((push, text) for push, text in rows)


def note_in(terms: Terms) -> str:
    return str(terms.get("note") or "")


def in_words(cadence: Cadence) -> str:
    """The whole rule but for what becomes of it: a change that waits to be saved."""
    value: dict[str, Json] = {
        "id": cadence.id,
        "name": cadence.name,
        "every": cadence.every,
        "opens": moment_words(cadence.opens),
        "closes": moment_words(cadence.closes),
        "ladder": ladder_words(cadence.ladder),
        "products": [*cadence.products],
        "audience": cadence.audience,
        "questions": cadence.questions,
        "version": cadence.version,
        "from": _day_word(cadence.from_on),
        "until": _day_word(cadence.until_on),
        "since": cadence.enabled_from.isoformat() if cadence.enabled_from else None,
        "campaign": cadence.campaign_of,
        "terms": terms_of(cadence),
    }
    return json.dumps(value, ensure_ascii=False)


def from_words(text: str) -> Cadence:
    """
    Raises:
        ValueError: not what ``in_words`` wrote.
    """
    value = json.loads(text)
    campaign, since = value["campaign"], value["since"]
    cadence = Cadence(
        id=int(value["id"]),
        name=str(value["name"]),
        every=Every(value["every"]),
        opens=read_moment(value["opens"]),
        closes=read_moment(value["closes"]),
        ladder=_ladder(value["ladder"]),
        products=tuple(Product(word) for word in value["products"]),
        audience=Audience(value["audience"]),
        questions=Questions(value["questions"]),
        version=int(value["version"]),
        enabled_from=datetime.fromisoformat(since) if since else None,
        from_on=_day(value["from"]),
        until_on=_day(value["until"]),
        campaign_of=int(campaign) if campaign else None,
    )
    return with_terms(cadence, value["terms"])


def ladder_words(ladder: tuple[Rung, ...]) -> str:
    """180.liaison 540.leader: minutes of office time."""
    return " ".join(f"{int(rung.after.total_seconds() // 60)}.{rung.step}" for rung in ladder)


def _ladder(text: str) -> tuple[Rung, ...]:
    pairs = [word.split(".") for word in text.split()]
    return tuple(Rung(timedelta(minutes=int(after)), Step(step)) for after, step in pairs)


def moment_words(when: When) -> str:
    """0.5.1700, for buttons and the audit."""
    return f"{when.month}.{when.day}.{when.at:%H%M}"


def read_moment(text: str) -> When:
    """
    Raises:
        StaleButton: not what ``moment_words`` writes.
    """
    try:
        month, day, at = text.split(".")
        return When(int(day), time(int(at[:2]), int(at[2:])), int(month))
    except ValueError:
        raise StaleButton from None


def _day_word(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(word: str | None) -> date | None:
    return date.fromisoformat(word) if word else None
