"""The office's verbs for scripts: round, bulletin, rank."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from app.cli.failed import Failed
from app.cli.session import AsJson, session, show
from core.bulletins.approving import propose
from core.bulletins.close import close_round
from core.bulletins.drafting import draft_kind
from core.bulletins.model import Bulletin, BulletinKind, BulletinState
from core.bulletins.numbering import freshen
from core.bulletins.parts import keep_parts, parts_due, task_for
from core.bulletins.publish import publish
from core.bulletins.target_values import Targets
from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person
from core.rounds.missing import current_round, round_state
from core.rounds.model import Round
from core.rounds.open_round import open_by_hand
from core.scoring.model import Snapshot
from core.texts import bulletin as bulletin_texts
from core.texts import words
from core.texts.catalogue import say
from core.texts.scores import rank_row

rounds = typer.Typer(no_args_is_help=True)
bulletins = typer.Typer(no_args_is_help=True)


@rounds.command("open")
def open_(as_json: AsJson = False) -> None:
    """Open this week's round now."""
    with session() as office:
        opened = office.desk.run_now(lambda work: open_by_hand(work, None, office.calendar, office.now))
        document = office.desk.read_now(lambda work: _round(work, opened, office.calendar))
    show(document, as_json, _round_line(document, office.calendar))


@rounds.command("close")
def close(
    round_id: Annotated[int | None, typer.Argument(metavar="[ID]")] = None, as_json: AsJson = False
) -> None:
    """Close it, score, freeze, draft the bulletin."""
    with session() as office:

        def step(work: UnitOfWork) -> dict[str, Any]:
            round_ = work.rounds.get(round_id) if round_id else current_round(work)
            if not close_round(work, round_.id, None, office.calendar, office.now):
                raise Failed(say("cli.round_over"))
            return _round(work, work.rounds.get(round_.id), office.calendar)

        document = office.desk.run_now(step)
    show(document, as_json, _round_line(document, office.calendar))


@rounds.command("show")
def show_round(
    round_id: Annotated[int | None, typer.Argument(metavar="[ID]")] = None, as_json: AsJson = False
) -> None:
    """How a round stands."""
    with session() as office:
        document = office.desk.read_now(
            lambda work: _round(
                work, work.rounds.get(round_id) if round_id else current_round(work), office.calendar
            )
        )
    show(document, as_json, _round_line(document, office.calendar))


def _round(work: UnitOfWork, round_: Round, calendar: Calendar) -> dict[str, Any]:
    state = round_state(work, round_, calendar, round_.closed_at or round_.opened_at)
    silent = [
        {"leader": s.leader.name, "open": s.left, "of": s.lines, "unreachable": s.unreachable or None}
        for s in state.silent
    ]
    return {
        "id": round_.id, "period": round_.period, "state": round_.state.value, "opened_at": round_.opened_at,
        "deadline_at": round_.deadline_at, "closed_at": round_.closed_at, "cards": state.cards,
        "complete": state.complete, "silent": silent,
    }  # fmt: skip


def _round_line(document: dict[str, Any], calendar: Calendar) -> str:
    names = "、".join(s["leader"] for s in document["silent"])
    line = say(
        "cli.round.line",
        period=document["period"],
        state=say(f"cli.round.{document['state']}"),
        deadline=words.moment(document["deadline_at"], calendar),
        complete=document["complete"],
        cards=document["cards"],
    )
    return line + (say("cli.round.silent", names=names) if names else "")


@bulletins.command("draft")
def draft_(
    kind: Annotated[BulletinKind, typer.Option(help="what is drafted")] = BulletinKind.WEEKLY,
    as_json: AsJson = False,
) -> None:
    """Draft from the newest snapshot: weekly, news, monthly, quarterly, or a meeting pack with a page per unit."""
    with session() as office:
        made = office.desk.run_now(lambda work: draft_kind(work, kind, office.calendar, office.now))
        pages = office.desk.read_now(lambda work: work.editions.plan(made.id).pages)
    document = {**asdict(made), "kind": kind.value, "pages": [asdict(page) for page in pages]}
    show(document, as_json, "\n\n".join([made.title, made.text, *(page.text for page in pages)]))


@bulletins.command("publish")
def publish_(
    by: Annotated[str, typer.Option(help="name of the office person who answers for it")],
    bulletin_id: Annotated[int | None, typer.Argument(metavar="[ID]")] = None,
    proposed_by: Annotated[
        str, typer.Option(help="who has put it forward, where two people are wanted")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Publish a draft to those chosen, every bound group by default. A named person decides, also here."""
    from documents.bulletin_files import make

    with session() as office:

        def choose(work: UnitOfWork) -> int:
            drafts = work.bulletins.latest(BulletinState.DRAFT, 1)
            if bulletin_id is None and not drafts:
                raise Failed(say("cli.no_draft"))
            chosen = work.bulletins.get(bulletin_id or drafts[0].id)
            freshen(work, chosen)
            return chosen.id

        chosen_id = office.desk.run_now(choose)
        for due in office.desk.read_now(parts_due):
            task = office.desk.read_now(task_for, due, office.calendar)
            if task is not None:
                made = make(task.issue, task.parts)
                office.desk.run_now(keep_parts, task, made, office.calendar, office.now)

        def step(work: UnitOfWork) -> tuple[Bulletin, Targets]:
            if proposed_by:
                propose(work, chosen_id, _named(work, proposed_by), office.now)
            return publish(work, chosen_id, _named(work, by), office.calendar, office.now)

        published, targets = office.desk.run_now(step)
    show(
        {**asdict(published), "groups": len(targets.groups), "people": len(targets.readers)},
        as_json,
        say("cli.published", bulletin=bulletin_texts.numbered(published), n=len(targets.groups)),
    )


def _named(work: UnitOfWork, name: str) -> Person:
    person = work.people.by_name(name)
    if person is None or Role.OFFICE not in person.roles:
        raise Failed(say("cli.not_office", name=name))
    return person


@bulletins.command("show")
def show_bulletin(
    bulletin_id: Annotated[int | None, typer.Argument(metavar="[ID]")] = None, as_json: AsJson = False
) -> None:
    """The newest bulletin, or one by its id."""
    with session() as office:

        def step(work: UnitOfWork) -> Bulletin:
            recent = work.bulletins.latest(None, 1)
            if bulletin_id is None and not recent:
                raise Failed(say("cli.no_bulletin"))
            return work.bulletins.get(bulletin_id) if bulletin_id else recent[0]

        found = office.desk.run_now(step)
    show(asdict(found), as_json, f"{bulletin_texts.numbered(found)}\n\n{found.text}")


def rank(as_json: AsJson = False) -> None:
    """The newest frozen ranking."""
    with session() as office:
        snapshot = office.desk.read_now(lambda work: work.bulletins.last_snapshot())
    if snapshot is None:
        raise Failed(say("cli.no_ranking"))
    show(_ranking(snapshot), as_json, "\n".join(rank_row(score) for score in snapshot.scores))


def _ranking(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "period": snapshot.period, "taken_at": snapshot.taken_at, "scheme": snapshot.scheme.version,
        "digest": snapshot.digest, "scores": [asdict(score) for score in snapshot.scores],
    }  # fmt: skip
