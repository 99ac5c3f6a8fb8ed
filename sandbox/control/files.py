"""People send files; the page downloads them."""

from dataclasses import asdict
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import acts
from sandbox.control import wecom_talk
from sandbox.control.people import person_of
from sandbox.control.reading import optional_number, telegram_of
from sandbox.errors import Refused
from sandbox.files import picture_size
from sandbox.model import MediaKind

MAX_FIELD = 60 * 1024 * 1024
SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp")


async def _send(request: Request, kind: MediaKind) -> JSONResponse:
    telegram, person = telegram_of(request), person_of(request)
    async with request.form(max_part_size=MAX_FIELD) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile):
            raise Refused(400, "缺少文件字段 file")
        content = await upload.read()
        if not content:
            raise Refused(400, "文件是空的")
        if kind == "photo" and picture_size(content) is None:
            raise Refused(400, "不是可识别的图片（PNG、JPEG、GIF）")
        fields = {name: item for name, item in form.items() if isinstance(item, str)}
        name, mime = upload.filename or "文件", upload.content_type
    media = telegram.world.files.add(kind, name, mime or "application/octet-stream", content)
    if person.member is not None:
        return wecom_talk.send_media(request, person, media, optional_number(fields, "chat_id"))
    said = acts.say(
        telegram,
        person,
        fields.get("caption", ""),
        chat_id=optional_number(fields, "chat_id"),
        reply_to=optional_number(fields, "reply_to"),
        media=media,
    )
    return JSONResponse(asdict(said))


async def upload(request: Request) -> JSONResponse:
    return await _send(request, "document")


async def photo(request: Request) -> JSONResponse:
    return await _send(request, "photo")


async def voice(request: Request) -> JSONResponse:
    return await _send(request, "voice")


async def video(request: Request) -> JSONResponse:
    return await _send(request, "video")


async def download(request: Request) -> Response:
    stored = telegram_of(request).world.files.by_path.get(request.path_params["path"])
    if stored is None:
        raise Refused(404, "没有这个文件")
    # Anything but a picture is offered for saving: a page sent as a file must not run here.
    place = "inline" if stored.media.mime in SHOWN_IN_PLACE else "attachment"
    headers = {
        "content-disposition": f"{place}; filename*=UTF-8''{quote(stored.media.name)}",
        "x-content-type-options": "nosniff",
    }
    return Response(stored.content, media_type=stored.media.mime, headers=headers)


ROUTES = [
    Route("/sandbox/people/{id:int}/upload", upload, methods=["POST"]),
    Route("/sandbox/people/{id:int}/photo", photo, methods=["POST"]),
    Route("/sandbox/people/{id:int}/voice", voice, methods=["POST"]),
    Route("/sandbox/people/{id:int}/video", video, methods=["POST"]),
    Route("/sandbox/files/{path:path}", download, methods=["GET"]),
]
