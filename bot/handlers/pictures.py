"""/picture: what one may see, as a picture (图)."""

from __future__ import annotations

from collections.abc import Callable

from bot.context import Context, PictureWanted
from bot.handlers import projects_seen, scores
from core.bulletins.choose_letterhead import LETTERHEAD
from core.bulletins.figures import figures_of
from core.bulletins.model import BulletinState, Part
from core.bulletins.parts import file_card, issue_for
from core.chat import Card, Reply
from core.errors import NotAllowed, StaleButton
from core.rights import Right
from core.roster.ledger_title import place
from core.roster.model import Project
from core.roster.seeing import own_units, project_by_id
from core.rounds.on_card import find_named
from core.settings import chosen
from core.texts import bulletin as bulletin_texts
from core.texts import letterheads, own_sheet, pictures, project_sheet, town_sheets
from core.texts.catalogue import say
from core.texts.sheets import Drawing
from core.texts.town_sheets import Past

PERIODS = 12
CHANGES = 400
"""Changes of one project that are looked through for sums."""


def show(ctx: Context) -> Reply:
    """/picture – which ones there are for this person; /picture X – one of them, or a project."""
    name = pictures.named(ctx.arg)
    if name:
        return _of(ctx, name)
    if ctx.arg:
        return _drawn(ctx, _project(ctx, find_named(ctx.work, ctx.person, ctx.arg, ctx.today)))
    return Reply(say=(pictures.which([name for name, (needs, _) in PICTURES.items() if ctx.may(needs)]),))


def pressed(ctx: Context) -> Reply:
    """pi:<picture> – one of those; pi:project:<project>."""
    name = ctx.pressed.word(0)
    if name == pictures.PROJECT:
        project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(1), ctx.today)
        return _drawn(ctx, _project(ctx, project))
    return _of(ctx, name)


def on_paper(ctx: Context) -> Reply:
    """bq:<bulletin> – its ranking as PDF."""
    bulletin = ctx.work.bulletins.get(ctx.pressed.number(0))
    page = issue_for(ctx.work, bulletin, ctx.calendar).page
    title = bulletin_texts.numbered(bulletin)
    drawing = Drawing(page, f"{title}.pdf", say("sheet_of.pdf_caption", title=title), on_paper=True)
    return _drawn(ctx, drawing)


def _of(ctx: Context, name: str) -> Reply:
    if name not in PICTURES:
        raise StaleButton
    needs, make = PICTURES[name]
    if not ctx.may(needs):
        raise NotAllowed(needs)
    made = make(ctx)
    if isinstance(made, Reply):
        return made
    return _drawn(ctx, made) if made else Reply(say=(Card(say("sheet_of.none_yet")),))


def _drawn(ctx: Context, drawing: Drawing) -> Reply:
    """Drawn outside the transaction; if that cannot be, the same in words.

    Raises:
        PictureWanted: come again with it.
    """
    if ctx.drawn is None:
        raise PictureWanted(ctx.incoming, drawing)
    made = ctx.drawn
    if made.file is None:
        said = say("sheet_of.not_drawn", why=made.why)
        return Reply(say=(Card(f"{said}\n{made.drawing.caption}"),))
    return Reply(say=(Card(made.drawing.caption, file=made.file),))


def _project(ctx: Context, project: Project) -> Drawing:
    people, units = projects_seen.people_of(ctx, project), projects_seen.units_of(ctx, project)
    return project_sheet.project_sheet(
        project,
        projects_seen.lit(ctx, project),
        people,
        units,
        ctx.work.problems.open_for([project.id]),
        ctx.work.projects.changes(project.id, CHANGES),
        ctx.today,
        ctx.calendar,
    )


def _own(ctx: Context) -> Drawing | None:
    rows = projects_seen.own(ctx)
    return own_sheet.own_sheet(ctx.person.name, ctx.person.title, rows, ctx.today) if rows else None


def _rank(ctx: Context) -> Reply:
    """The picture that was published with the latest ranking, as it was."""
    latest = ctx.work.bulletins.latest(BulletinState.PUBLISHED, 1)
    parts = ctx.work.bulletins.parts(latest[0].id) if latest else ()
    made = [one for one in parts if one.part is Part.PICTURE and one.file is not None]
    return Reply(say=(file_card(made[0]) if made else Card(say("sheet_of.none_yet")),))


def _funnel(ctx: Context) -> Drawing | None:
    found = scores.published(ctx)
    return town_sheets.funnel(found[0], _issuer(ctx), ctx.calendar) if found else None


def _trend(ctx: Context) -> Drawing | None:
    past = [Past(*one) for one in reversed(ctx.work.bulletins.published_scores(PERIODS))]
    own = own_units(ctx.work, ctx.person)
    return town_sheets.trend(past, sorted(own), _issuer(ctx), ctx.calendar) if past else None


def _lists(ctx: Context) -> Drawing | None:
    snapshot = ctx.work.bulletins.last_snapshot()
    if snapshot is None:
        return None
    return town_sheets.lists(figures_of(snapshot, None), _issuer(ctx), ctx.calendar)


def _issuer(ctx: Context) -> str:
    return letterheads.issuer(chosen(ctx.work, LETTERHEAD), place(ctx.work))


PICTURES: dict[str, tuple[Right, Callable[[Context], Drawing | Reply | None]]] = {
    "own": (Right.MINE, _own),
    "rank": (Right.RANK, _rank),
    "trend": (Right.RANK, _trend),
    "funnel": (Right.RANK, _funnel),
    "lists": (Right.BULLETIN, _lists),
}
"""By name, with the right that each needs."""
