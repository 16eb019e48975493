"""What a sum is worth by the odds of its stage."""

FINEST = 100
"""Minor units: an estimate has no cents, and no tenths of a toman."""


def weighted(total: int, odds: int) -> int:
    """`total` in minor units, `odds` in percent; in whole hundreds of minor units, but what is sure stays as it is."""
    return total if odds == 100 else total * odds // (100 * FINEST) * FINEST
