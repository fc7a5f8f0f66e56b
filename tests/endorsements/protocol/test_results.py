"""A round's result as one document."""

from endorsements.protocol.results import result_document, result_hash

RESULT = {"contest": "governor", "cast": 5}


def test_the_document_names_its_round_and_every_contest():
    assert result_document({"round": "ab"}, [RESULT], roll_count=9, salt="0f") == {
        "format": "result/1",
        "round": "ab",
        "roll": 9,
        "salt": "0f",
        "contests": [RESULT],
    }


def test_the_hash_depends_on_every_number_and_not_on_the_order_of_keys():
    document = result_document({"round": "ab"}, [RESULT], roll_count=9, salt="0f")
    turned = dict(reversed(document.items()))
    changed = result_document({"round": "ab"}, [RESULT | {"cast": 6}], roll_count=9, salt="0f")

    assert result_hash(document) == result_hash(turned)
    assert result_hash(document) != result_hash(changed)


def test_the_hash_depends_on_the_salt():
    one, other = (result_document({"round": "ab"}, [RESULT], roll_count=9, salt=s) for s in "12")

    assert result_hash(one) != result_hash(other)
