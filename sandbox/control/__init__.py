"""Everything under ``/sandbox/``: for tests and for the chat page, never for the bot."""

from starlette.routing import Route

from sandbox.control import bulk, chats, files, groups, people, surroundings, time

ROUTES: list[Route] = [
    *people.ROUTES,
    *groups.ROUTES,
    *chats.ROUTES,
    *files.ROUTES,
    *bulk.ROUTES,
    *surroundings.ROUTES,
    *time.ROUTES,
]
