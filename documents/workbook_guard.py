"""Is this file safe to open as a workbook? Checked before any parser sees it; nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO

from core.roster.ledger import LedgerFault, LedgerRefused

MOST_BYTES = 10 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_MEMBER_BYTES = 100 * 1024 * 1024  # unpacked; 20,000 rows of 47 columns are about 60 MB
MOST_TOTAL_BYTES = 160 * 1024 * 1024
MOST_RATIO = 150  # unpacked : packed of one member; real sheets stay below 40
RATIO_FROM = 1024 * 1024  # small members may be as repetitive as they like
REQUIRED = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, .et and every encrypted workbook
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1024 * 1024


def check_workbook(path: Path) -> tuple[str, ...]:
    """What active content the file holds (宏, 外部链接); it is never run or followed.

    Raises:
        LedgerRefused: NOT_XLSX, TOO_BIG, LOCKED, ZIP_BOMB or BROKEN, with the part concerned.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise LedgerRefused(LedgerFault.TOO_BIG, str(size))
    _check_start(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive.infolist(), size)
            _check_markup(archive)
            return _active_content(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise LedgerRefused(LedgerFault.BROKEN, type(error).__name__) from error


def _check_start(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
        if start.startswith(_OLE):
            locked = _ENCRYPTED in file.read(MOST_BYTES)
            raise LedgerRefused(LedgerFault.LOCKED if locked else LedgerFault.NOT_XLSX, "ole")
    if not start.startswith(b"PK\x03\x04"):
        raise LedgerRefused(LedgerFault.NOT_XLSX, start[:4].hex())


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    names = [member.filename for member in members]
    if not set(names) >= REQUIRED:
        raise LedgerRefused(LedgerFault.NOT_XLSX, "members")
    if len(names) != len(set(names)):
        raise LedgerRefused(LedgerFault.BROKEN, "double member")
    if any(member.flag_bits & 1 for member in members):
        raise LedgerRefused(LedgerFault.LOCKED, "zip")
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    # Members that overlap in the file claim more packed bytes than the file has.
    if len(members) > MOST_MEMBERS or packed > size or unpacked > MOST_TOTAL_BYTES:
        raise LedgerRefused(LedgerFault.ZIP_BOMB, str(unpacked))
    for member in members:
        steep = member.file_size > RATIO_FROM and member.file_size > MOST_RATIO * max(member.compress_size, 1)
        if steep or member.file_size > MOST_MEMBER_BYTES:
            raise LedgerRefused(LedgerFault.ZIP_BOMB, member.filename)


def _check_markup(archive: zipfile.ZipFile) -> None:
    """No document type anywhere: it is the only way to entities and foreign files. Checks every CRC on the way."""
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            with archive.open(name) as part:
                if _declares_type(part):
                    raise LedgerRefused(LedgerFault.BROKEN, f"DOCTYPE in {name}")


def _declares_type(part: IO[bytes]) -> bool:
    """UTF-16 is covered by dropping the zero bytes; the end of a chunk is kept for marks that straddle it."""
    kept = b""
    while chunk := part.read(_CHUNK):
        plain = kept + (chunk.replace(b"\0", b"") if b"\0" in chunk else chunk)
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            return True
        kept = plain[-16:]
    return False


def _active_content(names: list[str]) -> tuple[str, ...]:
    found = []
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        found.append("宏")
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        found.append("外部链接")
    return tuple(found)
