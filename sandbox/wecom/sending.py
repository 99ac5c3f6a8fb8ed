"""message/send [90236]: who gets it, whether it is the same again, what each member sees of it."""

import copy
import hashlib
from dataclasses import dataclass, field
from secrets import token_urlsafe

from sandbox.model import Form, Json, Message, Person
from sandbox.wecom.call import Call
from sandbox.wecom.cards import calls_back
from sandbox.wecom.corp import Corp, Sent
from sandbox.wecom.errors import WeComError
from sandbox.wecom.forms import APP, Body, Channel, read_body
from sandbox.wecom.showing import words_of

MOST_USERS, MOST_PARTIES = 1000, 100
INTERVAL, LONGEST_INTERVAL = 1800, 4 * 3600


@dataclass(slots=True)
class Receivers:
    people: dict[int, Person] = field(default_factory=dict)
    invalid: list[str] = field(default_factory=list)
    invalid_parties: list[str] = field(default_factory=list)
    invalid_tags: list[str] = field(default_factory=list)
    unlicensed: list[str] = field(default_factory=list)

    def lists(self) -> Json:
        """Each one string, only where there is something to say."""
        named = {
            "invaliduser": self.invalid,
            "invalidparty": self.invalid_parties,
            "invalidtag": self.invalid_tags,
            "unlicenseduser": self.unlicensed,
        }
        return {name: "|".join(ids) for name, ids in named.items() if ids}


def send(corp: Corp, call: Call) -> Json:
    check_agent(corp, call.body)
    receivers = _receivers(corp, call.body)
    body = read_body(Channel(corp.media, corp.world.files), call.body, corp.account.name, APP)
    repeated = _is_repeated(corp, call)
    if repeated and not corp.troubles.strict_tasks:
        return {}
    card = body.form.content if body.form.msgtype == "template_card" else None
    task_id = str(card.get("task_id", "")) if card else ""
    if card and calls_back(card):
        if not corp.courier.url:
            raise WeComError(43012)
        if task_id in corp.tasks:
            raise WeComError(42014)
    if not receivers.people:
        raise WeComError(81013, extra=receivers.lists())
    sent = _deliver(corp, body, receivers, task_id)
    _remember(corp, call)
    answer: Json = receivers.lists() | {"msgid": sent.msgid}
    if card and calls_back(card):
        answer["response_code"] = corp.new_code(sent.msgid)
    return answer


def check_agent(corp: Corp, body: Json) -> None:
    agent = body.get("agentid")
    if agent is None:
        raise WeComError(41011)
    if not isinstance(agent, int | str) or not str(agent).isdigit():
        raise WeComError(40056)
    if int(agent) != corp.account.agent_id:
        raise WeComError(301002)


def _receivers(corp: Corp, body: Json) -> Receivers:
    users, parties, tags = (_ids(body, name) for name in ("touser", "toparty", "totag"))
    if not users and not parties and not tags:
        raise WeComError(82001)
    if len(users) > MOST_USERS:
        raise WeComError(40032)
    if len(parties) > MOST_PARTIES:
        raise WeComError(82002)
    if len(tags) > MOST_PARTIES:
        raise WeComError(82003)
    found = Receivers()
    if users == ["@all"]:
        found.people = {person.id: person for person in corp.reachable()}
        return found
    for userid in users:
        _add_user(corp, found, userid)
    for party in parties:
        _add_party(corp, found, party)
    found.invalid_tags = tags
    return found


def _ids(body: Json, name: str) -> list[str]:
    value = body.get(name)
    return [one for one in value.split("|") if one] if isinstance(value, str) else []


def _add_user(corp: Corp, found: Receivers, userid: str) -> None:
    person = corp.member(userid)
    member = person.member if person else None
    if person is None or member is None or not (member.visible and member.active):
        found.invalid.append(userid.lower())
    elif not member.licensed:
        found.unlicensed.append(userid.lower())
    else:
        found.people[person.id] = person


def _add_party(corp: Corp, found: Receivers, party: str) -> None:
    inside = [p for p in corp.reachable() if p.member and (party in ("1", str(p.member.department)))]
    if not inside:
        found.invalid_parties.append(party)
    found.people |= {person.id: person for person in inside if person.member and person.member.licensed}


def _digest(call: Call) -> str:
    return hashlib.sha256(call.raw).hexdigest()


def _is_repeated(corp: Corp, call: Call) -> bool:
    """The same bytes again inside the interval, with the check asked for."""
    if call.body.get("enable_duplicate_check") != 1:
        return False
    return corp.repeats.get(_digest(call), 0) > corp.clock.now().timestamp()


def _remember(corp: Corp, call: Call) -> None:
    interval = call.body.get("duplicate_check_interval", INTERVAL)
    seconds = min(int(interval), LONGEST_INTERVAL) if isinstance(interval, int) else INTERVAL
    corp.repeats[_digest(call)] = corp.clock.now().timestamp() + seconds


def _deliver(corp: Corp, body: Body, receivers: Receivers, task_id: str) -> Sent:
    sent = Sent(token_urlsafe(60), corp.clock.timestamp(), task_id, {})
    for person in receivers.people.values():
        assert person.member is not None  # noqa: S101 - receivers are members
        userid = person.member.userid
        why = corp.meters.admit(userid) or ("lose" if corp.troubles.loses() else "")
        if why:
            corp.meters.lost(userid, why, words_of(body.form))
            continue
        message = show(corp, person.id, body, sent.msgid)
        sent.copies[userid.casefold()] = message.id
    corp.sent[sent.msgid] = sent
    if task_id:
        corp.tasks[task_id] = sent.msgid
    return sent


def show(corp: Corp, chat_id: int, body: Body, msgid: str = "") -> Message:
    """One more message of the application or a robot in this chat; each copy may change by itself."""
    form: Form = copy.deepcopy(body.form)
    form.msgid = msgid
    message = Message(0, chat_id, corp.world.bot.id, corp.clock.timestamp(), words_of(form))
    message.form, message.media = form, body.media
    return corp.world.post(message)
