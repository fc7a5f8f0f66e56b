"""Reading a folder or a zip that may be hostile."""

import os
import zipfile

import pytest

from endorsements.verifier import folders
from endorsements.verifier.folders import read_files
from endorsements.verifier.reading import Unreadable

FILES = {"log.jsonl": b"{}\n", "records/governor.csv": b"code,selection\n"}


@pytest.fixture
def folder(tmp_path):
    base = tmp_path / "record"
    for name, raw in FILES.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_bytes(raw)
    return base


def zipped(tmp_path, entries):
    path = tmp_path / "record.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in entries:
            archive.writestr(name, raw)
    return path


def test_a_folder_is_read_with_its_own_folders(folder):
    assert read_files(folder) == FILES


def test_a_folder_around_the_record_is_left_out(folder):
    assert read_files(folder.parent) == FILES


def test_what_a_file_manager_leaves_behind_is_passed_over(folder):
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"x")

    assert read_files(folder) == FILES


def test_the_readers_own_files_are_passed_over(folder):
    receipt = folder / "receipt.txt"
    receipt.write_text("mine")

    assert read_files(folder, besides=[receipt]) == FILES
    assert "receipt.txt" in read_files(folder)


def test_a_folder_without_a_log_is_not_read(tmp_path):
    (tmp_path / "letter.txt").write_text("private")

    with pytest.raises(Unreadable, match=r"there is no log\.jsonl in it"):
        read_files(tmp_path)


def test_links_are_refused(folder):
    (folder / "roll.txt").symlink_to("/etc/passwd")

    with pytest.raises(Unreadable, match=r"roll\.txt is a link"):
        read_files(folder)


def test_links_to_folders_are_refused(folder):
    (folder / "more").symlink_to("/etc")

    with pytest.raises(Unreadable, match="more is a link"):
        read_files(folder)


def test_pipes_are_refused(folder):
    os.mkfifo(folder / "roll.txt")

    with pytest.raises(Unreadable, match=r"roll\.txt is not a file like others"):
        read_files(folder)


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(Unreadable, match="neither a folder nor a zip file"):
        read_files(tmp_path / "nothing")


def test_a_file_that_is_no_zip_is_named(tmp_path):
    (tmp_path / "record.zip").write_bytes(b"PK not really")

    with pytest.raises(Unreadable, match="neither a folder nor a zip file"):
        read_files(tmp_path / "record.zip")


def test_a_file_that_cannot_be_read_is_named(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(folder), "read_bytes", refuse)

    with pytest.raises(Unreadable, match=r"cannot be read: Permission denied\."):
        read_files(folder)


@pytest.mark.parametrize("prefix", ["", "round-1/"])
def test_a_zip_is_read_with_or_without_a_folder_around_it(tmp_path, prefix):
    entries = [("round-1/", b"")] * bool(prefix)
    path = zipped(tmp_path, entries + [(prefix + name, raw) for name, raw in FILES.items()])

    assert read_files(path) == FILES


def test_hidden_files_in_a_zip_are_passed_over(tmp_path):
    path = zipped(tmp_path, [*FILES.items(), (".hidden", b"x"), (".a/b", b"x")])

    assert read_files(path) == FILES


@pytest.mark.parametrize(
    "name", ["../log.jsonl", "/etc/passwd", "a/../../b", "a//b", "C:/x", "a\\b", "./x", "a/. ./b"]
)
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    path = zipped(tmp_path, [("x" * len(name), b"x")])
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name.encode()))

    with pytest.raises(Unreadable, match="leads elsewhere"):
        read_files(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(tmp_path):
    path = zipped(tmp_path, [("log.jsonl", b"one"), ("log.jsonl", b"other")])

    with pytest.raises(Unreadable, match=r"log\.jsonl is in the zip file twice"):
        read_files(path)


def test_a_damaged_zip_is_named(tmp_path):
    path = zipped(tmp_path, [("log.jsonl", b"content" * 99)])
    path.write_bytes(path.read_bytes().replace(b"content", b"CONTENT"))

    with pytest.raises(Unreadable, match="is a damaged zip file: Bad CRC-32"):
        read_files(path)


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "MOST_BYTES", 1000)

    with pytest.raises(Unreadable, match="far larger than any record"):
        read_files(zipped(tmp_path, [("log.jsonl", bytes(1001))]))


def test_a_folder_with_too_many_files_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(folders, "MOST_FILES", 1)

    with pytest.raises(Unreadable, match="far larger than any record"):
        read_files(folder)
