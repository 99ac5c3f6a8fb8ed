"""The whole of WeCom in one hand: the shared world, and what the service remembers beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from secrets import token_urlsafe

from sandbox.calls import CallLog
from sandbox.clock import Clock
from sandbox.feed import Feed
from sandbox.model import Group, Json, Message, Person
from sandbox.wecom.account import WeComAccount
from sandbox.wecom.courier import Courier
from sandbox.wecom.media import MediaPools
from sandbox.wecom.meters import Meters
from sandbox.wecom.tokens import Tokens
from sandbox.wecom.troubles import Troubles
from sandbox.world import World

CODE_LIFE = 72 * 3600
FIRST_MSG_ID = 7_300_000_000_000_000_001


@dataclass(slots=True)
class Sent:
    """One accepted call of message/send; ``copies`` are the messages members see, by userid."""

    msgid: str
    at: int
    task_id: str
    copies: dict[str, int]
    recalled: bool = False


@dataclass(slots=True)
class Code:
    """A response_code: good once, for 72 hours, for the receivers of ``msgid``."""

    msgid: str
    expires_at: float
    used: bool = False


@dataclass(slots=True)
class Corp:
    account: WeComAccount
    clock: Clock
    feed: Feed
    world: World
    tokens: Tokens
    courier: Courier
    media: MediaPools
    meters: Meters
    troubles: Troubles
    calls: CallLog = field(default_factory=CallLog)
    sent: dict[str, Sent] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    repeats: dict[str, float] = field(default_factory=dict)
    menu: Json | None = None
    next_msg_id: int = FIRST_MSG_ID

    def member(self, userid: str) -> Person | None:
        """Whoever bears this userid, in whatever case."""
        person_id = self.world.userids.get(userid.casefold())
        return None if person_id is None else self.world.people[person_id]

    def reachable(self) -> Iterator[Person]:
        """Everybody in the visible range."""
        for person_id in self.world.userids.values():
            person = self.world.people[person_id]
            if person.member is not None and person.member.visible and person.member.active:
                yield person

    def room(self, *, key: str = "", chatid: str = "") -> Group | None:
        for group in self.world.groups.values():
            room = group.room
            if room is not None and ((key and room.key == key) or (chatid and room.chatid == chatid)):
                return group
        return None

    def copy(self, sent: Sent, userid: str) -> Message | None:
        """What this member sees of it; None if he never got it."""
        person, message_id = self.member(userid), sent.copies.get(userid.casefold())
        return None if person is None or message_id is None else self.world.find(person.id, message_id)

    def new_code(self, msgid: str) -> str:
        code = token_urlsafe(32)
        self.codes[code] = Code(msgid, self.clock.now().timestamp() + CODE_LIFE)
        return code

    def new_msg_id(self) -> str:
        self.next_msg_id += 1
        return str(self.next_msg_id - 1)


def new_corp(
    world: World,
    account: WeComAccount | None = None,
    *,
    answer_seconds: float = 5.0,
    retry_pause: float = 1.0,
) -> Corp:
    """A corp without members, in this world."""
    account = account or WeComAccount()
    clock = world.clock
    troubles = Troubles()
    return Corp(
        account=account,
        clock=clock,
        feed=world.feed,
        world=world,
        tokens=Tokens(account, clock),
        courier=Courier(account, clock, troubles, answer_seconds, retry_pause),
        media=MediaPools(world.files, clock),
        meters=Meters(clock, account.accounts),
        troubles=troubles,
    )
