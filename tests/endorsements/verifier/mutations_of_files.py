"""Mutations of a record's files by somebody who computes the sums anew, and nothing else."""

from endorsements.protocol import chain
from tests.endorsements.verifier.forgery import copied, flipped, sums_of
from tests.endorsements.verifier.mutations import PYNACL, RECEIPT, Target, mutation


@mutation("does not follow from its text")
def log_commitment_flipped(target: Target) -> None:
    payload = target.record.payload(chain.CAST)
    payload["commitment"] = flipped(payload["commitment"])


@mutation("does not follow from its text")
def log_head_flipped(target: Target) -> None:
    target.record.log[-1]["head"] = flipped(target.record.log[-1]["head"])


@mutation("of the log has number")
def log_line_dropped(target: Target) -> None:
    del target.record.log[5]


@mutation("of the log has number")
def log_line_doubled(target: Target) -> None:
    target.record.log.insert(5, copied(target.record.log[5]))


@mutation("of the log has number")
def log_lines_swapped(target: Target) -> None:
    lines = target.record.log
    lines[3], lines[4] = lines[4], lines[3]


@mutation("does not follow from its text")
def log_payloads_swapped(target: Target) -> None:
    one, other = target.record.log[3], target.record.log[4]
    one["payload"], other["payload"] = other["payload"], one["payload"]


@mutation("is a malformed release entry")
def log_kind_changed(target: Target) -> None:
    target.record.entry(chain.HOLD)["kind"] = chain.RELEASE


@mutation("a line of the log is malformed")
def log_line_with_more_in_it(target: Target) -> None:
    target.record.log[4]["remark"] = "harmless"


@mutation("carries a signature, which only ballots do")
def log_entry_signed_that_is_no_ballot(target: Target) -> None:
    target.record.entry(chain.HOLD)["signature"] = "00" * 64


@mutation("is a ballot without a signature")
def log_signature_dropped(target: Target) -> None:
    del target.record.entry(chain.CAST)["signature"]


@mutation("Entries that were signed are not there")
def log_cut_short(target: Target) -> None:
    del target.record.log[-3:]


@mutation("is empty")
def log_emptied(target: Target) -> None:
    target.record.log.clear()


@mutation("a malformed genesis entry")
def genesis_with_more_in_it(target: Target) -> None:
    target.record.payload(chain.GENESIS)["note"] = "not hashed"


@mutation("does not follow from its text")
def genesis_key_replaced(target: Target) -> None:
    target.record.payload(chain.GENESIS)["signing_key"] = "22" * 32


@mutation("is not the round's", PYNACL, RECEIPT)
def log_signature_flipped(target: Target) -> None:
    line = target.record.casts_of(target.slot)[-1]
    line["signature"] = flipped(line["signature"])


@mutation("is not the round's", PYNACL, RECEIPT)
def log_signatures_swapped(target: Target) -> None:
    one, other = target.record.casts_of(target.slot)
    one["signature"], other["signature"] = other["signature"], one["signature"]


@mutation("the log stood otherwise when this was signed")
def checkpoint_head_flipped(target: Target) -> None:
    point = target.record.checkpoints[2]
    point["head"] = flipped(point["head"])


@mutation("slots, the log of")
def checkpoint_with_more_slots(target: Target) -> None:
    target.record.checkpoints[2]["slots"] += 1


@mutation("one of another round")
def checkpoint_of_another_round(target: Target) -> None:
    target.record.checkpoints[2]["round"] = "ab" * 16


@mutation("is not in order")
def checkpoints_swapped(target: Target) -> None:
    points = target.record.checkpoints
    points[2], points[3] = points[3], points[2]


@mutation("is not in order")
def checkpoint_doubled(target: Target) -> None:
    target.record.checkpoints.insert(2, copied(target.record.checkpoints[2]))


@mutation("No checkpoint fixes the close before the envelopes were opened")
def checkpoint_of_the_close_dropped(target: Target) -> None:
    seq = target.record.entry(chain.CLOSE)["seq"]
    target.record.checkpoints = [p for p in target.record.checkpoints if p["seq"] != seq]


@mutation("No checkpoint covers the result")
def checkpoints_of_the_count_dropped(target: Target) -> None:
    seq = target.record.entry(chain.TALLY)["seq"]
    target.record.checkpoints = [p for p in target.record.checkpoints if p["seq"] < seq]


@mutation("No checkpoint covers the result")
def checkpoints_emptied(target: Target) -> None:
    target.record.checkpoints.clear()


