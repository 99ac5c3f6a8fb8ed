"""``run``, ``demo`` and ``tick``."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from app import logs
from app.cli.failed import Failed
from app.cli.session import configured, session
from app.garbage import nothing_is_sought
from app.lean import without
from app.settings import Preset
from core.texts.catalogue import say


def run(only: Annotated[str, typer.Option(help="comma-separated: inbound,clock,outbound,web")] = "") -> None:
    """Run the real thing until SIGTERM."""
    with nothing_is_sought():
        with without(
            "cryptography", "rich"
        ):  # PTB opens passports with one, httpx has a command of its own: 10 MB
            import telegram.request  # noqa: F401 - from here on it is loaded so
        from app.opening import NotMigrated
        from app.serving import serve
        from app.wiring import PARTS
        from bot.telegram.faults import ServiceAway, TokenRefusedByTelegram

    settings = configured()
    logs.set_up(settings.log_format)
    parts = tuple(part.strip() for part in only.split(",")) if only else PARTS
    unknown = set(parts) - set(PARTS)
    if unknown:
        raise typer.BadParameter(f"unknown part: {', '.join(sorted(unknown))}")
    try:
        asyncio.run(serve(settings, parts))
    except NotMigrated:
        raise Failed(say("cli.not_migrated")) from None
    except TokenRefusedByTelegram:
        raise Failed(say("cli.token_refused")) from None
    except ServiceAway as away:
        raise Failed(say("cli.telegram_away", why=away)) from None
    except OSError as error:
        raise Failed(say("cli.not_started", why=error)) from None


def demo(
    port: Annotated[int, typer.Option(help="of the chat page")] = 8088,
    fresh: Annotated[bool, typer.Option("--fresh", help="forget earlier demo weeks")] = False,
    preset: Annotated[Preset, typer.Option(help="the cadences it starts with")] = "district",
) -> None:
    """Try the whole product on this machine: no account, no token, no network."""
    with nothing_is_sought():
        from app.demo import play

    logs.set_up("text", 30)
    try:
        asyncio.run(play(port, preset, fresh=fresh))
    except OSError as error:
        raise Failed(say("cli.port_taken", port=port, why=error.strerror)) from None


def tick(
    at: Annotated[str, typer.Option("--at", help="ISO time with zone")],
    sandbox: Annotated[bool, typer.Option("--sandbox")] = False,
) -> None:
    """One clock tick at a made-up time; only on a demo database."""
    from app.times import IS_SANDBOX
    from scheduler.jobs import Jobs

    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise typer.BadParameter("--at wants an ISO time such as 2026-11-23T09:00:00+08:00") from None
    if moment.tzinfo is None:
        raise typer.BadParameter("--at wants a time zone, such as +08:00")
    from documents.bulletin_files import make

    with session() as office:
        known = office.desk.read_now(lambda work: work.settings.get(IS_SANDBOX))
        if not (known or sandbox):
            raise Failed(say("cli.demo_only"))
        if sandbox and not known:
            office.desk.run_now(lambda work: work.settings.set(IS_SANDBOX, "1"))
        jobs = Jobs(office.desk, office.calendar, lambda: None, make=make)
        asyncio.run(jobs.tick(moment.astimezone(UTC)))
