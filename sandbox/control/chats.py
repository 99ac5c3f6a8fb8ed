"""What a chat looks like on a person's screen."""

from itertools import islice

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.control.reading import telegram_of
from sandbox.entities import to_html
from sandbox.model import Form, Json, Media, Message
from sandbox.telegram import Telegram
from sandbox.wecom import showing


async def messages(request: Request) -> JSONResponse:
    """Messages with an id above ``after``, oldest first; ``last=N`` keeps the newest N."""
    telegram = telegram_of(request)
    chat_id = int(request.path_params["id"])
    after = int(request.query_params.get("after") or 0)
    said = [item for item in telegram.world.messages.get(chat_id, {}).values() if item.id > after]
    last = int(request.query_params.get("last") or 0)
    return JSONResponse([_shown(telegram, item) for item in (said[-last:] if last else said)])


async def one_message(request: Request) -> JSONResponse:
    telegram = telegram_of(request)
    chat_id, message_id = int(request.path_params["id"]), int(request.path_params["message_id"])
    return JSONResponse(_shown(telegram, telegram.world.message(chat_id, message_id)))


async def summary(request: Request) -> JSONResponse:
    """The newest message of each chat, for the list on the left."""
    telegram = telegram_of(request)
    newest = {}
    for chat_id, said in telegram.world.messages.items():
        for message in islice(reversed(said.values()), 1):
            newest[str(chat_id)] = _shown(telegram, message)
    bot = {"id": telegram.bot.id, "name": telegram.bot.name, "username": telegram.bot.username}
    return JSONResponse({"bot": bot, "words": telegram.words, "newest": newest})


def _shown(telegram: Telegram, message: Message) -> Json:
    shape: Json = {
        "message_id": message.id,
        "chat_id": message.chat_id,
        "from": _sender(telegram, message),
        "date": message.date,
        "edited_at": message.edited_at,
        "text": message.text,
        "html": to_html(message.text, message.entities),
        "buttons": [[_button(button) for button in row] for row in message.rows],
        "reply_to": message.reply_to,
        "pinned": message.pinned,
        "reaction": message.reaction,
    }
    if message.form is not None:
        shape |= _form(message.form)
    if message.keyboard is not None and not message.rows:
        shape["keyboard"] = message.keyboard
    if message.notice is not None:
        shape["notice"] = _notice(message.notice)
    if message.media is not None:
        shape[message.media.kind] = _media(telegram, message.media)
    return shape


def _form(form: Form) -> Json:
    """What WeCom adds: words, markup and buttons of its own, and the card as it looks now."""
    wecom = {
        "msgtype": form.msgtype,
        "content": form.content,
        "msgid": form.msgid,
        "greyed": form.greyed,
        "chosen": form.chosen,
        "cut": form.cut,
        "passive": form.passive,
    }
    return {"html": showing.html_of(form), "buttons": showing.buttons_of(form), "wecom": wecom}


def _sender(telegram: Telegram, message: Message) -> Json:
    person = telegram.world.people.get(message.sender_id)
    if person is not None:
        return {"id": person.id, "name": person.name, "is_bot": False}
    name = message.form.sender if message.form is not None else telegram.bot.name
    return {"id": message.sender_id, "name": name, "is_bot": True}


def _button(button: Json) -> Json:
    shown = {"text": button["text"]}
    for source, name in (("callback_data", "data"), ("url", "url"), ("style", "style")):
        if source in button:
            shown[name] = button[source]
    return shown


def _media(telegram: Telegram, media: Media) -> Json:
    path = telegram.world.files.by_id[media.file_id].path
    return {
        "name": media.name,
        "size": media.size,
        "mime": media.mime,
        "width": media.width,
        "height": media.height,
        "url": f"/sandbox/files/{path}",
    }


def _notice(notice: Json) -> str:
    if "new_chat_members" in notice:
        return "机器人加入了群"
    if "recalled_by" in notice:
        return f"{notice['recalled_by']} 撤回了一条消息"
    if "migrate_to_chat_id" in notice:
        return f"本群已升级为超级群（新编号 {notice['migrate_to_chat_id']}）"
    if "migrate_from_chat_id" in notice:
        return f"由群 {notice['migrate_from_chat_id']} 升级而来"
    return "服务消息"


ROUTES = [
    Route("/sandbox/chats", summary, methods=["GET"]),
    Route("/sandbox/chats/{id}/messages", messages, methods=["GET"]),
    Route("/sandbox/chats/{id}/messages/{message_id:int}", one_message, methods=["GET"]),
]