@mutation("holds more than a checkpoint has")
def checkpoint_with_more_in_it(target: Target) -> None:
    target.record.checkpoints[2]["remark"] = "harmless"


@mutation("signature of the checkpoint", PYNACL)
def checkpoint_moment_changed(target: Target) -> None:
    target.record.checkpoints[2]["at"] = "2020-01-01T00:00:00.000000Z"


@mutation("signature of the checkpoint", PYNACL)
def checkpoint_signature_flipped(target: Target) -> None:
    point = target.record.checkpoints[2]
    point["signature"] = flipped(point["signature"])


@mutation("not those that came out of the mixing")
def inner_hash_flipped(target: Target) -> None:
    target.record.inner[0] = flipped(target.record.inner[0])
    target.record.inner.sort()


@mutation("not those that came out of the mixing")
def inner_hash_dropped(target: Target) -> None:
    del target.record.inner[0]


@mutation("not those that came out of the mixing")
def inner_hash_added(target: Target) -> None:
    target.record.inner.append("ff" * 32)


@mutation("has a ballot twice or is not sorted")
def inner_hashes_swapped(target: Target) -> None:
    names = target.record.inner
    names[0], names[1] = names[1], names[0]


@mutation("has a ballot twice or is not sorted")
def inner_hash_replaced_by_its_neighbour(target: Target) -> None:
    target.record.inner[1] = target.record.inner[0]


@mutation("The roll is not the one that the log began with")
def roll_slot_added(target: Target) -> None:
    target.record.roll.append(["ff" * 16, target.record.roll[0][1]])


@mutation("is a ballot from a slot that is not on the roll")
def roll_slot_dropped(target: Target) -> None:
    target.record.roll = [line for line in target.record.roll if line[0] != target.slot]


@mutation("has a slot twice or is not sorted")
def roll_slots_swapped(target: Target) -> None:
    roll = target.record.roll
    roll[0], roll[1] = roll[1], roll[0]


@mutation("does not match the ballot styles of the slots")
def roll_style_changed(target: Target) -> None:
    line = next(line for line in target.record.roll if line[0] == target.slot)
    line[1] = next(style for _, style in target.record.roll if style != line[1])


@mutation("The definition is not the one that the log began with")
def definition_threshold_lowered(target: Target) -> None:
    target.record.definition["contests"][0]["threshold"]["share"] = "1/2"


@mutation("The definition is not the one that the log began with")
def definition_names_exchanged(target: Target) -> None:
    one, other = target.record.definition["contests"][0]["candidates"][:2]
    one["name"], other["name"] = other["name"], one["name"]


@mutation("records/berkshire.csv is here, though it may not be published")
def definition_minimum_raised(target: Target) -> None:
    target.record.definition["records_minimum"] = 9


@mutation("The definition is not the one that the log began with")
def definition_with_a_remark(target: Target) -> None:
    target.record.definition["remark"] = "harmless"


@mutation("winners is")
def result_winner_replaced(target: Target) -> None:
    target.record.result["contests"][1]["winners"] = ["cedar"]


@mutation("tallies is")
def result_vote_added(target: Target) -> None:
    target.record.result["contests"][0]["tallies"]["ash"] += 1


@mutation("sentence is")
def result_sentence_reworded(target: Target) -> None:
    target.record.result["contests"][0]["sentence"] = "Cedar of governor is endorsed."


@mutation("is not the result that the log fixed")
def result_of_a_tiny_contest_replaced(target: Target) -> None:
    tiny = target.record.result["contests"][3]
    tiny.update(outcome="tie", winners=[], sentence="Nobody is endorsed.")


@mutation("sentence is")
def result_of_a_small_contest_moved(target: Target) -> None:
    tallies = target.record.result["contests"][2]["tallies"]
    tallies.update(ash=tallies["ash"] - 1, cedar=tallies["cedar"] + 1)


@mutation("is not what the record comes to")
def result_with_more_members_on_the_roll(target: Target) -> None:
    target.record.result["roll"] += 1


@mutation("remark is")
def result_with_a_remark(target: Target) -> None:
    target.record.result["contests"][0]["remark"] = "harmless"


@mutation("The results are not those of the contests in the definition")
def result_contest_dropped(target: Target) -> None:
    del target.record.result["contests"][1]


@mutation("The results are not those of the contests in the definition")
def result_contests_swapped(target: Target) -> None:
    target.record.result["contests"].reverse()


