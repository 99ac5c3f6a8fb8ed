"""Cards change [94888] once per response_code; messages are called back [94867] within a day."""

import copy

from sandbox.model import Json, Message
from sandbox.wecom.call import Call
from sandbox.wecom.cards import INTERACTIVE, check_card, part, words
from sandbox.wecom.corp import Code, Corp, Sent
from sandbox.wecom.errors import WeComError
from sandbox.wecom.sending import check_agent
from sandbox.wecom.showing import words_of

RECALL_SECONDS = 24 * 3600
MOST_USERS = 1000


def update_template_card(corp: Corp, call: Call) -> Json:
    """Either new words for the button, which greys the card, or a whole new card."""
    body = call.body
    check_agent(corp, body)
    code = _code(corp, words(body, "response_code"))
    sent = corp.sent[code.msgid]
    change = read_change(body)
    targets, invalid = _targets(sent, body)
    if not targets:
        raise WeComError(82102, extra={"invaliduser": invalid})
    for userid in targets:
        message = corp.copy(sent, userid)
        if message is not None and message.form is not None:
            apply_change(corp, message, change)
    code.used = True
    return {"invaliduser": invalid} if invalid else {}


def _code(corp: Corp, given: str) -> Code:
    code = corp.codes.get(given)
    if code is None or code.used or code.expires_at <= corp.clock.now().timestamp():
        raise WeComError(60140)
    return code


def read_change(body: Json) -> Json:
    """``{"replace_name"}`` or ``{"template_card"}``.

    Raises:
        WeComError: neither, or a card the service does not take.
    """
    if body.get("template_card"):
        return {"template_card": check_card(body["template_card"], updating=True)}
    name = words(part(body, "button"), "replace_name")
    if not name:
        raise WeComError(40063, "button.replace_name or template_card")
    return {"replace_name": name}


def _targets(sent: Sent, body: Json) -> tuple[list[str], list[str]]:
    """Userids that have the card, and those that were named and have not."""
    if body.get("atall") == 1:
        return list(sent.copies), []
    named = body.get("userids") or []
    if not isinstance(named, list) or not named:
        raise WeComError(82101)
    if len(named) > MOST_USERS:
        raise WeComError(40032)
    known = [str(userid) for userid in named if str(userid).casefold() in sent.copies]
    return known, [str(userid).lower() for userid in named if str(userid).casefold() not in sent.copies]


def apply_change(corp: Corp, message: Message, change: Json) -> None:
    """
    Raises:
        WeComError: 42031 the words of a button were to change on a card without one.
    """
    form = message.form
    assert form is not None  # noqa: S101 - only messages with a card come here
    if "replace_name" in change:
        if form.content["card_type"] not in INTERACTIVE:
            raise WeComError(42031)
        form.greyed = change["replace_name"]
    else:
        form.content = copy.deepcopy(change["template_card"])
        form.greyed = form.content.get("replace_text")
        form.chosen = {}
    message.text = words_of(form)
    message.edited_at = corp.clock.timestamp()
    corp.world.edited(message)


def recall(corp: Corp, call: Call) -> Json:
    """The members see that something was called back, and no longer what."""
    sent = corp.sent.get(words(call.body, "msgid"))
    if sent is None or sent.recalled:
        raise WeComError(40058, "msgid")
    if corp.clock.timestamp() - sent.at > RECALL_SECONDS:
        raise WeComError(42052)
    sent.recalled = True
    for userid in sent.copies:
        message = corp.copy(sent, userid)
        if message is not None:
            message.notice = {"recalled_by": corp.account.name}
            corp.world.edited(message)
    return {}
