"""Archives (.zip, .tar, .tar.gz, ...): their members are read in memory, one at a time; nothing is unpacked.

What a header says of a size is not believed: bytes are counted as they come out of the decompressor.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from index.errors import InputError, UnreadableInput
from index.formats.items import MAX_FILE_BYTES, as_input_error, too_large

MAX_MEMBERS = 10_000
MAX_TOTAL_BYTES = 1_000_000_000
MAX_RATIO = 200
RATIO_COUNTS_FROM = 10_000_000
_CHUNK = 65_536
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])", re.IGNORECASE)
_HINT = "split it, or add the unpacked folder"
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError,
    EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_OPENERS: dict[str, Callable[[BinaryIO], Any]] = {
    ".tar": lambda file: file,
    ".tar.gz": lambda file: gzip.GzipFile(fileobj=file),
    ".tar.bz2": lambda file: bz2.BZ2File(file),
    ".tar.xz": lzma.LZMAFile,
}
ARCHIVES = frozenset({".zip", ".tgz", *_OPENERS})


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its bytes, or why it was not read."""

    name: str
    data: bytes | None
    error: InputError | None = None


def members(file: BinaryIO, kind: str, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """The files of an archive of `kind` (one of `ARCHIVES`) that are `wanted`, by their names, in order.

    Hidden files and __MACOSX are passed over. Links, devices, names that Windows keeps for devices, paths
    that lead out of the archive, archives inside it and members over `MAX_FILE_BYTES` are named with their
    error.

    Raises:
        UnreadableInput: if it is damaged, has over `MAX_MEMBERS` members, or unpacks to over
            `MAX_TOTAL_BYTES` or `MAX_RATIO` times its size.
    """
    kind = ".tar.gz" if kind == ".tgz" else kind
    try:
        yield from _zip_members(file, wanted) if kind == ".zip" else _tar_members(file, kind, wanted)
    except _DAMAGED as e:
        raise UnreadableInput(
            f"damaged, or no {kind} archive", hint="check that it opens in another program"
        ) from e


class _Budget:
    """How much may still come out of an archive of which `packed()` bytes were read."""

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed = packed
        self._members = self._total = 0

    def take_member(self) -> None:
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise UnreadableInput(f"over {MAX_MEMBERS:,} members", hint=_HINT)

    def take(self, data: bytes) -> bytes:
        self._total += len(data)
        if self._total > MAX_TOTAL_BYTES:
            raise UnreadableInput(f"unpacks to over {MAX_TOTAL_BYTES // 1_000_000_000} GB", hint=_HINT)
        if self._total > RATIO_COUNTS_FROM and self._total > MAX_RATIO * max(1, self._packed()):
            raise UnreadableInput(f"unpacks to over {MAX_RATIO} times its size, as a bomb does", hint=_HINT)
        return data


def _zip_members(file: BinaryIO, wanted: Callable[[str], bool]) -> Iterator[Member]:
    size = file.seek(0, io.SEEK_END)
    budget = _Budget(lambda: size)
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            budget.take_member()
            mode = info.external_attr >> 16
            is_plain = stat.S_IFMT(mode) in (0, stat.S_IFREG)
            if info.is_dir() or _is_hidden(info.filename):
                continue
            if error := _refusal(info.filename, is_plain):
                yield Member(info.filename, None, error)
            elif wanted(info.filename):
                yield _zip_member(archive, info, budget)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> Member:
    if info.flag_bits & 1:
        locked = UnreadableInput("locked with a password", hint="unpack the archive and add the folder")
        return Member(info.filename, None, locked)
    chunks: list[bytes] = []
    left = MAX_FILE_BYTES
    try:
        with archive.open(info) as member:
            while left >= 0 and (chunk := budget.take(member.read(_CHUNK))):
                chunks.append(chunk)
                left -= len(chunk)
    except _DAMAGED as e:
        return Member(info.filename, None, as_input_error(e))
    return (
        Member(info.filename, None, too_large(MAX_FILE_BYTES))
        if left < 0
        else Member(info.filename, b"".join(chunks))
    )


def _tar_members(file: BinaryIO, kind: str, wanted: Callable[[str], bool]) -> Iterator[Member]:
    budget = _Budget(file.tell)
    counted = _Counted(_OPENERS[kind](file), budget)
    # As a stream: what was passed over is forgotten.
    with tarfile.open(fileobj=counted, mode="r|") as archive:  # type: ignore[call-overload]
        for info in archive:
            budget.take_member()
            if info.isdir() or _is_hidden(info.name):
                continue
            if error := _refusal(info.name, info.isreg()):
                yield Member(info.name, None, error)
            elif wanted(info.name):
                member = archive.extractfile(info)
                data = member.read(MAX_FILE_BYTES + 1) if member else b""
                is_large = len(data) > MAX_FILE_BYTES
                yield (
                    Member(info.name, None, too_large(MAX_FILE_BYTES))
                    if is_large
                    else Member(info.name, data)
                )


class _Counted:
    """A stream that takes what is read of it from a budget."""

    def __init__(self, stream: Any, budget: _Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int) -> bytes:
        data: bytes = self._stream.read(size)
        return self._budget.take(data)


def _is_hidden(name: str) -> bool:
    parts = _parts(name)
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _refusal(name: str, is_plain: bool) -> InputError | None:
    parts = _parts(name)
    if ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":":
        return UnreadableInput("its path leads out of the archive", hint="make the archive again")
    if not is_plain:
        return UnreadableInput("a link or a device, no file", hint="put the file itself into the archive")
    if any(_DEVICE.fullmatch(part.partition(".")[0].rstrip()) for part in parts):
        return UnreadableInput("its name is that of a device on Windows", hint="rename it")
    if name.lower().endswith(tuple(ARCHIVES)):
        return UnreadableInput("an archive inside an archive", hint="unpack it and add it by itself")
    return None


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")
