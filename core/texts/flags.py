"""What stands out about a project, in words; reasons for 无变化 (提醒标记)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.chat import Button, Card, Rows
from core.milestones.flags import CHOICES, Flag, FlagRules, Raised
from core.milestones.model import WordList
from core.presses import encode
from core.roster.model import Project
from core.rounds.views import Line
from core.texts import words
from core.texts.catalogue import say
from core.texts.paging import paged

QUERY = {flag: f"flag{n}" for n, flag in enumerate(Flag)}
"""What the buttons of a flag's list ask for."""
_AT_ONCE = 3


def marks(raised: Sequence[Raised]) -> str:
    """开工95天未见实物进展、连续3期无变化; empty for none."""
    return say("word.list_stop").join(mark(one) for one in raised)


def mark(one: Raised) -> str:
    return say(f"stands_out.{one.flag.value}", n=one.amount)


def noticed(raised: Sequence[Raised]) -> str:
    """The line of /status; empty for none."""
    return say("status.flags", what=marks(raised)) if raised else ""


def overview(counts: Mapping[Flag, int]) -> Card:
    rows = [
        say("stands_out.count", name=say(f"stands_out.name.{flag.value}"), n=n) for flag, n in counts.items()
    ]
    buttons: Rows = tuple(
        (Button(say(f"stands_out.name.{flag.value}"), encode("pg", QUERY[flag], 0, 0)),)
        for flag, n in counts.items()
        if n
    )
    return Card("\n".join([*rows, say("stands_out.foot")]), title=say("stands_out.title"), buttons=buttons)


def listed(flag: Flag, rows: Sequence[tuple[Project, Raised]], page: int) -> Card:
    entries = [
        say("stands_out.row", code=project.code, name=project.name, stage=words.stage(project.stage), what=mark(one))
        for project, one in rows
    ]  # fmt: skip
    title = say("stands_out.list", name=say(f"stands_out.name.{flag.value}"), n=len(rows))
    return paged(title, entries or [say("lists.nobody")], page, QUERY[flag], 0, 15)


def why_stalled(prompt_id: int, asked: Sequence[tuple[Line, int]], reasons: Sequence[str]) -> Card:
    """One question for all lines that have said 无变化 long enough, one tap for the answer."""
    names = say("word.list_stop").join(
        say("stalled.line", no=line.no, name=words.clip(line.project.name, 16), n=n) for line, n in asked
    )
    joined = ".".join(str(line.no) for line, _ in asked)
    buttons = [Button(word, encode("rw", prompt_id, n, joined)) for n, word in enumerate(reasons)]
    rows: Rows = tuple(tuple(buttons[i : i + _AT_ONCE]) for i in range(0, len(buttons), _AT_ONCE))
    return Card(say("stalled.why", names=names), buttons=rows)


def stall_kept(names: Sequence[str], reason: str) -> Card:
    return Card(say("stalled.kept", names=say("word.list_stop").join(names), reason=reason))


def rules_line(rules: FlagRules) -> str:
    return say("stands_out.rules", n=rules.unchanged, weeks=rules.contact_weeks)


def rules_card(rules: FlagRules) -> Card:
    """Each number with a tap to the next one."""
    rows: Rows = tuple(
        (Button(_number(name, getattr(rules, name)), encode("sc", "flags", name)),) for name in CHOICES
    )
    back = (Button(say("button.back"), encode("st")),)
    return Card(say("setting.how.flags"), title=say("setting.flags"), buttons=(*rows, back))


def _number(name: str, value: int) -> str:
    return say(f"stands_out.rule.{name}", n=value) if value else say(f"stands_out.no_rule.{name}")


def word_lists(lists: Mapping[WordList, Sequence[str]]) -> Card:
    stop = say("word.list_stop")
    rows = [say("choices.row", name=name.value, words=stop.join(said)) for name, said in lists.items()]
    return Card("\n".join([*rows, "", say("usage.choices")]), title=say("choices.title"))
