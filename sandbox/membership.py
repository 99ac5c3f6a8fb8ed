"""People block and unblock the bot, add it to groups and throw it out; groups get upgraded."""

from sandbox import shapes
from sandbox.errors import Refused
from sandbox.model import Group, Message, Person, Presence
from sandbox.telegram import Telegram


def _tell_change(telegram: Telegram, by: Person, where: Person | Group, old: str, new: str) -> int | None:
    change = shapes.member_change(telegram.world, by, where, old, new)
    return telegram.updates.put("my_chat_member", change, f"chat:{where.id}")


def _tell_message(telegram: Telegram, message: Message) -> int | None:
    telegram.world.post(message)
    shape = shapes.message(telegram.world, message)
    return telegram.updates.put("message", shape, f"chat:{message.chat_id}")


def block(telegram: Telegram, person: Person) -> int | None:
    if person.blocked or not person.started:
        raise Refused(409, "尚未与机器人对话，或已停用机器人")
    person.blocked = True
    telegram.world.changed("people")
    return _tell_change(telegram, person, person, "member", "kicked")


def unblock(telegram: Telegram, person: Person) -> int | None:
    if not person.blocked:
        raise Refused(409, "没有停用机器人")
    person.blocked = False
    telegram.world.changed("people")
    return _tell_change(telegram, person, person, "kicked", "member")


def add_bot(telegram: Telegram, group: Group, by: Person) -> int | None:
    """The bot hears of it twice, as in the real service: its own status and a service message."""
    if group.bot == "member":
        raise Refused(409, "机器人已在群里")
    if group.migrated_to is not None:
        raise Refused(409, f"该群已升级，新编号 {group.migrated_to}")
    old = "kicked" if group.bot == "kicked" else "left"
    _move(telegram, group, "member")
    _tell_change(telegram, by, group, old, "member")
    notice = {"new_chat_members": [shapes.bot_user(telegram.bot)]}
    now = telegram.clock.timestamp()
    return _tell_message(telegram, Message(0, group.id, by.id, now, notice=notice))


def remove_bot(telegram: Telegram, group: Group, by: Person) -> int | None:
    if group.bot != "member":
        raise Refused(409, "机器人不在群里")
    _move(telegram, group, "kicked")
    return _tell_change(telegram, by, group, "member", "kicked")


def bot_leaves(telegram: Telegram, group: Group) -> None:
    _move(telegram, group, "left")
    change = {
        "chat": shapes.chat(group),
        "from": shapes.bot_user(telegram.bot),
        "date": telegram.clock.timestamp(),
        "old_chat_member": shapes.member(shapes.bot_user(telegram.bot), "member"),
        "new_chat_member": shapes.member(shapes.bot_user(telegram.bot), "left"),
    }
    telegram.updates.put("my_chat_member", change, f"chat:{group.id}")


def _move(telegram: Telegram, group: Group, presence: Presence) -> None:
    group.bot = presence
    telegram.world.changed("people")


def migrate(telegram: Telegram, group: Group) -> Group:
    """The group becomes a supergroup with a new id; the old id answers 400 from now on."""
    if group.supergroup or group.migrated_to is not None:
        raise Refused(409, "该群已经是超级群")
    world = telegram.world
    successor = world.add_group(group.title, list(group.members), supergroup=True)
    successor.bot, successor.migrated_from = group.bot, group.id
    owner = group.members[0] if group.members else telegram.bot.id
    now = telegram.clock.timestamp()
    there, here = {"migrate_to_chat_id": successor.id}, {"migrate_from_chat_id": group.id}
    _post_notice(telegram, Message(0, group.id, owner, now, notice=there), group)
    group.migrated_to = successor.id
    _post_notice(telegram, Message(0, successor.id, owner, now, notice=here), successor)
    world.changed("people")
    return successor


def _post_notice(telegram: Telegram, message: Message, group: Group) -> None:
    if group.bot == "member":
        _tell_message(telegram, message)
    else:
        telegram.world.post(message)
