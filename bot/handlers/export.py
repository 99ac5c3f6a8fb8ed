"""The current ledger as a file (导出)."""

from __future__ import annotations

from bot.context import Context, FileWanted
from core.chat import Card, Reply
from core.errors import WrongState
from core.texts.catalogue import say
from core.texts.words import day


def ledger(ctx: Context) -> Reply:
    """/export – written outside the transaction, then sent."""
    if ctx.offered is None:
        raise FileWanted(ctx.incoming, export=True)
    if ctx.offered.annotated is None:
        raise WrongState("import", "gone")
    ctx.work.audit.note(ctx.now, ctx.person.id, "ledger.exported", "ledger", {"projects": ctx.offered.name})
    words = say("export.ready", day=day(ctx.today), n=ctx.offered.name)
    return Reply(say=(Card(words, file=ctx.offered.annotated),))
