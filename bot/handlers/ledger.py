"""A dropped .xlsx: what it would change first, then the office confirms (导入台账)."""

from __future__ import annotations

import json

from bot.context import Context, FileWanted, Offered
from core.chat import Card, Reply
from core.errors import WrongState
from core.problems.take_ledger import take_ledger
from core.rights import Right
from core.texts import imports
from core.texts.catalogue import say


def how(_: Context) -> Reply:
    """/import."""
    return Reply(say=(Card(say("import.how")),))


def dropped(ctx: Context) -> Reply:
    """A file in the private chat of the office: a dry run, nothing is changed."""
    if not ctx.person.may(Right.IMPORT):
        return Reply(say=(Card(say("refused.not_office_file")),))
    if ctx.offered is None:
        raise FileWanted(ctx.incoming)
    if ctx.offered.refused is not None:
        raise ctx.offered.refused
    if ctx.offered.ledger is None or ctx.offered.preview is None:
        raise WrongState("import", "gone")
    _remember(ctx, ctx.offered)
    return Reply(
        say=(
            imports.dry_run(ctx.offered.name, ctx.offered.ledger, ctx.offered.preview, _number(ctx.offered)),
        )
    )


def confirm(ctx: Context) -> Reply:
    """ly:<number> – import the file that was shown; only that one, only once.

    Raises:
        WrongState: another file was dropped since, or it was imported.
    """
    waiting = _waiting(ctx)
    if waiting is None or _number(waiting) != ctx.pressed.word(0):
        raise WrongState("import", "gone")
    if ctx.offered is None:
        raise FileWanted(ctx.incoming, waiting.sha, waiting.name)
    if ctx.offered.ledger is None:
        raise WrongState("import", "gone")
    result = take_ledger(ctx.work, ctx.offered.ledger, ctx.person.id, ctx.today, ctx.now)
    ctx.work.settings.set(_key(ctx), "")
    return Reply(replace=imports.done(result))


def cancel(ctx: Context) -> Reply:
    """ln:<number> – put this file aside; a newer one still waits."""
    waiting = _waiting(ctx)
    if waiting and _number(waiting) == ctx.pressed.word(0):
        ctx.work.settings.set(_key(ctx), "")
    return Reply(replace=Card(say("import.cancelled")))


def _remember(ctx: Context, offered: Offered) -> None:
    ctx.work.settings.set(_key(ctx), json.dumps({"sha": offered.sha, "name": offered.name}))


def _waiting(ctx: Context) -> Offered | None:
    kept = ctx.work.settings.get(_key(ctx))
    return Offered(**json.loads(kept)) if kept else None


def _key(ctx: Context) -> str:
    return f"import:{ctx.person.id}"


def _number(offered: Offered) -> str:
    """Enough of the file's hash to tell it from another one."""
    return offered.sha[:16]
