"""Mutations by somebody inside: every head, root and sum is put right after the forgery.

First without the round's signing key, so that old signatures stay where they were; then with the
key, or with a key of the forger's own.
"""

from endorsements.protocol import chain
from endorsements.protocol.records import CODE_ALPHABET
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.rule_words import rule_in_words
from tests.endorsements.verifier.forgery import copied, flipped
from tests.endorsements.verifier.mutations import (
    CHECKPOINT,
    PYNACL,
    RECEIPT,
    Target,
    mutation,
)

SIGNATURE = "is not the round's"
OWN_SEED = bytes(32)


def _settle(target: Target) -> None:
    target.record.recount()
    target.record.rechain()


def _set_choice(target: Target, choice: str) -> None:
    """Let the victim's code for governor stand beside another choice."""
    code = target.receipt.codes["governor"]
    records = target.record.records["governor"]
    target.record.records["governor"] = [
        (one, choice if one == code else selection) for one, selection in records
    ]


def _drop_victim(target: Target) -> None:
    for line in target.record.casts_of(target.slot):
        target.record.remove(line)
    target.record.inner.remove(target.receipt.inner_hash)
    for contest, code in target.receipt.codes.items():
        records = target.record.records[contest]
        target.record.records[contest] = [record for record in records if record[0] != code]


def _cast(target: Target, slot: str, version: int) -> None:
    payload = {"slot": slot, "version": version, "commitment": "c0" * 32}
    target.record.insert(chain.CAST, payload)


def _exchange_victims_ballot(target: Target, choice: str) -> None:
    """Another inner ballot, with fresh codes, in the place of the victim's."""
    target.record.inner.remove(target.receipt.inner_hash)
    target.record.inner.append(flipped(target.receipt.inner_hash))
    for contest, code in target.receipt.codes.items():
        records = target.record.records[contest]
        records[:] = [r for r in records if r[0] != code]
        records.append((CODE_ALPHABET[0] * 12, choice))


@mutation(SIGNATURE, PYNACL, RECEIPT, CHECKPOINT)
def choice_changed_and_all_counted_anew(target: Target) -> None:
    _set_choice(target, "ash")
    _settle(target)


@mutation(SIGNATURE, PYNACL, RECEIPT, CHECKPOINT)
def ballot_exchanged_in_the_mixing(target: Target) -> None:
    _exchange_victims_ballot(target, "ash")
    _settle(target)


@mutation(SIGNATURE, PYNACL, RECEIPT, CHECKPOINT)
def voter_erased(target: Target) -> None:
    _drop_victim(target)
    _drop_berkshire_below_minimum(target)


def _drop_berkshire_below_minimum(target: Target) -> None:
    """With one ballot less the chapter's contest is published as sums alone."""
    records = target.record.records["berkshire"]
    _settle(target)
    del target.record.records["berkshire"]
    target.record.raw["records/berkshire.csv"] = None
    assert len(records) == target.record.payload(chain.TALLY)["records"]["berkshire"]["count"]


@mutation("is not the round's", PYNACL, CHECKPOINT)
def ballot_stuffed_for_somebody_who_did_not_vote(target: Target) -> None:
    record = target.record
    only_governor = next(s for s, keys in record.definition["styles"].items() if len(keys) == 1)
    voted = {line["payload"].get("slot") for line in record.log}
    slot = next(s for s, style in record.roll if style == only_governor and s not in voted)
    _cast(target, slot, 1)
    record.inner.append("ab" * 32)
    record.records["governor"].append(("AAAAAAAAAAAA", "ash"))
    _settle(target)


@mutation("is not the round's", PYNACL, RECEIPT, CHECKPOINT)
def ballot_replaced_by_a_later_version(target: Target) -> None:
    _cast(target, target.slot, 3)
    _exchange_victims_ballot(target, "ash")
    _settle(target)


@mutation("is a ballot from a slot that is not on the roll")
def ballot_stuffed_from_a_made_up_slot(target: Target) -> None:
    target.record.recount()
    _cast(target, "ee" * 16, 1)
    target.record.rechain()


@mutation("have a gap")
def first_version_of_a_changed_ballot_removed(target: Target) -> None:
    target.record.remove(target.record.casts_of(target.slot)[0])
    target.record.rechain()


