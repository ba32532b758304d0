#!/usr/bin/env python3
"""The service desk of the city of Lindenau, on Django's admin: installs, fills and serves it.

    python3 run.py [serve] [--port N] [--data DIR] [--fresh]    until Ctrl+C; prints its address when it is ready
    python3 run.py reset [--data DIR]                           the first day's data again, while it runs or not
    python3 run.py database [--data DIR]                        where the SQLite file is
    LOTSE_DJANGO_VERSION=4.2.30 python3 run.py                  on another version of Django

Needs Python 3.10 or newer with venv. Everything it makes lies under target/lotse/django of the project:
the virtual environment, the compiled translations, the filled database, and in data/ the one in use.
This file runs under any Python; the rest runs in the virtual environment.
"""

import argparse
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Another version of Django than guides were made for, to see what becomes of them.
VERSION = os.environ.get("LOTSE_DJANGO_VERSION", "")
HOME = Path(
    os.environ.get("LOTSE_DJANGO_HOME")
    or HERE.parents[1] / "target" / "lotse" / (f"django-{VERSION}" if VERSION else "django")
)
PORT = 8100


def main() -> int:
    arguments = read_arguments()
    data = Path(arguments.data).resolve() if arguments.data else HOME / "data"
    database = data / "db.sqlite3"
    if arguments.command == "database":
        print(database)
        return 0
    python = virtual_environment()
    seed = filled_database(python)
    if arguments.command == "reset" or getattr(arguments, "fresh", False) or not is_of(database, seed):
        restore(database, seed)
    if arguments.command == "reset":
        return 0
    # Replaces this process, so that a signal to it reaches the server.
    environment = settings(seed.parent, database) | {"LOTSE_DJANGO_PORT": str(arguments.port)}
    if os.name == "posix":
        os.execve(python, [str(python), "-m", "desk.serve"], environment)
    return subprocess.run([str(python), "-m", "desk.serve"], env=environment, check=False).returncode


def read_arguments() -> argparse.Namespace:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", metavar="DIR", help="folder of the database in use")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", parents=[shared], help="serve on 127.0.0.1")
    serve.add_argument("--port", type=int, default=PORT, help="when taken, the next free one; 0 takes any")
    serve.add_argument("--fresh", action="store_true", help="begin with the first day's data")
    commands.add_parser("reset", parents=[shared], help="put the first day's data back")
    commands.add_parser("database", parents=[shared], help="print where the SQLite file is")
    words = sys.argv[1:]
    if not words or words[0] not in {*commands.choices, "-h", "--help"}:
        words = ["serve", *words]
    return parser.parse_args(words)


def virtual_environment() -> Path:
    """The environment's Python; made anew when the requirements or the Python changed."""
    requirements = (HERE / "requirements.txt").read_text(encoding="utf-8")
    if VERSION:
        requirements = re.sub(r"(?m)^Django==.*$", f"Django=={VERSION}", requirements)
    wanted = requirements + sys.version
    folder, stamp = HOME / "venv", HOME / "venv" / "installed.txt"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and python.exists():
        return python
    say(f"installing Django into {HOME} (once)")
    shutil.rmtree(folder, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        fail(f"Python's venv is missing. On Debian: sudo apt-get install python3-venv\n{made.stdout}{made.stderr}")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    listed = HOME / "requirements.txt"
    listed.write_text(requirements, encoding="utf-8")
    installed = subprocess.run([*pip, "-r", str(listed)], check=False)
    if installed.returncode != 0:
        fail("pip could not install the packages in requirements.txt; is PyPI reachable?")
    stamp.write_text(wanted, encoding="utf-8")
    return python


def filled_database(python: Path) -> Path:
    """The database of the first day and the compiled translations, made once for each state of the sources."""
    sources = sorted(path for path in HERE.rglob("*") if path.suffix in {".py", ".po", ".txt"})
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    folder = HOME / "seed" / digest
    seed = folder / "db.sqlite3"
    if seed.is_file():
        return seed
    say("filling the database (once)")
    making = HOME / "seed" / f"{digest}.{os.getpid()}"
    making.mkdir(parents=True)
    done = subprocess.run(
        [str(python), "-m", "desk.seed"], env=settings(making, making / "db.sqlite3"), check=False
    )
    if done.returncode != 0:
        shutil.rmtree(making, ignore_errors=True)
        fail("the database could not be filled")
    try:
        making.rename(folder)
    except OSError:
        # Another start was quicker; its result is the same.
        shutil.rmtree(making, ignore_errors=True)
    return seed


def settings(made: Path, database: Path) -> dict[str, str]:
    ours = {
        "DJANGO_SETTINGS_MODULE": "desk.settings",
        "LOTSE_DJANGO_MADE": str(made),
        "LOTSE_DJANGO_DATABASE": str(database),
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
    return dict(os.environ) | ours


def is_of(database: Path, seed: Path) -> bool:
    """Whether the database in use was made from this seed."""
    origin = database.with_name("seed.txt")
    return database.is_file() and origin.is_file() and origin.read_text(encoding="utf-8") == str(seed)


def restore(database: Path, seed: Path) -> None:
    """Copies the seed over the database page by page: a server that has it open simply sees the new rows."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(seed)) as source, closing(sqlite3.connect(database, timeout=10)) as target:
        source.backup(target)
    database.with_name("seed.txt").write_text(str(seed), encoding="utf-8")


def say(text: str) -> None:
    print(f"django-admin: {text}", file=sys.stderr, flush=True)


def fail(text: str) -> None:
    say(text)
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
