"""Any value anywhere in a record: the program ends with findings or a sentence, always."""

import contextlib
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsements.protocol.digests import definition_digest
from endorsements.protocol.results import result_hash
from endorsements.verifier.main import examine
from endorsements.verifier.reading import Unreadable
from endorsements.verifier.record import Record
from endorsements.verifier.report import Report
from tests.endorsements.verifier.forgery import Forgery, copied

pytestmark = pytest.mark.django_db

STRANGE = [None, True, 0, -1, 2**62, "", "x", "aa" * 16, [], {}, [[]], {"a": 1}, ["ash"], "1/3"]


def places(value, path=()):
    """Paths to everything inside a JSON value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*path, key)
        if isinstance(part, dict | list):
            yield from places(part, (*path, key))


def replaced(value, path, new):
    value = copied(value)
    part = value
    for key in path[:-1]:
        part = part[key]
    if new == "taken away":
        del part[path[-1]]
    else:
        part[path[-1]] = new
    return value


def fitted(forgery):
    """As far as strange values allow, let log and sums follow from them."""
    with contextlib.suppress(
        TypeError, KeyError, ValueError, AttributeError, OverflowError, StopIteration
    ):
        forgery.log[0]["payload"]["definition"] = definition_digest(forgery.definition).hex()
        tally = next(line for line in forgery.log if line["kind"] == "tally")
        tally["payload"]["result"] = result_hash(forgery.result).hex()
        forgery.rechain()
    raw = {name: text.encode() for name, text in forgery.as_files().items()}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in raw.items()
        if name != "SHA256SUMS"
    )
    return raw | {"SHA256SUMS": sums.encode()}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_program_never_stumbles(eventful, whole, summed, data):
    folder = data.draw(st.sampled_from([eventful.certified, whole.folder, summed.folder]))
    forgery = Forgery(folder)
    name = data.draw(st.sampled_from(["definition", "result", "log", "checkpoints"]))
    value = getattr(forgery, name)
    path = data.draw(st.sampled_from(list(places(value))))
    new = data.draw(st.sampled_from([*STRANGE, "taken away"]))
    setattr(forgery, name, replaced(value, path, new))

    report = Report()
    with contextlib.suppress(Unreadable):
        examine(Record(fitted(forgery)), report)

    assert report.as_text().splitlines()[-1].startswith("RESULT: ")