@mutation("repeats version")
def same_version_twice(target: Target) -> None:
    _cast(target, target.slot, 2)
    target.record.rechain()


@mutation("stands after the close entry")
def ballot_after_the_close(target: Target) -> None:
    payload = {"slot": target.slot, "version": 3, "commitment": "c0" * 32}
    target.record.insert(chain.CAST, payload, before=chain.MIX)
    target.record.rechain()


@mutation("was made while the round was held")
def ballot_while_held(target: Target) -> None:
    payload = {"slot": target.slot, "version": 3, "commitment": "c0" * 32}
    target.record.insert(chain.CAST, payload, before=chain.RELEASE)
    target.record.rechain()


@mutation("is a ballot from a slot that was voided")
def ballot_after_it_was_voided(target: Target) -> None:
    slot = target.record.payload(chain.VOID)["slot"]
    _cast(target, slot, 2)
    target.record.rechain()


@mutation("does not match the ballots in the log before it")
def victim_voided_but_counted(target: Target) -> None:
    target.record.insert(chain.VOID, {"slot": target.slot, "reason": "no reason"})
    target.record.rechain()


@mutation(SIGNATURE, PYNACL, RECEIPT, CHECKPOINT)
def victim_voided_and_not_counted(target: Target) -> None:
    kept = copied(target.record.casts_of(target.slot))
    _drop_victim(target)
    for line in kept:
        target.record.log.insert(target.record.log.index(target.record.entry(chain.CLOSE)), line)
    target.record.insert(chain.VOID, {"slot": target.slot, "reason": "no reason"})
    _drop_berkshire_below_minimum(target)


@mutation(SIGNATURE, PYNACL, CHECKPOINT)
def candidate_withdrawn(target: Target) -> None:
    payload = {"contest": "governor", "candidate": "cedar"}
    target.record.insert(chain.WITHDRAW, payload)
    _settle(target)


@mutation(SIGNATURE, PYNACL, CHECKPOINT)
def withdrawal_concealed(target: Target) -> None:
    target.record.remove(target.record.entry(chain.WITHDRAW))
    _settle(target)


@mutation("there is no such candidate")
def somebody_withdrawn_who_never_stood(target: Target) -> None:
    payload = {"contest": "governor", "candidate": "nobody"}
    target.record.insert(chain.WITHDRAW, payload)
    _settle(target)


@mutation(SIGNATURE, PYNACL, CHECKPOINT)
def threshold_lowered_from_the_beginning(target: Target) -> None:
    contest = target.record.definition["contests"][0]
    contest["threshold"]["share"] = "1/2"
    contest["rule"] = rule_in_words(rule_from_definition(contest))
    target.record.refound()
    _settle(target)


@mutation("voters were told")
def threshold_lowered_behind_the_voters_backs(target: Target) -> None:
    target.record.definition["contests"][0]["threshold"]["share"] = "1/2"
    target.record.refound()
    _settle(target)


@mutation(SIGNATURE, PYNACL, CHECKPOINT)
def roll_enlarged_from_the_beginning(target: Target) -> None:
    target.record.roll.append(["ff" * 16, target.record.roll[0][1]])
    target.record.refound()
    _recount_small_ones(target)
    _settle(target)


def _recount_small_ones(target: Target) -> None:
    """Contests without records know how many members might have voted in them, too."""
    style = target.record.roll[-1][1]
    for result in target.record.result["contests"]:
        if result["contest"] in target.record.definition["styles"][style]:
            result["eligible"] += 1


@mutation(SIGNATURE, PYNACL, CHECKPOINT)
def hold_concealed(target: Target) -> None:
    target.record.remove(target.record.entry(chain.HOLD))
    target.record.remove(target.record.entry(chain.RELEASE))
    _settle(target)


@mutation(SIGNATURE, PYNACL, CHECKPOINT)
def extension_concealed(target: Target) -> None:
    target.record.remove(target.record.entry(chain.EXTEND))
    _settle(target)


@mutation("closed before its time, and no reason is given")
def early_close_passed_off_as_due(target: Target) -> None:
    del target.record.payload(chain.CLOSE)["early"]
    target.record.rechain()


@mutation("certified before the tally key was destroyed")
def destruction_of_the_tally_key_removed(target: Target) -> None:
    line = next(x for x in target.record.log if x["payload"] == {"key": "tally"})
    target.record.remove(line)
    target.record.rechain()


