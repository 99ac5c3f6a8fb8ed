"""``people list`` and ``people invite``; the first person of the office is invited here."""

from __future__ import annotations

import asyncio
import csv
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.failed import Failed
from app.cli.session import AsJson, Session, session, show
from core.chat import Channel
from core.errors import NotFound
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.account_list import assign_all
from core.roster.binding import Wanted, invite, unbind
from core.texts import words
from core.texts.catalogue import say

ACCOUNT_HEADERS = ("账号", "帐号", "UserID", "userid")
app = typer.Typer(no_args_is_help=True)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Everybody on the roster, with roles and whether bound."""
    with session() as office:
        people = office.desk.read_now(_everybody)
    rows = [
        "\t".join((p["name"], p["title"], "、".join(words.role(Role(r)) for r in p["roles"]), _binding(p)))
        for p in people
    ]
    show(people, as_json, "\n".join(rows))


def _binding(person: dict[str, Any]) -> str:
    state = {"lost": "lost", True: "bound"}.get(person["bound"], "unbound")
    return say(f"cli.people.{state}") + ("" if person["active"] else say("cli.inactive"))


@app.command("invite")
def invite_(
    name: Annotated[str, typer.Option()],
    role: Annotated[Role, typer.Option()],
    unit: Annotated[str, typer.Option(help="for unit heads and departments")] = "",
    for_: Annotated[str, typer.Option("--for", help="the leader a liaison answers for")] = "",
    as_json: AsJson = False,
) -> None:
    """A one-time invitation; the token is shown once and stored hashed."""
    token = secrets.token_urlsafe(24)
    with session() as office:
        person, made = office.desk.run_now(
            lambda work: invite(
                work, _wanted(work, name, role, unit, for_), token, None, office.today, office.now
            )
        )
        link = _link(office, token)
        until = words.moment(made.expires_at, office.calendar)
    document = {"person": person.name, "role": role.value, "token": token, "telegram_link": link, "expires_at": made.expires_at.isoformat()}  # fmt: skip
    text = say(
        "cli.invited", name=person.name, role=words.role(role), until=until, link=link or f"/start {token}"
    )
    show(document, as_json, text)


@app.command("accounts")
def accounts_(
    file: Annotated[
        Path, typer.Argument(help="CSV with the columns 姓名 and 账号, as WeCom's console exports")
    ],
    as_json: AsJson = False,
) -> None:
    """Assign WeCom accounts to everybody whose name is on the roster exactly once."""
    listed = _listed(file)
    with session() as office:
        result = office.desk.run_now(assign_all, listed, Channel.WECOM, None, office.now)
    lines = [say("cli.accounts.done", n=len(result.done), names="、".join(result.done))]
    for names, name in (
        (result.doubled, "doubled"),
        (result.taken, "taken"),
        (result.unknown, "unknown"),
    ):
        if names:
            shown = "、".join(names[:20]) + ("……" if len(names) > 20 else "")
            lines.append(say(f"cli.accounts.{name}", n=len(names), names=shown))
    show(asdict(result), as_json, "\n".join(lines))


def _listed(file: Path) -> list[tuple[str, str]]:
    """(name, account) of each row; the header may stand below a few lines of explanation."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Failed(say("cli.cannot_open", file=file, why=error.strerror)) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    rows = list(csv.reader(text.splitlines()))
    for at, row in enumerate(rows[:30]):
        cells = [cell.strip() for cell in row]
        account = next((cells.index(name) for name in ACCOUNT_HEADERS if name in cells), None)
        if "姓名" in cells and account is not None:
            name = cells.index("姓名")
            return [(r[name], r[account]) for r in rows[at + 1 :] if len(r) > max(name, account)]
    raise Failed(say("cli.accounts.columns"))


@app.command("unbind")
def unbind_(name: Annotated[str, typer.Option()]) -> None:
    """Release a person's chat accounts, e.g. of a lost phone; he needs a new invitation."""
    with session() as office:
        person = office.desk.run_now(unbind, name, office.now)
    typer.echo(say("cli.released", name=person.name))


def _wanted(work: UnitOfWork, name: str, role: Role, unit: str, leader: str) -> Wanted:
    found = work.projects.unit_named(unit) if unit else None
    if unit and found is None:
        raise NotFound("unit", unit)
    person = work.people.by_name(leader) if leader else None
    if leader and person is None:
        raise NotFound("person", leader)
    return Wanted(name, role, found.id if found else None, person.id if person else None)


def _everybody(work: UnitOfWork) -> list[dict[str, Any]]:
    people = work.people.all()
    accounts = work.people.accounts([p.id for p in people])
    return [
        {"name": p.name, "title": p.title, "roles": sorted(p.roles), "active": p.active,
         "bound": "lost" if p.id in accounts and accounts[p.id].lost_because else p.id in accounts}
        for p in people
    ]  # fmt: skip


def _link(office: Session, token: str) -> str:
    """The deep link, if Telegram is on and can be asked for the bot's name; else empty."""
    from app.bots import make_bot
    from bot.telegram.commands import greet
    from bot.telegram.faults import ServiceAway, TokenRefusedByTelegram

    telegram = office.settings.telegram
    if telegram is None:
        return ""

    async def ask() -> str:
        bot = make_bot(telegram)
        try:
            return await greet(bot)
        finally:
            await bot.shutdown()

    try:
        return f"https://t.me/{asyncio.run(ask())}?start={token}"
    except ServiceAway:
        return ""
    except TokenRefusedByTelegram:
        raise Failed(say("cli.token_refused")) from None
