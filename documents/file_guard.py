"""What kind of file is this, and is it safe to open? Checked before any parser sees it; nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from enum import Enum, auto
from pathlib import Path
from typing import IO

from core.roster.ledger import LedgerFault, LedgerRefused
from core.roster.sheet import Active
from documents.csv_in import decoded
from documents.limits import MOST_BYTES

MOST_MEMBERS = 2_000
MOST_MEMBER_BYTES = 100 * 1024 * 1024  # unpacked; 20,000 rows of 47 columns are about 60 MB
MOST_TOTAL_BYTES = 160 * 1024 * 1024
MOST_RATIO = 150  # unpacked : packed of one member; real sheets stay below 40
RATIO_FROM = 1024 * 1024  # small members may be as repetitive as they like
REQUIRED = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
REQUIRED_OF_ODS = frozenset({"content.xml", "META-INF/manifest.xml"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, .et and every encrypted workbook
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_CHUNK = 1024 * 1024


class Kind(Enum):
    XLSX = auto()  # and .xlsm
    XLS = auto()  # and .et
    ODS = auto()
    CSV = auto()


def check_file(path: Path) -> tuple[Kind, tuple[Active, ...]]:
    """The kind of file by its bytes, and what active content it holds.

    Raises:
        LedgerRefused: NOT_A_TABLE, TOO_BIG, LOCKED, ZIP_BOMB or BROKEN, with the part concerned.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise LedgerRefused(LedgerFault.TOO_BIG, str(size))
    content = path.read_bytes()
    if content.startswith(_OLE):
        return Kind.XLS, _check_ole(content)
    if not content.startswith(b"PK\x03\x04"):
        if not content.strip() or decoded(content) is None:
            raise LedgerRefused(LedgerFault.NOT_A_TABLE, content[:4].hex())
        return Kind.CSV, ()
    try:
        with zipfile.ZipFile(path) as archive:
            kind = _check_members(archive.infolist(), size)
            if kind is Kind.ODS:
                _check_manifest(archive)
            _check_markup(archive)
            return kind, _active_content(archive.namelist())
    except (
        zlib.error,
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        raise LedgerRefused(LedgerFault.BROKEN, type(error).__name__) from error


def _check_ole(content: bytes) -> tuple[Active, ...]:
    if _ENCRYPTED in content:
        raise LedgerRefused(LedgerFault.LOCKED, "ole")
    if not any(name in content for name in _BOOKS):
        raise LedgerRefused(LedgerFault.NOT_A_TABLE, "ole")
    return (Active.MACROS,) if _MACROS in content else ()


def _check_manifest(archive: zipfile.ZipFile) -> None:
    with archive.open("META-INF/manifest.xml") as part:
        if b"encryption-data" in part.read(_CHUNK):
            raise LedgerRefused(LedgerFault.LOCKED, "ods")


def _check_members(members: list[zipfile.ZipInfo], size: int) -> Kind:
    names = [member.filename for member in members]
    if set(names) >= REQUIRED:
        kind = Kind.XLSX
    elif set(names) >= REQUIRED_OF_ODS:
        kind = Kind.ODS
    else:
        raise LedgerRefused(LedgerFault.NOT_A_TABLE, "members")
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
    return kind


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


def _active_content(names: list[str]) -> tuple[Active, ...]:
    found = []
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        found.append(Active.MACROS)
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        found.append(Active.LINKS)
    return tuple(found)
