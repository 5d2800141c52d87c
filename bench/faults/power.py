"""Does an acknowledged entry outlive a power cut? python bench/faults/power.py [--cuts N] [--seconds N] [--people N]

People log without pause; every write, truncation and fsync of the database's files is recorded (recorder.c, built
with the system's C compiler). Afterwards the disk is rebuilt as it may have been at random instants: what was made
durable is there; of the rest nothing (strict), or each sector of 512 bytes with a chance of one half (random). Every
entry that was acknowledged before the instant must be there, and the file must be sound. A simulation: it knows nothing
of drives that say a flush is done when it is not. SQLite only. `--synchronous normal` shows that the test can fail.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from install import ROOT, Install
from loggers import Person, people_in

sys.path.insert(0, str(ROOT))
SECTOR = 512  # [bytes] what a disk writes whole
DATABASE = "gutcheck.sqlite3"


class Record(NamedTuple):
    """One line of the log, and where it begins there."""

    place: int
    kind: str
    path: str
    number: int
    data: bytes


@dataclass
class Disk:
    """Files as they are made durable. pending: writes and truncations of each that are not yet."""

    files: dict[str, bytearray]
    pending: dict[str, list[Record]] = field(default_factory=dict)

    def see(self, record: Record) -> None:
        if record.kind in "WT":
            self.pending.setdefault(record.path, []).append(record)
        elif record.kind == "S":
            waiting = self.pending.pop(record.path, [])
            for one in waiting:
                if one.place < record.number:
                    apply(self.files.setdefault(record.path, bytearray()), one)
                else:
                    self.pending.setdefault(record.path, []).append(one)
        elif record.kind == "U":
            self.files.pop(record.path, None)
            self.pending.pop(record.path, None)

    def cut(self, folder: Path, chance: random.Random | None) -> None:
        """Write the files as a power cut leaves them. chance: by which sectors survive; None: none does."""
        for path in {*self.files, *self.pending}:
            image = bytearray(self.files.get(path, b""))
            if chance:
                for record in self.pending.get(path, ()):
                    for part in sectors(record):
                        if chance.random() < 0.5:
                            apply(image, part)
            (folder / path).write_bytes(image)


def apply(image: bytearray, record: Record) -> None:
    if record.kind == "T":
        del image[record.number :]
        image.extend(bytes(record.number - len(image)))
        return
    end = record.number + len(record.data)
    if len(image) < end:
        image.extend(bytes(end - len(image)))
    image[record.number : end] = record.data


def sectors(record: Record) -> Iterator[Record]:
    if record.kind == "T":
        yield record
        return
    at, data = record.number, record.data
    while data:
        size = SECTOR - at % SECTOR
        yield record._replace(number=at, data=data[:size])
        at, data = at + size, data[size:]


def records(log: bytes) -> Iterator[Record]:
    place = 0
    while place < len(log):
        end = log.index(b"\n", place)
        kind, path, first, second = log[place:end].decode().split(" ")
        length = int(second) if kind == "W" else 0
        yield Record(place, kind, path, int(first), log[end + 1 : end + 1 + length])
        place = end + 1 + length


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cuts", type=int, default=300, help="of each kind of loss")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("--synchronous", choices=["full", "normal", "off"], default="full", help="full is what ships")
    options = parser.parse_args()
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        sys.exit("No C compiler: the recorder cannot be built.")
    seed = options.seed or time.time_ns() % 2**32
    with tempfile.TemporaryDirectory(prefix="gutcheck-power-") as temporary:
        work = Path(temporary)
        library, log = work / "recorder.so", work / "log"
        subprocess.run(
            [compiler, "-O1", "-shared", "-fPIC", "-o", library, Path(__file__).with_name("recorder.c"), "-ldl"],
            check=True,
        )
        people, before = recorded(work, library, log, options)
        told = log.read_bytes()
        cuts = outcome(work, before, told, options.cuts, random.Random(seed))
    acked = sum(len(person.acked) for person in people)
    syncs = sum(record.kind == "S" for record in records(told))
    print(
        f"synchronous={options.synchronous}, seed {seed}: {acked} acknowledged, {syncs / max(acked, 1):.2f} fsync each"
    )
    for name, losses in cuts.items():
        lost = [loss for loss in losses if loss > 0]
        print(
            f"{name}: {len(losses)} cuts, {len(lost)} lost entries (at most {max(lost, default=0)}),"
            f" {sum(loss < 0 for loss in losses)} corrupt"
        )
    sys.exit(any(loss for losses in cuts.values() for loss in losses))


def recorded(
    work: Path, library: Path, log: Path, options: argparse.Namespace
) -> tuple[list[Person], dict[str, bytearray]]:
    """Run the server under the recorder; the files as they were before it, and who logged."""
    data = work / "data"
    data.mkdir()
    install = Install(data)
    people = people_in(install, options.people)
    before = {path.name: bytearray(path.read_bytes()) for path in data.glob(f"{DATABASE}*") if "shm" not in path.name}
    install.environment = {"LD_PRELOAD": str(library), "RECORD_FOLDER": str(data), "RECORD_LOG": str(log)}
    if options.synchronous != "full":
        install.environment["DJANGO_SETTINGS_MODULE"] = "less_durable"
        install.environment["PYTHONPATH"] = str(work)
        (work / "less_durable.py").write_text(
            "from gutcheck.settings import *\n"
            "_options = DATABASES['default']['OPTIONS']\n"
            f"_options['init_command'] = _options['init_command'].replace('=FULL', '={options.synchronous.upper()}')\n"
        )
    install.start()
    until = threading.Event()

    def keep_on(person: Person) -> None:
        with log.open("ab", buffering=0) as acks:
            while not until.is_set():
                if person.log(until):
                    acks.write(f"A {person.acked[-1]} 0 0\n".encode())

    threads = [threading.Thread(target=keep_on, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    time.sleep(options.seconds)
    until.set()
    for thread in threads:
        thread.join()
    install.stop(9)  # a clean end would checkpoint, which no power cut waits for
    return people, before


def outcome(
    work: Path, before: dict[str, bytearray], told: bytes, cuts: int, chance: random.Random
) -> dict[str, list[int]]:
    """For each cut how many acknowledged entries were lost; -1: the file was corrupt."""
    lines = list(records(told))
    first = next(number for number, record in enumerate(lines) if record.kind == "A")
    instants = sorted(chance.randrange(first, len(lines) + 1) for _ in range(cuts))
    found: dict[str, list[int]] = {"strict": [], "random": []}
    disk, acked, seen = Disk(before), set(), 0
    for instant in instants:
        for record in lines[seen:instant]:
            if record.kind == "A":
                acked.add(record.path)
            else:
                disk.see(record)
        seen = instant
        for name, losses in found.items():
            place = work / "after"
            place.mkdir()
            disk.cut(place, chance if name == "random" else None)
            losses.append(lost(place / DATABASE, acked))
            shutil.rmtree(place)
    return found


def lost(database: Path, acked: set[str]) -> int:
    from gutcheck import sqlite_engine  # noqa: F401 - the SQLite that GutCheck runs on

    import sqlite3  # isort: skip

    try:
        connection = sqlite3.connect(database)
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            return -1
        keys = {row[0] for row in connection.execute("SELECT key FROM diary_entry")}
    except sqlite3.DatabaseError:
        return -1
    finally:
        connection.close()
    return sum(key.replace("-", "") not in keys for key in acked)


if __name__ == "__main__":
    main()
