"""A seeded mutator of real files, run through the whole reading path: archive, child, readers, layout.

``python -m tests.grids.fuzz --minutes 20 [--seeds FOLDER] [--keep FOLDER]`` runs it for a while and says what it found: a child
that died twice, a file that took too long, an exception that is not an Unreadable. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai_desk.domain import Unreadable
from gongkai_desk.grids import Blob, Document, Reader, process
from gongkai_desk.grids.archive import members
from gongkai_desk.layout import understand

from . import samples

Seed = tuple[str, bytes]
_SECONDS, _SLOW = 10.0, 5.0
_LIMIT = 2 << 20
_CHILD = """
import traceback
from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.grids import child
child.broken = lambda *_: Unreadable(RefusalKind.UNREADABLE, "INTERNAL " + traceback.format_exc()[-3000:], "", "")
child.main()
"""
_NUMBERS = ("", "0", "-1", "1", "255", "256", "65536", "1048577", "16385", "2147483648", "4294967295", "99999999999999999999",
            "1e308", "-1e308", "NaN", "INF", "1.5", "0x10", "A0", "XFD1048576", "ZZZZ9", "B2:A1", "A1:XFD1048576", "true", "e", "s", "\u20ac")
_BYTES = (b"\x00", b"\xff", b"\x7f", b"\x80", b"\xff\xff", b"\x00\x00\x00\x80", b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\r\n", b'"',
          b"<", b"&", b"\xef\xbf\xbe", b"_x0000_", b"&#0;", b"<!DOCTYPE x>", b"\xed\xa0\x80")
_VALUE = re.compile(rb"(?<==\")[^\"<>]{0,60}(?=\")|(?<=>)[^<>]{1,60}(?=<)")
_ELEMENT = re.compile(rb"<([\w:]+)[^<>]*/>|<([\w:]+)[^<>]*>[^<>]*</\2>")
_TAG = re.compile(rb"</?[\w:]+[^<>]*>")


@dataclass
class Findings:
    """What a run came upon, one entry per cause."""

    runs: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    causes: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def note(self, cause: str, name: str, data: bytes) -> None:
        """Keep the first file of each cause."""
        self.causes.setdefault(cause, (name, data))


def own_seeds() -> list[Seed]:
    """The project's samples in every format."""
    seeds = [(name, make()) for name, make in sorted({**samples.WITH_SPANS, **samples.WITHOUT_SPANS}.items())]
    return [*seeds, ("来文.zip", samples.zipped(dict(seeds)))]


