"""A small page for files that a chat does not deliver: a link that works once, a form, and the same import."""