@mutation("the records are not those that the log fixed")
def record_choice_changed(target: Target) -> None:
    _change_choice(target, "governor", "ash", "cedar")


def _change_choice(target: Target, contest: str, old: str, new: str) -> None:
    records = target.record.records[contest]
    number = next(n for n, (_, selection) in enumerate(records) if selection == old)
    records[number] = (records[number][0], new)


@mutation("the records are not those that the log fixed")
def record_choices_swapped(target: Target) -> None:
    records = target.record.records["governor"]
    one = next(n for n, (_, selection) in enumerate(records) if selection == "ash")
    other = next(n for n, (_, selection) in enumerate(records) if selection != "ash")
    (code, choice), (other_code, other_choice) = records[one], records[other]
    records[one], records[other] = (code, other_choice), (other_code, choice)


@mutation("the records are not those that the log fixed")
def record_code_changed(target: Target) -> None:
    records = target.record.records["governor"]
    records[0] = ("AAAAAAAAAAAA", records[0][1])


@mutation("the records are not those that the log fixed")
def record_dropped(target: Target) -> None:
    del target.record.records["governor"][0]


@mutation("the records are not those that the log fixed")
def record_added(target: Target) -> None:
    target.record.records["governor"].insert(0, ("AAAAAAAAAAAA", "ash"))


@mutation("or the list is not sorted")
def records_swapped(target: Target) -> None:
    records = target.record.records["governor"]
    records[0], records[1] = records[1], records[0]


@mutation("a check code stands there twice")
def record_code_doubled(target: Target) -> None:
    records = target.record.records["governor"]
    records[1] = (records[0][0], records[1][1])


@mutation("is not a list of records")
def record_code_of_a_strange_alphabet(target: Target) -> None:
    records = target.record.records["governor"]
    target.record.raw["records/governor.csv"] = f"code,selection\n{records[0][0].lower()},ash\n"


@mutation("records/governor.csv is missing")
def records_file_dropped(target: Target) -> None:
    del target.record.records["governor"]
    target.record.raw["records/governor.csv"] = None


@mutation("records/cape.csv is here, though it may not be published")
def records_file_of_a_small_contest_added(target: Target) -> None:
    target.record.records["cape"] = [("AAAAAAAAAAAA", "ash")]


@mutation("is not a file that this record can have")
def strange_file_added(target: Target) -> None:
    target.record.raw["read-me-first.html"] = "<p>Please use our own checker.</p>"


@mutation("is not named in SHA256SUMS")
def strange_file_added_unnamed(target: Target) -> None:
    target.record.raw["SHA256SUMS"] = sums_of(target.record.as_files())
    target.record.raw["read-me-first.html"] = "<p>Please use our own checker.</p>"


@mutation("is not the file whose sum stands in SHA256SUMS")
def sum_flipped(target: Target) -> None:
    target.record.raw["SHA256SUMS"] = flipped(sums_of(target.record.as_files()))


@mutation("verify.py is not named in SHA256SUMS")
def sum_dropped(target: Target) -> None:
    lines = sums_of(target.record.as_files()).splitlines(keepends=True)
    target.record.raw["SHA256SUMS"] = "".join(line for line in lines if "verify.py" not in line)


@mutation("SHA256SUMS is missing")
def sums_dropped(target: Target) -> None:
    target.record.raw["SHA256SUMS"] = None


@mutation("inner_hashes.txt is missing")
def inner_hashes_dropped(target: Target) -> None:
    target.record.raw["inner_hashes.txt"] = None


@mutation("The round is certified, so all files of its record should be here")
def everything_but_the_log_dropped(target: Target) -> None:
    for name in target.record.as_files():
        if name not in ("log.jsonl", "checkpoints.jsonl"):
            target.record.raw[name] = None


@mutation("a key stands there twice")
def json_with_a_key_twice(target: Target) -> None:
    text = target.record.as_files()["result.json"]
    target.record.raw["result.json"] = text.replace('"roll":', '"roll": 3, "roll":')


@mutation("NaN is not a whole number")
def json_with_nan(target: Target) -> None:
    target.record.raw["result.json"] = '{"contests": [], "roll": NaN}\n'


@mutation("a number is too long")
def json_with_a_huge_number(target: Target) -> None:
    target.record.raw["log.jsonl"] = f'{{"seq": {"9" * 100_000}}}\n'


@mutation("is nested too deeply")
def json_without_a_bottom(target: Target) -> None:
    target.record.raw["log.jsonl"] = "[" * 20 + "]" * 20 + "\n"
