"""Links between our documents lead somewhere. Addresses on the web are not asked."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.contracts.modules import ROOT

LINK = re.compile(r"\]\(<?([^)\s>]+)>?[^)]*\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def broken_links(root: Path) -> Iterator[str]:
    for page in sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")]):
        for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
            path, _, anchor = target.partition("#")
            if ":" in path:
                continue
            there = page.parent / path if path else page
            if not there.exists() or (anchor and anchor not in _anchors(there)):
                yield f"{page.relative_to(root)}: {target}"


def _anchors(page: Path) -> set[str]:
    """What a heading is called in an address: lower case, spaces as hyphens, no other signs."""
    if page.suffix != ".md":
        return set()
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere() -> None:
    assert list(broken_links(ROOT)) == []


def test_a_dead_link_is_noticed(tmp_path: Path) -> None:
    text = (
        "# 督办 Guide\n[ok](#督办-guide) [web](https://x.invalid) `[code](no.md)` [a](no.md) [b](README.md#x)"
    )
    (tmp_path / "README.md").write_text(text, encoding="utf-8")

    assert list(broken_links(tmp_path)) == ["README.md: no.md", "README.md: README.md#x"]
