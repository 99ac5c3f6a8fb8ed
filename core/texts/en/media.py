"""Photos, voice messages and videos."""

SENTENCES = {
    "receipt.voice": "Your voice message is stored, but cannot be read yet. Please tap a button on the card or write a sentence.",
    "media.photo": "picture",
    "media.video": "video",
    "media.voice": "voice message",
    "media.file": "file",
    "media.numbered": "Attachment {n}",
    "media.kept": "Your {what} has arrived and is kept with this round. None is required; please report by a button on the card or in a sentence.",
    "media.added": "Your {what} has arrived and is kept with your report about {names}.",
    "media.mark": " (with {what})",
    "media.n.photo": "{n} picture(s)",
    "media.n.voice": "{n} voice message(s)",
    "media.n.video": "{n} video(s)",
    "media.n.file": "{n} file(s)",
    "media.from": "{project}, {by}, {at}",
    "media.none": "Nothing was sent along.",
    "media.elsewhere": "It was sent over another chat service; please look there.",
    "button.media": "Look at them ({n})",
}
