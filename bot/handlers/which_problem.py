"""已解决, and several problems of that kind are open: which one is it."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from core.errors import StaleButton
from core.problems.follow import resolve
from core.problems.model import Problem
from core.rounds.echo.model import Ask, Question, Sentence
from core.rounds.echo.settling import NOT_COUNTED
from core.rounds.echo.which_problem import ALL, fitting, over


def open_tickets(ctx: Context, question: Question | None) -> tuple[Problem, ...]:
    """What is offered with this question."""
    if question is None or question.ask is not Ask.TICKET:
        return ()
    return fitting(question, ctx.work.problems.open_for([question.project_id]))


def chosen(ctx: Context, sentence: Sentence, question: Question) -> Sentence:
    """The answer: one ticket, all of them, or none.

    Raises:
        StaleButton: it is not open any more, or was never offered.
    """
    choice, offered = ctx.pressed.word(2), open_tickets(ctx, question)
    closed = offered if choice == ALL else tuple(one for one in offered if str(one.id) == choice)
    if not closed and choice not in (ALL, NOT_COUNTED):
        raise StaleButton
    for ticket in closed:
        resolve(ctx.work, ticket.id, ctx.person.id, ctx.now, sentence.message)
    drafts = tuple(
        replace(one, finding=over(one.finding, question, closed, sentence.round_id))
        if one.project_id == question.project_id
        else one
        for one in sentence.drafts
    )
    return replace(sentence, drafts=drafts)
