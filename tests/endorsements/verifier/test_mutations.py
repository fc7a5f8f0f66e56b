"""verify.py against a certified record that somebody has tampered with, mutation by mutation.

Every one is tried by the very file that anybody downloads, in an isolated process; those that
nobody can see from the record alone are asserted to pass without the means that shows them.
"""

import json

import pytest

from endorsements.verifier.main import main
from tests.endorsements.verifier import mutations_of_files, mutations_of_the_chain
from tests.endorsements.verifier.forgery import Forgery
from tests.endorsements.verifier.mutations import (
    ANYBODY,
    CHECKPOINT,
    MEANS,
    MUTATIONS,
    PYNACL,
    RECEIPT,
    VICTIM,
    Mutation,
    Target,
)
from tests.endorsements.verifier.running import on_one_line

pytestmark = pytest.mark.django_db

TABLES = (mutations_of_files, mutations_of_the_chain)  # importing them has filled the table


@pytest.fixture
def forge(eventful, tmp_path):
    """Writes the certified record with a mutation, and what was kept beside it."""

    def write(mutation: Mutation):
        forgery = Forgery(eventful.certified)
        mutation.alter(Target(forgery, eventful))
        (tmp_path / "receipt.txt").write_text(eventful.receipts[VICTIM], encoding="utf-8")
        kept = json.dumps(eventful.checkpoints["at the end"])
        (tmp_path / "checkpoint.json").write_text(kept, encoding="utf-8")
        return forgery.write(tmp_path / "record")

    return write


@pytest.fixture
def look(auditor, auditor_with_pynacl):
    """Checks a forged record with one of the means."""

    def with_means(folder, means: str) -> tuple[int, str]:
        if means == PYNACL:
            return auditor_with_pynacl.verify(folder)
        kept = {
            RECEIPT: ["--receipt", folder.parent / "receipt.txt"],
            CHECKPOINT: ["--checkpoint", folder.parent / "checkpoint.json"],
        }
        return auditor.verify(folder, *kept.get(means, []))

    return with_means


def test_the_table_is_long_enough_and_names_are_used_once():
    assert len(MUTATIONS) >= 90
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)


def test_the_untouched_record_passes_with_every_means(forge, look):
    folder = forge(Mutation("nothing", lambda target: None, "", ()))

    assert [look(folder, means)[0] for means in (ANYBODY, *MEANS)] == [0, 0, 0, 0]


@pytest.mark.parametrize("mutation", [m for m in MUTATIONS if ANYBODY in m.seen_by], ids=str)
def test_anybody_sees(mutation, forge, look):
    status, text = look(forge(mutation), ANYBODY)

    assert status in (1, 2)
    assert mutation.says in text


@pytest.mark.parametrize("mutation", [m for m in MUTATIONS if ANYBODY not in m.seen_by], ids=str)
def test_only_with_the_means_named_is_it_seen(mutation, forge, look):
    folder = forge(mutation)

    looks = {means: look(folder, means) for means in MEANS}

    assert look(folder, ANYBODY)[0] == 0
    assert {means: status for means, (status, _) in looks.items()} == {
        means: int(means in mutation.seen_by) for means in MEANS
    }
    assert mutation.says in " ".join(text for _, text in looks.values())


def test_nobody_sees_a_replaced_verifier_in_the_record_who_runs_their_own(forge, look):
    def replace(target: Target) -> None:
        target.record.raw["verify.py"] = "print('RESULT: everything that was checked adds up.')\n"

    assert look(forge(Mutation("replaced", replace, "", ())), ANYBODY)[0] == 0


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_the_package_says_what_the_file_says(mutation, forge, look, capsys):
    folder = forge(mutation)

    status = main([str(folder)])

    printed = capsys.readouterr()
    assert (status, on_one_line(printed.out + printed.err)) == look(folder, PYNACL)
