"""Made-up ballots, the same for the same seed: a few favourites, and voters who differ."""

from collections.abc import Callable, Iterator
from random import Random

WEIGHT_OF_THE_NEXT = 0.85  # of each candidate, beside the one before
CHANCE_TO_STOP = 0.2735  # after each rank; a million rankings of twelve are 243,000 different ones
CHANCE_OF_APPROVAL = 0.55  # of the favourite; of the others by their weight
HIGHEST = 5


def keys_of(candidates: int) -> tuple[str, ...]:
    """Keys as long as surnames are."""
    return tuple(f"candidate-{number}" for number in range(1, candidates + 1))


def rankings(chance: Random, candidates: int) -> Iterator[str]:
    """Rankings: the order drawn by weight (Plackett and Luce), and cut after some rank."""
    for order in _orders(chance, candidates):
        yield ">".join(order)


def scores(chance: Random, candidates: int) -> Iterator[str]:
    """Scores: the more favoured, the more points; the last ones are left without."""
    keys = keys_of(candidates)
    for order in _orders(chance, candidates):
        points = {
            key: max(HIGHEST - place - chance.randrange(2), 0) for place, key in enumerate(order)
        }
        yield " ".join(f"{key}:{points[key]}" for key in keys if key in points)


def approvals(chance: Random, candidates: int) -> Iterator[str]:
    """Approvals: of each candidate for themselves."""
    likely = [
        (key, CHANCE_OF_APPROVAL * weight)
        for key, weight in zip(keys_of(candidates), _weights(candidates), strict=True)
    ]
    while True:
        yield " ".join(key for key, share in likely if chance.random() < share)


def choices(chance: Random, candidates: int) -> Iterator[str]:
    """One mark each."""
    keys, weights = keys_of(candidates), _weights(candidates)
    while True:
        yield from chance.choices(keys, weights, k=1000)


def _weights(candidates: int) -> list[float]:
    return [WEIGHT_OF_THE_NEXT**place for place in range(candidates)]


def _orders(chance: Random, candidates: int) -> Iterator[list[str]]:
    rates = list(zip(_weights(candidates), keys_of(candidates), strict=True))
    draw, wait = chance.random, chance.expovariate
    while True:
        # Whoever comes first of exponential waits is drawn in proportion to the weights.
        order = [key for _, key in sorted((wait(rate), key) for rate, key in rates)]
        length = 1
        while length < candidates and draw() > CHANCE_TO_STOP:
            length += 1
        yield order[:length]


KINDS: dict[str, Callable[[Random, int], Iterator[str]]] = {
    "rankings": rankings,
    "scores": scores,
    "approvals": approvals,
    "choices": choices,
}