@mutation(SIGNATURE, PYNACL, CHECKPOINT)
def destruction_of_the_mix_key_concealed(target: Target) -> None:
    line = next(x for x in target.record.log if x["payload"] == {"key": "mix"})
    target.record.remove(line)
    target.record.rechain()


@mutation("The definition is that of another round")
def record_of_another_round(target: Target) -> None:
    target.record.definition["round"] = "ab" * 16
    target.record.refound()
    _settle(target)


@mutation("slots voted, 14 ballots were counted")
def more_ballots_counted_than_slots_voted(target: Target) -> None:
    target.record.records["governor"].append(("AAAAAAAAAAAA", "ash"))
    _settle(target)


@mutation("the mix entry has another number of ballots")
def more_ballots_mixed_than_slots_voted(target: Target) -> None:
    target.record.inner.append("ab" * 32)
    _settle(target)


@mutation("is not what the record comes to")
def wrong_result_with_its_own_hash(target: Target) -> None:
    target.record.result["roll"] += 1
    target.record.rehash_result()
    target.record.rechain()


@mutation("the tally entry has another number of ballots")
def ballots_on_paper(target: Target) -> None:
    payload = {"count": 1, "root": "ab" * 32, "styles": {"S1": 1}}
    target.record.insert(chain.PAPER, payload, before=chain.TALLY)
    target.record.rechain()


@mutation("does not match its own numbers")
def ballots_on_paper_of_no_style(target: Target) -> None:
    payload = {"count": 1, "root": "ab" * 32, "styles": {}}
    target.record.insert(chain.PAPER, payload, before=chain.TALLY)
    target.record.rechain()


@mutation("more ballots on paper were entered than members")
def more_ballots_on_paper_than_members_are_left(target: Target) -> None:
    payload = {"count": 500, "root": "ab" * 32, "styles": {"S1": 500}}
    target.record.insert(chain.PAPER, payload, before=chain.TALLY)
    target.record.rechain()


@mutation("slots voted and 1 on paper, ")
def ballots_on_paper_that_nobody_counted(target: Target) -> None:
    payload = {"count": 1, "root": "ab" * 32, "styles": {"S1": 1}}
    target.record.insert(chain.PAPER, payload, before=chain.TALLY)
    target.record.payload(chain.TALLY)["count"] += 1
    target.record.rechain()


@mutation("has ballot styles without contests")
def slot_added_with_a_made_up_style(target: Target) -> None:
    payload = {"slot": "ee" * 16, "style": "S9"}
    target.record.insert(chain.ROLL_ADD, payload)
    _settle(target)


@mutation("another signature", RECEIPT, CHECKPOINT)
def choice_changed_and_signed_with_another_key(target: Target) -> None:
    _set_choice(target, "ash")
    target.record.recount()
    target.record.resign(OWN_SEED)


@mutation("the receipt says", RECEIPT, CHECKPOINT)
def choice_changed_and_signed_with_the_key(target: Target) -> None:
    _set_choice(target, "ash")
    target.record.recount()
    target.record.resign(target.eventful.seed)


@mutation("did not come out of the mixing", RECEIPT, CHECKPOINT)
def ballot_exchanged_and_signed_with_the_key(target: Target) -> None:
    _exchange_victims_ballot(target, "ash")
    target.record.recount()
    target.record.resign(target.eventful.seed)


@mutation("version 3 replaced it", RECEIPT, CHECKPOINT)
def later_version_signed_with_the_key(target: Target) -> None:
    _cast(target, target.slot, 3)
    _exchange_victims_ballot(target, "ash")
    target.record.recount()
    target.record.resign(target.eventful.seed)


@mutation("the log stood otherwise", CHECKPOINT)
def log_reordered_and_signed_with_the_key(target: Target) -> None:
    lines = target.record.log
    lines[3], lines[4] = lines[4], lines[3]
    lines[3]["seq"], lines[4]["seq"] = 3, 4
    target.record.resign(target.eventful.seed)


@mutation("the log ends at entry", CHECKPOINT)
def certification_undone(target: Target) -> None:
    seq = target.record.entry(chain.TALLY)["seq"]
    del target.record.log[seq + 1 :]
    del target.record.checkpoints[-1]
