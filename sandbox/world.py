"""Who exists, and what was said, over either service. No rules of an API here."""

from itertools import count

from sandbox.clock import Clock
from sandbox.errors import Refused, bad_request
from sandbox.feed import Feed
from sandbox.files import FileStore
from sandbox.model import BotProfile, Group, Member, Message, Person, Room

FIRST_PERSON = 10_000_001
FIRST_GROUP = -4_000_001
FIRST_SUPERGROUP = -1_002_000_000_001
FIRST_MEMBER = 30_000_001
FIRST_ROOM = -8_000_001


class World:
    """Message ids are counted as Telegram does: each supergroup has its own sequence and all
    other chats share one, so an id alone does not name a message."""

    def __init__(self, bot: BotProfile, clock: Clock, feed: Feed) -> None:
        self.bot = bot
        self.clock = clock
        self.feed = feed
        self.files = FileStore()
        self.people: dict[int, Person] = {}
        self.userids: dict[str, int] = {}
        self.groups: dict[int, Group] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.message_counters: dict[int, int] = {}
        self.changes = 0
        self._person_ids = count(FIRST_PERSON)

    def add_person(self, name: str, username: str | None = None, note: str = "") -> Person:
        person = Person(next(self._person_ids), name, username, note)
        while person.id in self.people:
            person.id = next(self._person_ids)
        self.people[person.id] = person
        self.changed("people")
        return person

    def add_group(self, title: str, members: list[int], *, supergroup: bool = False) -> Group:
        first = FIRST_SUPERGROUP if supergroup else FIRST_GROUP
        alike = [group for group in self.groups.values() if group.room is None]
        group_id = first - sum(group.supergroup == supergroup for group in alike)
        group = Group(group_id, title, members, supergroup=supergroup)
        self.groups[group_id] = group
        self.changed("people")
        return group

    def add_member(self, name: str, member: Member, note: str = "") -> Person:
        """Somebody in WeCom; his chat there is with the application. Userids are case-insensitive."""
        person = Person(FIRST_MEMBER + len(self.userids), name, note=note, started=True, member=member)
        self.people[person.id] = person
        self.userids[member.userid.casefold()] = person.id
        self.changed("people")
        return person

    def add_room(self, title: str, members: list[int], room: Room) -> Group:
        """A group in WeCom."""
        taken = sum(group.room is not None for group in self.groups.values())
        group = Group(FIRST_ROOM - taken, title, members, room=room)
        self.groups[group.id] = group
        self.changed("people")
        return group

    def person(self, person_id: int) -> Person:
        try:
            return self.people[person_id]
        except KeyError:
            raise Refused(404, f"没有编号为 {person_id} 的人") from None

    def group(self, group_id: int) -> Group:
        try:
            return self.groups[group_id]
        except KeyError:
            raise Refused(404, f"没有编号为 {group_id} 的群") from None

    def chat(self, chat_id: int) -> Person | Group:
        """For the Bot API: a chat of Telegram's.

        Raises:
            ApiError: 400 chat not found.
        """
        person, group = self.people.get(chat_id), self.groups.get(chat_id)
        if person is not None and person.member is None:
            return person
        if group is not None and group.room is None:
            return group
        raise bad_request("chat not found")

    def post(self, message: Message) -> Message:
        """Give the message its id and keep it."""
        group = self.groups.get(message.chat_id)
        counter = message.chat_id if group is not None and group.supergroup else 0
        number = self.message_counters.get(counter, 0) + 1
        self.message_counters[counter] = number
        message.id = number
        self.messages.setdefault(message.chat_id, {})[number] = message
        self.changed("message", chat_id=message.chat_id, message_id=number)
        return message

    def find(self, chat_id: int, message_id: int) -> Message | None:
        return self.messages.get(chat_id, {}).get(message_id)

    def message(self, chat_id: int, message_id: int) -> Message:
        """For the control API."""
        found = self.find(chat_id, message_id)
        if found is None:
            raise Refused(404, f"会话 {chat_id} 中没有消息 {message_id}")
        return found

    def edited(self, message: Message) -> None:
        self.changed("edit", chat_id=message.chat_id, message_id=message.id)

    def delete(self, message: Message) -> None:
        del self.messages[message.chat_id][message.id]
        self.changed("delete", chat_id=message.chat_id, message_id=message.id)

    def changed(self, kind: str, **facts: int) -> None:
        """Count the change, so that it gets saved, and tell the pages."""
        self.changes += 1
        self.feed.tell(kind, **facts)
