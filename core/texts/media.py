"""Photos, voice messages and videos in words (附件)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.calendar import Calendar
from core.chat import Button, Card, Held, MediaKind
from core.media import Media
from core.presses import encode
from core.roster.model import Project
from core.texts import words
from core.texts.catalogue import say


def kept(kind: MediaKind, projects: Sequence[str]) -> Card:
    """It was added to the last report about these projects, or kept with the round."""
    what = say(f"media.{kind.value}")
    if not projects:
        return Card(say("media.kept", what=what))
    return Card(say("media.added", what=what, names=say("word.list_stop").join(projects)))


def voice(prompt_id: int | None) -> Card:
    """It is stored, and a tap or a sentence is asked for."""
    rows = () if prompt_id is None else ((Button(say("button.look"), encode("rb", prompt_id)),),)
    return Card(say("receipt.voice"), buttons=rows)


def mark(kinds: Iterable[MediaKind]) -> str:
    """（附照片2张、视频1段）; nothing for none."""
    sent = list(kinds)
    counts = [say(f"media.n.{kind.value}", n=sent.count(kind)) for kind in MediaKind if kind in sent]
    return say("media.mark", what=say("word.list_stop").join(counts)) if counts else ""


def button(project_id: int, n: int) -> Button:
    return Button(say("button.media", n=n), encode("hm", project_id))


def proof(media: Media, by: str, objection: int, calendar: Calendar) -> Card:
    """What was sent along with an objection once more."""
    text = say("objection.proof_from", no=objection, by=by, at=words.short_moment(media.sent_at, calendar))
    if media.caption:
        text += "\n" + words.clip(media.caption, 500)
    return Card(text, held=Held(media.kind, media.file_id))


def again(media: Media, by: str, project: Project, calendar: Calendar) -> Card:
    """The thing itself once more, with who sent it when."""
    facts = {"by": by, "at": words.short_moment(media.sent_at, calendar), "project": project.name}
    text = say("media.from", **facts)
    if media.caption:
        text += "\n" + words.clip(media.caption, 500)
    return Card(text, held=Held(media.kind, media.file_id))
