"""Everything under ``/sandbox/``: for tests and for the chat page, never for the product."""

from starlette.routing import Route

from sandbox.control import (
    bulk,
    chats,
    files,
    groups,
    people,
    surroundings,
    time,
    wecom_members,
    wecom_surroundings,
    wecom_talk,
)

ROUTES: list[Route] = [
    *people.ROUTES,
    *groups.ROUTES,
    *chats.ROUTES,
    *files.ROUTES,
    *bulk.ROUTES,
    *surroundings.ROUTES,
    *time.ROUTES,
    *wecom_members.ROUTES,
    *wecom_talk.ROUTES,
    *wecom_surroundings.ROUTES,
]
