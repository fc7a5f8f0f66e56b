"""The files of a record, out of a folder or a zip, without trusting either."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from endorsements.protocol.files import LOG_FILE
from endorsements.verifier.reading import Unreadable

MOST_FILES = 1000
MOST_BYTES = 1 << 30
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def read_files(path: Path, *, besides: Collection[Path] = ()) -> dict[str, bytes]:
    """Every file of a record by its name, folders in it written with "/".

    A single folder around everything is left out of the names, and so is what the file manager
    of a computer leaves behind (names that begin with a dot).

    Args:
        besides: files that lie in the folder but belong to the reader, such as a receipt.

    Raises:
        Unreadable: it is no folder or zip, cannot be read, or is not one of a record.
    """
    try:
        if path.is_dir():
            _require_log(path)
            files = dict(_in_folder(path, {other.resolve() for other in besides}))
        elif zipfile.is_zipfile(path):
            files = _in_zip(path)
        else:
            raise Unreadable(f"{path} is neither a folder nor a zip file.")
    except OSError as fault:
        raise Unreadable(f"{path} cannot be read: {fault.strerror or fault}.") from None
    return _without_folder(files)


def _require_log(path: Path) -> None:
    """Before a whole home folder is read."""
    if not (path / LOG_FILE).exists() and not any(path.glob(f"*/{LOG_FILE}")):
        raise Unreadable(f"{path} holds no record: there is no {LOG_FILE} in it.")


def _in_folder(path: Path, besides: set[Path]) -> Iterator[tuple[str, bytes]]:
    found, size = 0, 0
    for folder, folders, names in os.walk(path):
        for name in [*folders, *names]:
            if (Path(folder) / name).is_symlink():
                raise Unreadable(f"{name} is a link; a record has none.")
        for name in names:
            file = Path(folder) / name
            if _is_passed_over(file.relative_to(path).parts) or file.resolve() in besides:
                continue
            if not file.is_file():
                raise Unreadable(f"{name} is not a file like others.")
            found, size = found + 1, size + file.stat().st_size
            _require_sensible(found, size)
            yield file.relative_to(path).as_posix(), file.read_bytes()


def _in_zip(path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _require_sensible(len(entries), sum(entry.file_size for entry in entries))
            for entry in entries:
                parts = _safe_parts(entry.filename)
                if entry.filename in files:
                    raise Unreadable(f"{entry.filename} is in the zip file twice.")
                if not _is_passed_over(parts):
                    files[entry.filename] = archive.read(entry)
    except _BROKEN_ZIP as fault:
        raise Unreadable(f"{path} is a damaged zip file: {fault}.") from None
    return files


def _safe_parts(name: str) -> tuple[str, ...]:
    parts = tuple(name.split("/"))
    if "\\" in name or ":" in name or not all(part.strip(". ") for part in parts):
        raise Unreadable(f"the zip file names a file that leads elsewhere: {name[:80]}")
    return parts


def _is_passed_over(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") for part in parts)


def _require_sensible(files: int, size: int) -> None:
    if files > MOST_FILES or size > MOST_BYTES:
        raise Unreadable("This is far larger than any record; it was not read.")


def _without_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    folders = {name.partition("/")[0] for name in files if "/" in name}
    if len(folders) != 1 or any("/" not in name for name in files):
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}
