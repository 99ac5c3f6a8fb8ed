"""The dialogue of a broadcast (广播)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.bulletins.model import Audience, AudienceKind, Broadcast
from core.chat import Button, Card
from core.delivery.model import Posted, State
from core.presses import encode
from core.rights import Role
from core.roster.model import Person, Unit
from core.texts import words
from core.texts.catalogue import say
from core.texts.office import names

LIMIT = 3000


def title() -> str:
    return say("broadcast.title")


def which_audience(text: str) -> Card:
    kinds = (
        AudienceKind.LEADERS,
        AudienceKind.UNIT,
        AudienceKind.ROLE,
        AudienceKind.GROUPS,
        AudienceKind.EVERYONE,
    )
    buttons = [Button(say(f"button.audience.{kind.value}"), encode("ca", kind.value)) for kind in kinds]
    rows = (tuple(buttons[:3]), tuple(buttons[3:]), (Button(say("button.no"), encode("no")),))
    return Card(say("broadcast.which", text=text), buttons=rows)


def which_unit(units: Sequence[Unit]) -> Card:
    buttons = [Button(unit.name, encode("ca", "unit", unit.id)) for unit in units[:90]]
    rows = tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))
    return Card(say("broadcast.which_unit"), buttons=rows)


def which_role() -> Card:
    buttons = [Button(words.role(role), encode("ca", "role", role.value)) for role in Role]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    return Card(say("broadcast.which_role"), buttons=rows)


def preview(broadcast: Broadcast, named: str, n: int, lost: Sequence[Person]) -> Card:
    """Whom, how many, and the words exactly as they will be read."""
    missing = say("broadcast.lost", n=len(lost), names=names(lost)) if lost else ""
    text = say("broadcast.preview", audience=named, n=n, lost=missing, text=broadcast.text)
    row = (
        Button(say("button.send"), encode("cy", broadcast.id)),
        Button(say("button.no"), encode("cn", broadcast.id)),
    )
    return Card(text, buttons=(row,))


def audience(chosen: Audience, unit: Unit | None) -> str:
    name = unit.name if unit else words.role(Role(chosen.value)) if chosen.kind is AudienceKind.ROLE else ""
    return say(f"audience.{chosen.kind.value}", name=name)


def progress(
    broadcast: Broadcast,
    counts: Mapping[State, int],
    left: int,
    failed: Sequence[tuple[str, Posted]],
    *,
    to_take_back: bool = False,
) -> Card:
    """How far it is; at the end with everybody who did not get it, and whether it can be taken back."""
    lost = counts.get(State.FAILED, 0) + counts.get(State.EXPIRED, 0)
    facts = {"sent": counts.get(State.SENT, 0), "failed": lost, "uncertain": counts.get(State.UNCERTAIN, 0)}
    if left:
        return Card(say("broadcast.sending", left=left, **facts))
    rows = [
        say("broadcast.failure", name=name, why=say(f"broadcast.why.{p.state.value}")) for name, p in failed
    ]
    done = say("broadcast.done", unreachable=broadcast.unreachable, **facts)
    row = (Button(say("button.take_back"), encode("cr", broadcast.id)),)
    return Card("\n".join([done, *rows]), buttons=(row,) if to_take_back else ())


def take_back_question(broadcast: Broadcast) -> Card:
    row = (
        Button(say("button.take_back_yes"), encode("cz", broadcast.id)),
        Button(say("button.no"), encode("ck", broadcast.id)),
    )
    return Card(say("broadcast.take_back", text=words.clip(broadcast.text, 60)), buttons=(row,))


def taken_back(broadcast: Broadcast, done: int, late: int) -> Card:
    facts = {"text": words.clip(broadcast.text, 30), "done": done}
    return Card(say("broadcast.taken_back", **facts) + (say("broadcast.too_late", n=late) if late else ""))
