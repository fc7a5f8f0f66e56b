"""Random ranked profiles, the same every time, in the words of whoever counts them."""

from endorsements.tally.selections import write_ranks


def random_profile(dice, keys, *, kinds, most):
    """Ranking (a tuple of keys, nobody twice) to number of ballots; some candidates are liked more.

    Args:
        kinds: how many different rankings at most.
        most: most ballots of one kind.
    """
    liking = {key: dice.uniform(0.2, 1) for key in keys}
    profile = {}
    for _ in range(kinds):
        order = sorted(keys, key=lambda key: dice.random() ** (1 / liking[key]), reverse=True)
        ranking = tuple(order[: dice.randint(1, len(keys))])
        profile[ranking] = profile.get(ranking, 0) + dice.randint(1, most)
    return profile


def as_selections(profile):
    return {write_ranks([[key] for key in ranking]): number for ranking, number in profile.items()}