def seeds_of(folder: Path, limit: int = _LIMIT) -> list[Seed]:
    """Every file below a folder that is not too large to mutate often."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and 0 < path.stat().st_size <= limit]
    return [(path.name, path.read_bytes()) for path in paths]


def mutate(seed: Seed, others: Sequence[Seed], dice: random.Random) -> bytes:
    """A damaged copy of a file: its bytes, or one to three parts inside its package."""
    name, data = seed
    if data.startswith(b"PK") and dice.random() < 0.85:
        inside = _inside(data, dice)
        if inside is not None:
            return inside
    if dice.random() < 0.03:
        _, other = dice.choice(others)
        return data[:dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1):]
    return _damaged(data, dice, b"<" in data[:200] and not data.startswith(b"PK"))


def _inside(data: bytes, dice: random.Random) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {info.filename: package.read(info) for info in package.infolist() if info.file_size < 4 * _LIMIT}
    except Exception:  # a seed that is broken already is mutated as bytes
        return None
    if not parts:
        return None
    for name in dice.sample(sorted(parts), min(len(parts), dice.choice((1, 1, 2, 3)))):
        action = dice.random()
        if action < 0.04:
            del parts[name]
        elif action < 0.06:
            parts[name] = dice.choice(list(parts.values()))
        else:
            parts[name] = _damaged(parts[name], dice, name.lower().endswith((".xml", ".rels", ".vml")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _damaged(data: bytes, dice: random.Random, markup: bool) -> bytes:
    actions: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _overwrite, _cut, _repeat, _insert, _truncate)
    if markup:
        actions = (_value, _value, _value, _element, _element, _untag, *actions)
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        if data:
            data = dice.choice(actions)(data, dice)
    return data[:4 * _LIMIT]


def _flip(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes((data[at] ^ 1 << dice.randrange(8),)) + data[at + 1:]


def _overwrite(data: bytes, dice: random.Random) -> bytes:
    at, new = dice.randrange(len(data)), dice.choice(_BYTES)
    return data[:at] + new + data[at + len(new):]


def _cut(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice((1, 4, 40, 400)):]


def _repeat(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at:at + dice.choice((4, 40, 400))] * dice.choice((2, 3, 50)) + data[at:]


def _insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(_BYTES) * dice.choice((1, 1, 100)) + data[at:]


def _truncate(data: bytes, dice: random.Random) -> bytes:
    return data[:dice.randrange(len(data))] if dice.random() < 0.3 else data


def _spot(pattern: re.Pattern[bytes], data: bytes, dice: random.Random) -> re.Match[bytes] | None:
    return pattern.search(data, dice.randrange(len(data))) or pattern.search(data)


def _value(data: bytes, dice: random.Random) -> bytes:
    found = _spot(_VALUE, data, dice)
    return data[:found.start()] + dice.choice(_NUMBERS).encode() + data[found.end():] if found else data


def _element(data: bytes, dice: random.Random) -> bytes:
    found = _spot(_ELEMENT, data, dice)
    if found is None:
        return data
    times = dice.choice((0, 2, 3, 300))
    return data[:found.start()] + found[0] * times + data[found.end():]


def _untag(data: bytes, dice: random.Random) -> bytes:
    found = _spot(_TAG, data, dice)
    if found is None:
        return data
    return data[:found.start()] + found[0] * dice.choice((0, 0, 2, 500)) + data[found.end():]


def run(seeds: Sequence[Seed], dice: random.Random, until: Callable[[int], bool], *, interpret: bool = True) -> Findings:
    """Mutate and read until ``until(runs)``. ``interpret``: also understand what was read."""
    found = Findings()
    usual = process.command
    process.command = lambda: [sys.executable, "-c", _CHILD]
    try:
        with Reader(seconds=_SECONDS) as door:
            begun = time.monotonic()
            for item, result in door.read_many(_blobs(seeds, dice, until, found)):
                if isinstance(item, Blob):
                    _judge(item, result, time.monotonic() - begun, found, interpret)
                begun = time.monotonic()
    finally:
        process.command = usual
    return found


def _blobs(seeds: Sequence[Seed], dice: random.Random, until: Callable[[int], bool], found: Findings) -> Iterator[Blob | Unreadable]:
    while not until(found.runs):
        found.runs += 1
        seed = dice.choice(seeds)
        data = mutate(seed, seeds, dice)
        try:
            yield from (item for item in members(Blob(seed[0], data)) if isinstance(item, Blob | Unreadable))
        except Exception:  # what the main process must never raise
            found.note(_cause(traceback.format_exc()), seed[0], data)


def _judge(item: Blob, result: object, seconds: float, found: Findings, interpret: bool) -> None:
    if isinstance(result, Unreadable):
        found.ends[result.kind.value] += 1
        if result.what.startswith("INTERNAL"):
            found.note(_cause(result.what), item.path, item.data)
        elif result.kind.value == "timeout" or "读取程序无法处理" in result.what:
            found.note(f"{result.kind.value} {item.path}", item.path, item.data)
    elif isinstance(result, Document):
        found.ends["warned" if result.doubts else "read"] += 1
        if interpret:
            _understand(item, result, found)
    if seconds > _SLOW:
        found.note(f"slow {item.path} {seconds:.0f}s", item.path, item.data)


def _understand(item: Blob, document: Document, found: Findings) -> None:
    begun = time.thread_time()
    try:
        understand(document)
    except Unreadable:
        pass
    except Exception:
        found.note(_cause(traceback.format_exc()), item.path, item.data)
    if time.thread_time() - begun > _SLOW:
        found.note(f"slow layout {item.path}", item.path, item.data)


def _cause(trace: str) -> str:
    lines = [line.strip() for line in trace.strip().splitlines()]
    places = [line for line in lines if line.startswith("File ")]
    own = [line for line in places if "gongkai_desk" in line]
    return " | ".join([*(own or places)[-2:], lines[-1][:200] if lines else "?"])


def main() -> int:
    """The job: 0 where nothing was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=Path, action="append", default=[])
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    seeds = own_seeds() + [seed for folder in wanted.seeds for seed in seeds_of(folder)]
    end = time.monotonic() + 60 * wanted.minutes
    found = run(seeds, random.Random(wanted.seed), lambda _: time.monotonic() > end)
    print(f"{found.runs} files from {len(seeds)} seeds; ends: {dict(found.ends)}; causes: {len(found.causes)}")
    for number, (cause, (name, data)) in enumerate(found.causes.items()):
        print(f"- {name}: {cause}")
        if wanted.keep:
            wanted.keep.mkdir(parents=True, exist_ok=True)
            (wanted.keep / f"{number:03d}_{Path(name).name}").write_bytes(data)
    return 1 if found.causes else 0


if __name__ == "__main__":
    sys.exit(main())
