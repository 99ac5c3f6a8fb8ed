"""A chase ladder as the office writes it: 3小时提醒联络员，1个工作日提醒本人，2个工作日报名单，3个工作日拟督办单."""

from __future__ import annotations

import re
from datetime import timedelta

from core.numerals import numeral
from core.rounds.ladder import TO_THE_LEADER
from core.rounds.model import Rung, Step

_CLAUSE = re.compile(
    r"(?P<amount>\d+(?:\.\d)?|[一二两三四五六七八九十]+|半)\s*个?\s*(?P<unit>小时|钟头|工作日|天|日)(?:又?(?P<more>\d+(?:\.\d)?)个?小时)?[^，,；;、。\d]*?(?P<step>联络员|督办单?|名单|招商办|办公室|本人|领导)"
)
_STEPS = {"联": Step.LIAISON, "督": Step.ORDER, "名": Step.OFFICE, "招": Step.OFFICE, "办": Step.OFFICE}


def read_ladder(text: str, day: timedelta) -> tuple[Rung, ...] | None:
    """The rungs in the order of their graces; None if there is none in these words.

    What goes to the leader before the liaison, or first of two, is the early reminder. Whether they may follow
    one another is ``core.rounds.ladder.check``'s to say.

    Args:
        day: office time of one working day.
    """
    found = sorted(
        ((_grace(one, day), one["step"]) for one in _CLAUSE.finditer(text)),
        key=lambda pair: pair[0],
    )
    rungs: list[Rung] = []
    for n, (after, word) in enumerate(found):
        step = _STEPS.get(word[0])
        if step is None:
            later = [_STEPS.get(one[0]) for _, one in found[n + 1 :]]
            early = Step.LIAISON in later or None in later
            step = Step.REMIND if early else Step.LEADER
        rungs.append(Rung(after, step))
    return tuple(rungs) or None


def _grace(said: re.Match[str], day: timedelta) -> timedelta:
    """2个工作日6小时, 半天, 3小时."""
    number = 0.5 if said["amount"] == "半" else float(numeral(said["amount"]) or 0)
    hours = timedelta(hours=float(said["more"] or 0))
    return number * (timedelta(hours=1) if said["unit"] in ("小时", "钟头") else day) + hours


def moved(ladder: tuple[Rung, ...], step: Step, by: timedelta) -> tuple[Rung, ...]:
    """With this step so much later, or earlier."""
    return tuple(Rung(rung.after + by, rung.step) if rung.step is step else rung for rung in ladder)


def without(ladder: tuple[Rung, ...], step: Step) -> tuple[Rung, ...]:
    return tuple(rung for rung in ladder if rung.step is not step)


def with_step(ladder: tuple[Rung, ...], step: Step, day: timedelta) -> tuple[Rung, ...]:
    """With one more step where it belongs; later ones make room, no more than they must.

    It comes half-way between its neighbours, or a working day after the one before it where nothing follows or
    where it goes to the leader.
    """
    steps = tuple(Step)
    before = [rung for rung in ladder if steps.index(rung.step) < steps.index(step)]
    after = [rung for rung in ladder if steps.index(rung.step) > steps.index(step)]
    since = before[-1].after if before else timedelta(0)
    alone = not after or step in TO_THE_LEADER
    made = list(before)
    for rung in (Rung(since + day if alone else since + (after[0].after - since) / 2, step), *after):
        made.append(Rung(max(rung.after, _soonest(made, rung.step, day)), rung.step))
    return tuple(made)


def _soonest(before: list[Rung], step: Step, day: timedelta) -> timedelta:
    own = [rung.after + day for rung in before if rung.step in TO_THE_LEADER] or [day]
    last = before[-1].after + LEAST if before else LEAST
    return max(last, own[-1]) if step in TO_THE_LEADER else last


LEAST = timedelta(hours=1)
"""Between two steps that find their own place."""
