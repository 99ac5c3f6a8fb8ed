"""Every command and every button, with the right it needs: handlers, /help and the chat's own menu read this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.context import Context
from bot.handlers import (
    accounts,
    aliases,
    assigning,
    attachments,
    broadcasts,
    bulletins,
    cadences,
    cases,
    choosing,
    corrections,
    doubts,
    drafts,
    echoes,
    entries,
    excuses,
    export,
    flags,
    groups,
    invite,
    leaders,
    leaves,
    ledger,
    letterheads,
    nodes,
    objections,
    pictures,
    previews,
    queries,
    questions,
    red_heads,
    report,
    requests,
    review,
    rounds,
    scores,
    settings,
    stages,
    stalls,
    start,
    statistics,
    targets,
    templates,
)
from core.chat import Card, Channel, Reply
from core.dialogue import Dialogue, Topic
from core.rights import Right, Role, rights_of
from core.texts import helping

Handler = Callable[[Context], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """``/name`` or the Chinese ``word``, with or without a space before its argument.

    ``in_groups``: may be used in a group, where everybody reads the answer.
    ``apart``: its word needs a space before the argument, for many a sentence begins with it (“图纸已审完”).
    """

    name: str
    word: str
    needs: Right
    handler: Handler
    takes_words: bool = False
    in_groups: bool = False
    apart: bool = False


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
    Command("mine", "我的", Right.MINE, _say(queries.mine)),
    Command("report", "报进展", Right.REPORT, report.show),
    Command("status", "查", Right.STATUS, queries.status, takes_words=True),
    Command("history", "经过", Right.HISTORY, queries.history, takes_words=True),
    Command("nodes", "节点", Right.STATUS, nodes.show, takes_words=True, apart=True),
    Command("stage", "阶段", Right.PLAN, stages.show, takes_words=True, apart=True),
    Command("plan", "倒排", Right.PLAN, nodes.plan_back, takes_words=True, apart=True),
    Command("contact", "联系", Right.PLAN, flags.contact, takes_words=True, apart=True),
    Command("statistics", "纳统", Right.STATISTICS, statistics.show, takes_words=True, apart=True),
    Command("rank", "排名", Right.RANK, _say(scores.rank), in_groups=True),
    Command("why", "为什么", Right.WHY, scores.why, takes_words=True),
    Command("picture", "图", Right.STATUS, pictures.show, takes_words=True, apart=True),
    Command("problems", "问题", Right.PROBLEMS, _say(queries.problems)),
    Command("undo", "更正", Right.REPORT, report.undo),
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

PRESSES: dict[str, tuple[Right, Handler]] = {
    "nc": (Right.HELP, choosing.unclear),
    "r": (Right.REPORT, report.tap),
    "rw": (Right.REPORT, stalls.reason),
    "ru": (Right.REPORT, report.unchanged),
    "rc": (Right.REPORT, questions.category),
    "rn": (Right.REPORT, questions.node),
    "rp": (Right.REPORT, report.page),
    "rb": (Right.REPORT, report.back),
    "rk": (Right.REPORT, questions.leave),
    "al": (Right.SETTINGS, aliases.shown),
    "ax": (Right.SETTINGS, aliases.drop),
    "aw": (Right.ASSIGN, assigning.do_attach),
    "aq": (Right.ASSIGN, assigning.ask_release),
    "ay": (Right.ASSIGN, assigning.do_release),
    "as": (Right.ASSIGN, assigning.do_pair),
    "ae": (Right.ASSIGN, assigning.end_pair),
    "sy": (Right.REPORT, echoes.confirm),
    "sn": (Right.REPORT, echoes.none_of_it),
    "se": (Right.REPORT, echoes.change),
    "sl": (Right.REPORT, echoes.line),
    "sb": (Right.REPORT, echoes.back),
    "sq": (Right.REPORT, echoes.answer),
    "pi": (Right.STATUS, pictures.pressed),
    "bq": (Right.BULLETIN, pictures.on_paper),
    "qs": (Right.STATUS, queries.status_by_id),
    "qh": (Right.HISTORY, queries.history_by_id),
    "hm": (Right.HISTORY, attachments.look),
    "nx": (Right.STATUS, nodes.by_id),
    "np": (Right.PLAN, nodes.accept),
    "wx": (Right.STATISTICS, statistics.by_id),
    "wt": (Right.STATISTICS, statistics.tick),
    "wr": (Right.STATISTICS, statistics.reason),
    "we": (Right.STATISTICS, statistics.reached),
    "sg": (Right.PLAN, stages.step),
    "sx": (Right.PLAN, stages.by_id),
    "xl": (Right.REVIEW, requests.look),
    "xr": (Right.REVIEW, requests.decide),
    "qw": (Right.WHY, scores.why_by_id),
    "xg": (Right.SETTINGS, excuses.decide),
    "ub": (Right.BULLETIN, corrections.begin),
    "ui": (Right.BULLETIN, corrections.which_value),
    "uv": (Right.BULLETIN, corrections.value_chosen),
    "up": (Right.BULLETIN, leaders.ask),
    "uy": (Right.BULLETIN, leaders.post),
    "gl": (Right.CASES, cases.listed),
    "gs": (Right.CASES, cases.show_one),
    "ge": (Right.CASES, cases.evidence),
    "gt": (Right.CASES, cases.letter),
    "go": (Right.CASES, cases.open_),
    "gd": (Right.CASES, cases.drop),
    "gn": (Right.CASES, cases.next_),
    "jb": (Right.OBJECT, objections.begin),
    "ji": (Right.OBJECT, objections.which_project),
    "jp": (Right.OBJECT, objections.ask_words),
    "jd": (Right.OBJECT, objections.proof_over),
    "jt": (Right.OBJECT, objections.take_back),
    "jw": (Right.OBJECT, previews.why),
    "jv": (Right.BULLETIN, previews.state),
    "je": (Right.BULLETIN, previews.more_time),
    "js": (Right.BULLETIN, previews.sign_question),
    "jy": (Right.BULLETIN, previews.sign_now),
    "jo": (Right.BULLETIN, objections.look),
    "jm": (Right.BULLETIN, objections.proofs),
    "jn": (Right.BULLETIN, objections.refuse_why),
    "ja": (Right.BULLETIN, objections.ways),
    "jk": (Right.BULLETIN, objections.which_value),
    "jq": (Right.BULLETIN, objections.value_chosen),
    "jc": (Right.BULLETIN, objections.value_confirmed),
    "jr": (Right.BULLETIN, objections.retake),
    "jx": (Right.BULLETIN, objections.excuse),
    "px": (Right.RESOLVE, queries.resolve),
    "pg": (Right.HELP, queries.paged),
    "on": (Right.ROUND, rounds.preview),
    "oo": (Right.ROUND, rounds.open_),
    "oq": (Right.ROUND, rounds.close_question),
    "ox": (Right.ROUND, rounds.close),
    "om": (Right.MISSING, rounds.missing_shown),
    "oc": (Right.REMIND, rounds.remind),
    "or": (Right.REMIND, rounds.remind_done),
    "vo": (Right.REVIEW, review.show),
    "vq": (Right.REVIEW, review.shown),
    "vy": (Right.REVIEW, review.accept),
    "vn": (Right.REVIEW, review.why),
    "vr": (Right.REVIEW, review.turn_down),
    "vw": (Right.REVIEW, review.why_words),
    "vc": (Right.REVIEW, review.change),
    "vx": (Right.REVIEW, review.stage_given),
    "vd": (Right.REVIEW, review.value_confirmed),
    "vb": (Right.REVIEW, review.batch),
    "va": (Right.REVIEW, review.batch_confirmed),
    "vs": (Right.REVIEW, review.unconfirmed_shown),
    "vp": (Right.REVIEW, review.stood_in),
    "bs": (Right.BULLETIN, bulletins.show_one),
    "bp": (Right.BULLETIN, bulletins.publish_question),
    "by": (Right.BULLETIN, bulletins.publish_now),
    "bn": (Right.BULLETIN, bulletins.keep),
    "bm": (Right.BULLETIN, bulletins.more),
    "bd": (Right.BULLETIN, bulletins.drop_draft),
    "bf": (Right.BULLETIN, bulletins.make_again),
    "ba": (Right.BULLETIN, bulletins.send_unsent),
    "bk": (Right.BULLETIN, bulletins.draft),
    "bg": (Right.BULLETIN, bulletins.page),
    "bw": (Right.BULLETIN, drafts.ask_words),
    "bu": (Right.BULLETIN, drafts.first_words),
    "bv": (Right.BULLETIN, drafts.wordings),
    "bt": (Right.BULLETIN, drafts.targets),
    "bx": (Right.BULLETIN, drafts.turn),
    "bo": (Right.BULLETIN, drafts.put_forward),
    "br": (Right.BULLETIN, drafts.sent_back),
    "tl": (Right.BULLETIN, templates.listed),
    "to": (Right.BULLETIN, templates.opened),
    "te": (Right.BULLETIN, templates.change),
    "tv": (Right.BULLETIN, templates.previewed),
    "ts": (Right.BULLETIN, templates.saved),
    "td": (Right.BULLETIN, templates.restored),
    "th": (Right.BULLETIN, templates.history),
    "tu": (Right.BULLETIN, templates.used_again),
    "ca": (Right.BROADCAST, broadcasts.audience),
    "cy": (Right.BROADCAST, broadcasts.confirm),
    "cn": (Right.BROADCAST, broadcasts.give_up),
    "cr": (Right.BROADCAST, broadcasts.take_back),
    "cz": (Right.BROADCAST, broadcasts.take_back_now),
    "ck": (Right.BROADCAST, broadcasts.keep),
    "du": (Right.DOUBTS, doubts.shown),
    "ds": (Right.DOUBTS, doubts.arrived),
    "da": (Right.DOUBTS, doubts.again),
    "lx": (Right.LEAVE, leaves.end),
    "st": (Right.SETTINGS, settings.open_),
    "sc": (Right.SETTINGS, settings.change),
    "lh": (Right.SETTINGS, letterheads.ask),
    "lt": (Right.SETTINGS, red_heads.pressed),
    "sw": (Right.SETTINGS, settings.ask),
    "kf": (Right.SETTINGS, cadences.firings),
    "kp": (Right.SETTINGS, cadences.preset_preview),
    "ks": (Right.SETTINGS, cadences.preset_save),
    "kv": (Right.SETTINGS, cadences.rule_save),
    "ka": (Right.SETTINGS, cadences.campaign_save),
    "ko": (Right.SETTINGS, cadences.stopped),
    "iv": (Right.INVITE, invite.role),
    "pf": (Right.HELP, accounts.preferred),
    "lq": (Right.IMPORT, ledger.answered),
    "ly": (Right.IMPORT, ledger.confirm),
    "ln": (Right.IMPORT, ledger.cancel),
    "no": (Right.HELP, start.no),
}

DIALOGUES: dict[Topic, tuple[Right, Callable[[Context, Dialogue], Reply]]] = {
    Topic.PROBLEM_TEXT: (Right.REPORT, questions.answered),
    Topic.NODE_DATE: (Right.REPORT, questions.answered),
    Topic.REPORT_AGAIN: (Right.REPORT, echoes.said_again),
    Topic.BROADCAST_TEXT: (Right.BROADCAST, broadcasts.text),
    Topic.FIGURE_REASON: (Right.REVIEW, review.reason_given),
    Topic.FIGURE_VALUE: (Right.REVIEW, review.value_given),
    Topic.LETTERHEAD: (Right.SETTINGS, letterheads.written),
    Topic.SETTING: (Right.SETTINGS, settings.heard),
    Topic.WORDING: (Right.BULLETIN, drafts.words_given),
    Topic.TEMPLATE: (Right.BULLETIN, templates.given),
    Topic.OBJECTION: (Right.OBJECT, objections.said),
    Topic.PROOF: (Right.OBJECT, objections.more_words),
    Topic.RULING: (Right.BULLETIN, objections.decided_in_words),
    Topic.CORRECTION: (Right.BULLETIN, corrections.said),
    Topic.CASE: (Right.CASES, cases.said),
    Topic.INVITE_NAME: (Right.INVITE, invite.name),
}


def commands_of(roles: Sequence[Role]) -> list[tuple[str, str]]:
    """(name, Chinese word) of what these roles can do, for the chat's own command menu."""
    allowed = rights_of(roles)
    return [(c.name, c.word) for c in COMMANDS if c.needs in allowed and c.word]
