"""Keys as files: made once, proved, lost, destroyed."""

import os
import stat
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from endorsements import keys
from endorsements.errors import KeyLost
from endorsements.models import KeyName

EVERY_KEY = pytest.mark.parametrize("key", KeyName)


@pytest.fixture
def folders(settings, tmp_path):
    settings.SIGNING_KEY_DIR = tmp_path / "signing"
    settings.MIX_KEY_DIR = tmp_path / "mix"
    settings.TALLY_KEY_DIR = tmp_path / "tally"
    return tmp_path


@pytest.fixture
def round_id(folders):
    return uuid.uuid4()


def files(folders: Path) -> list[Path]:
    return [path for path in folders.rglob("*") if path.is_file()]


@EVERY_KEY
def test_a_key_is_made_in_the_folder_of_its_worker_for_nobody_else_to_read(folders, round_id, key):
    public = keys.make(round_id, key)

    [path] = files(folders)
    assert path == folders / key / f"{round_id}.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(public) == path.stat().st_size == 32
    assert public != path.read_bytes()


@EVERY_KEY
def test_making_a_key_twice_gives_the_first_one(round_id, key):
    assert keys.make(round_id, key) == keys.make(round_id, key) == keys.public_half(round_id, key)


def test_keys_of_rounds_and_kinds_differ(round_id):
    publics = {keys.make(one, key) for one in (round_id, uuid.uuid4()) for key in KeyName}

    assert len(publics) == 6


def test_two_makers_at_once_agree(folders, round_id, monkeypatch):
    together = threading.Barrier(2, timeout=10)
    write_once = keys._write_once

    def write_together(path, seed):
        together.wait()
        write_once(path, seed)

    monkeypatch.setattr(keys, "_write_once", write_together)
    with ThreadPoolExecutor(2) as makers:
        made = list(makers.map(lambda _: keys.make(round_id, KeyName.MIX), range(2)))

    assert made[0] == made[1] == keys.public_half(round_id, KeyName.MIX)
    assert len(files(folders)) == 1


@pytest.mark.parametrize("name", ["open", "fdopen", "fsync", "link"])
def test_a_maker_killed_anywhere_leaves_the_key_whole_or_not_at_all(
    folders, round_id, monkeypatch, name
):
    real = getattr(os, name)

    def die(*args, **kwargs):
        # A real kill runs no `finally`: the draft stays.
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, name, die)
    with pytest.raises(KeyboardInterrupt):
        keys.make(round_id, KeyName.MIX)
    monkeypatch.undo()
    assert getattr(os, name) is real

    assert not keys.is_in_custody(round_id, KeyName.MIX)
    public = keys.make(round_id, KeyName.MIX)
    keys.prove(round_id, KeyName.MIX, public)
    keys.destroy(round_id, KeyName.MIX)
    assert files(folders) == []


def test_no_second_name_of_a_key_outlives_its_destruction(folders, round_id, monkeypatch):
    """A maker killed between naming the key and removing its draft leaves two names."""

    def die(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", die)
        with pytest.raises(KeyboardInterrupt):
            keys.make(round_id, KeyName.MIX)
    assert len(files(folders)) == 2

    keys.destroy(round_id, KeyName.MIX)

    assert files(folders) == []


@EVERY_KEY
def test_a_missing_key_is_said_to_be_lost(round_id, key):
    with pytest.raises(KeyLost, match=f"The {key} key of the round is missing"):
        keys.public_half(round_id, key)


@EVERY_KEY
@pytest.mark.parametrize("seed", [b"", b"x" * 31, b"x" * 33])
def test_a_damaged_key_is_said_to_be_lost(folders, round_id, key, seed):
    keys.make(round_id, key)
    files(folders)[0].write_bytes(seed)

    with pytest.raises(KeyLost, match="damaged"):
        keys.public_half(round_id, key)


@EVERY_KEY
def test_a_foreign_key_is_said_to_be_lost(folders, round_id, key):
    public = keys.make(round_id, key)
    files(folders)[0].write_bytes(b"x" * 32)

    with pytest.raises(KeyLost, match="not the one that was announced"):
        keys.prove(round_id, key, public)


@EVERY_KEY
def test_a_good_key_proves_itself(round_id, key):
    keys.prove(round_id, key, keys.make(round_id, key))


@pytest.mark.parametrize("answer", [b"another text", None])
def test_a_key_that_does_not_open_is_said_to_be_lost(round_id, monkeypatch, answer):
    public = keys.make(round_id, KeyName.TALLY)

    def decrypt(self, sealed):
        if answer is None:
            raise CryptoError
        return answer

    monkeypatch.setattr(SealedBox, "decrypt", decrypt)

    with pytest.raises(KeyLost, match="does not open what is sealed for it"):
        keys.prove(round_id, KeyName.TALLY, public)


@EVERY_KEY
def test_destroying_a_key_leaves_nothing_and_may_be_done_twice(folders, round_id, key):
    keys.destroy(round_id, key)
    keys.make(round_id, key)
    other = uuid.uuid4()
    keys.make(other, key)

    keys.destroy(round_id, key)
    keys.destroy(round_id, key)

    assert not keys.is_in_custody(round_id, key)
    assert [path.stem for path in files(folders)] == [str(other)]


def test_a_process_without_the_folder_cannot_have_the_key(settings, round_id):
    settings.TALLY_KEY_DIR = None

    with pytest.raises(ImproperlyConfigured, match="TALLY_KEY_DIR"):
        keys.opening_key(round_id, KeyName.TALLY)


def test_an_opening_key_opens_what_is_sealed_for_its_public_half(round_id):
    public = keys.make(round_id, KeyName.MIX)
    opening = keys.opening_key(round_id, KeyName.MIX)

    assert isinstance(opening, PrivateKey)
    assert bytes(opening.public_key) == public
