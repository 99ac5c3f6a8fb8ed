"""Every command, with the right it needs: the router, /help and the chat's own menu read this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.context import Context
from bot.handlers import (
    accounts,
    aliases,
    assigning,
    broadcasts,
    bulletins,
    cases,
    contacts,
    doubts,
    entries,
    excuses,
    export,
    flags,
    groups,
    invite,
    leaders,
    leaves,
    ledger,
    nodes,
    objections,
    pictures,
    previews,
    queries,
    report,
    requests,
    review,
    rounds,
    scores,
    settings,
    stages,
    start,
    statistics,
    targets,
)
from bot.table.handling import Handler
from core.chat import Card, Channel, Reply
from core.rights import Right, Role, rights_of
from core.texts import helping


@dataclass(frozen=True, slots=True)
class Command:
    """``/name`` or the Chinese ``word``, with or without a space before its argument.

    ``in_groups``: may be used in a group, where everybody reads the answer.
    ``also``: other words that mean the same.
    ``apart``: its word needs a space before the argument, for many a sentence begins with it (“图纸已审完”).
    """

    name: str
    word: str
    needs: Right
    handler: Handler
    takes_words: bool = False
    in_groups: bool = False
    apart: bool = False
    also: tuple[str, ...] = ()


def _say(card: Callable[[Context], Card]) -> Handler:
    return lambda ctx: Reply(say=(card(ctx),))


def _help(ctx: Context) -> Reply:
    """/help – only what this person can do, on one screen; /help WORD – how one of them is used."""
    card = _help_card(ctx)
    return Reply(say=(helping.words_only(card) if ctx.incoming.channel is Channel.WECOM else card,))


def _help_card(ctx: Context) -> Card:
    unit = ctx.work.projects.unit(ctx.person.unit_id) if ctx.person.unit_id else None
    here = [c for c in COMMANDS if c.word and ctx.may(c.needs) and (ctx.incoming.private or c.in_groups)]
    for command in here:
        if ctx.arg.strip("/ ") in (command.name, command.word):
            usage = command.name if command.name in helping.USAGES else ""
            return helping.one(command.name, command.word, usage)
    allowed = [(c.name, c.word) for c in here]
    return helping.page(ctx.person, unit, allowed, ctx.today, reports=ctx.person.may(Right.REPORT))


def _lists(ctx: Context) -> Reply:
    """/lists: drafts of red, black and zero lists, and what stands out about projects."""
    return Reply(say=(scores.lists(ctx), flags.overview(ctx)))


COMMANDS: tuple[Command, ...] = (
    Command("mine", "我的", Right.MINE, _say(queries.mine), also=("我的项目",)),
    Command("report", "报进展", Right.REPORT, report.show),
    Command("status", "查", Right.STATUS, queries.status, takes_words=True),
    Command("history", "经过", Right.HISTORY, queries.history, takes_words=True),
    Command("nodes", "节点", Right.STATUS, nodes.show, takes_words=True, apart=True),
    Command("stage", "阶段", Right.PLAN, stages.show, takes_words=True, apart=True),
    Command("plan", "倒排", Right.PLAN, nodes.plan_back, takes_words=True, apart=True),
    Command(
        "contact",
        "联系",
        Right.PLAN,
        contacts.show,
        takes_words=True,
        apart=True,
        also=("走访", "调研", "座谈"),
    ),
    Command("statistics", "纳统", Right.STATISTICS, statistics.show, takes_words=True, apart=True),
    Command("rank", "排名", Right.RANK, _say(scores.rank), in_groups=True),
    Command("why", "为什么", Right.WHY, scores.why, takes_words=True),
    Command("picture", "图", Right.STATUS, pictures.show, takes_words=True, apart=True),
    Command("problems", "问题", Right.PROBLEMS, _say(queries.problems)),
    Command("undo", "更正", Right.REPORT, contacts.undo),
    Command("round", "调度", Right.ROUND, rounds.show),
    Command("missing", "未报", Right.MISSING, _say(rounds.missing)),
    Command("remind", "催报", Right.REMIND, rounds.remind),
    Command("review", "核定", Right.REVIEW, review.show),
    Command("changes", "变更", Right.REVIEW, _say(requests.show)),
    Command("bulletin", "通报", Right.BULLETIN, bulletins.show, takes_words=True),
    Command("broadcast", "广播", Right.BROADCAST, broadcasts.begin, takes_words=True),
    Command("doubts", "待核实", Right.DOUBTS, _say(doubts.show)),
    Command("preview", "公示", Right.OBJECT, previews.show),
    Command("objections", "异议", Right.OBJECT, objections.show),
    Command("lists", "名单", Right.BULLETIN, _lists),
    Command("targets", "任务", Right.TARGETS, targets.show, takes_words=True, apart=True),
    Command("leave", "请假", Right.LEAVE, leaves.show, takes_words=True),
    Command("enter", "录入", Right.SETTINGS, entries.show, takes_words=True),
    Command("accountability", "问责", Right.CASES, cases.show, takes_words=True),
    Command("leaders", "领导排名", Right.BULLETIN, leaders.show),
    Command("excuse", "免责", Right.SETTINGS, excuses.show, takes_words=True),
    Command("assign", "分派", Right.ASSIGN, assigning.show, takes_words=True),
    Command("invite", "邀请", Right.INVITE, invite.begin, takes_words=True),
    Command("account", "账号", Right.INVITE, accounts.assign, takes_words=True),
    Command("import", "导入", Right.IMPORT, ledger.how),
    Command("export", "导出", Right.EXPORT, export.ledger),
    Command("alias", "别名", Right.SETTINGS, aliases.show, takes_words=True),
    Command("choices", "选项", Right.SETTINGS, flags.words, takes_words=True, apart=True),
    Command("settings", "设置", Right.SETTINGS, settings.show),
    Command("bind", "绑定", Right.BIND, groups.bind, in_groups=True),
    Command("prefer", "接收", Right.HELP, accounts.prefer),
    Command("cancel", "取消", Right.HELP, start.cancel),
    Command("help", "帮助", Right.HELP, _help, takes_words=True, in_groups=True),
    Command("start", "", Right.HELP, start.again, takes_words=True),
)


def commands_of(roles: Sequence[Role]) -> list[tuple[str, str]]:
    """(name, Chinese word) of what these roles can do, for the chat's own command menu."""
    allowed = rights_of(roles)
    return [(c.name, c.word) for c in COMMANDS if c.needs in allowed and c.word]
