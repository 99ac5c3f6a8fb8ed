"""A dropped ledger: what it would change first, questions one after another, then the office confirms (导入台账)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.context import Context, FileWanted, Offered
from bot.handlers.accounts import send_open_card
from core.chat import Card, Channel, Reply
from core.errors import WrongState
from core.problems.take_ledger import take_ledger
from core.rights import Right
from core.roster.asking import ALL_DIFFERENT, TWINS, Ask, Question
from core.roster.ledger import Ledger
from core.roster.ledger_accounts import take_accounts
from core.roster.uploads import offer_upload
from core.texts import imports
from core.texts.catalogue import say

TWIN = "twin:"
"""Keys of questions whose answers change no remark but their own."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The import that waits for one person: the file, what he said so far, and what he is asked now."""

    sha: str
    name: str
    answers: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    options: tuple[str, ...] = ()
    must: bool = False


def how(ctx: Context) -> Reply:
    """/import – drop the file here, or hand it in on a page where the chat delivers none."""
    token = ctx.office.new_token()
    url = ctx.office.upload_link(token)
    if not url:
        key = "import.no_page" if ctx.incoming.channel is Channel.WECOM else "import.how"
        return Reply(say=(Card(say(key)),))
    until = offer_upload(ctx.work, ctx.person.id, ctx.address, token, ctx.now)
    return Reply(say=(imports.upload(url, until, ctx.incoming.channel, ctx.calendar),))


def dropped(ctx: Context) -> Reply:
    """A file in the private chat of the office: a dry run, nothing is changed."""
    if not ctx.person.may(Right.IMPORT):
        return Reply(say=(Card(say("refused.not_office_file")),))
    if ctx.offered is None:
        raise FileWanted(ctx.incoming)
    card = _shown(ctx, ctx.offered)
    return Reply(say=(*_remarked(ctx.offered), card))  # the buttons stay at the bottom


def answered(ctx: Context) -> Reply:
    """lq:<file>:<question>:<option> – one question answered: read again with it, then the next, or the last step.

    Raises:
        WrongState: another file was dropped since, or the question was answered.
    """
    waiting = _waiting(ctx)
    if waiting is None or (_number(waiting.sha), question_mark(waiting)) != (
        ctx.pressed.word(0),
        ctx.pressed.word(1),
    ):
        raise WrongState("import", "gone")
    chosen = ctx.pressed.number(2)
    if chosen >= len(waiting.options):
        raise WrongState("import", "gone")
    answer = waiting.options[chosen]
    key = TWINS if answer == ALL_DIFFERENT else waiting.asked
    answers = {**waiting.answers, key: answer}
    if ctx.offered is None:
        raise FileWanted(ctx.incoming, waiting.sha, waiting.name, answers, preview=True)
    card = _shown(ctx, ctx.offered)
    last = ctx.offered.ledger is not None and not ctx.offered.ledger.questions
    remarked = _remarked(ctx.offered) if last and not waiting.asked.startswith(TWIN) else []
    if remarked:
        return Reply(replace=Card(say("import.answered")), say=(*remarked, card))
    return Reply(replace=card)


def confirm(ctx: Context) -> Reply:
    """ly:<file> – import the file that was shown; only that one, only once.

    Raises:
        WrongState: another file was dropped since, it was imported, or a question about money is open.
    """
    waiting = _waiting(ctx)
    if waiting is None or _number(waiting.sha) != ctx.pressed.word(0) or waiting.must:
        raise WrongState("import", "gone")
    if ctx.offered is None:
        raise FileWanted(ctx.incoming, waiting.sha, waiting.name, waiting.answers, preview=False)
    if ctx.offered.ledger is None:
        raise WrongState("import", "gone")
    result = take_ledger(ctx.work, ctx.offered.ledger, ctx.person.id, ctx.today, ctx.now)
    if Channel.WECOM in ctx.office.channels:
        result = take_accounts(ctx.work, result, ctx.offered.ledger, ctx.person.id, ctx.now)
        for name, _ in result.accounts:
            send_open_card(ctx, name)
    ctx.work.settings.set(_key(ctx), "")
    return Reply(replace=imports.done(result))


def cancel(ctx: Context) -> Reply:
    """ln:<file> – put this file aside; a newer one still waits."""
    waiting = _waiting(ctx)
    if waiting and _number(waiting.sha) == ctx.pressed.word(0):
        ctx.work.settings.set(_key(ctx), "")
    return Reply(replace=Card(say("import.cancelled")))


def question_mark(waiting: _Waiting) -> str:
    """Tells this question from one that was answered before."""
    return f"{zlib.crc32(waiting.asked.encode()):08x}"


def _shown(ctx: Context, offered: Offered) -> Card:
    """The summary, with the next question or the last step; what is waited for is kept.

    Raises:
        LedgerRefused, WrongState
    """
    if offered.refused is not None:
        raise offered.refused
    if offered.ledger is None or offered.preview is None:
        raise WrongState("import", "gone")
    waiting = _Waiting(offered.sha, offered.name, offered.answers)
    question = next(iter(offered.ledger.questions), None)
    if question:
        waiting = replace(
            waiting,
            asked=question.key,
            options=_options(question, offered.ledger),
            must=imports.must_answer(offered.ledger),
        )
    ctx.work.settings.set(_key(ctx), json.dumps(_as_json(waiting), ensure_ascii=False))
    number = _number(offered.sha)
    if question is None:
        return imports.preview(offered.name, offered.ledger, offered.preview, number)
    return imports.asking(
        offered.name,
        offered.ledger,
        offered.preview,
        question,
        waiting.options,
        (number, question_mark(waiting)),
    )


def _options(question: Question, ledger: Ledger) -> tuple[str, ...]:
    """Without 全部 when there is only this one."""
    twins = sum(each.kind is Ask.TWIN for each in ledger.questions)
    return tuple(option for option in question.options if option != ALL_DIFFERENT or twins > 1)


def _remarked(offered: Offered) -> list[Card]:
    return [Card(say("import.remarked"), file=offered.annotated)] if offered.annotated else []


def _as_json(waiting: _Waiting) -> dict[str, object]:
    return {
        "sha": waiting.sha,
        "name": waiting.name,
        "answers": dict(waiting.answers),
        "asked": waiting.asked,
        "options": list(waiting.options),
        "must": waiting.must,
    }


def _waiting(ctx: Context) -> _Waiting | None:
    kept = ctx.work.settings.get(_key(ctx))
    if not kept:
        return None
    said = json.loads(kept)
    return _Waiting(**{**said, "options": tuple(said.get("options", ()))})


def _key(ctx: Context) -> str:
    return f"import:{ctx.person.id}"


def _number(sha: str) -> str:
    """Enough of the file's hash to tell it from another one."""
    return sha[:16]
