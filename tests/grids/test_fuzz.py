"""A short, seeded run of the fuzz job; the long one is ``python -m tests.grids.fuzz``."""

from __future__ import annotations

import random

from .fuzz import mutate, own_seeds, run


def test_damaged_files_end_in_one_of_the_three_states() -> None:
    found = run(own_seeds(), random.Random(2022), lambda runs: runs >= 400)
    assert not found.causes, list(found.causes)
    assert sum(found.ends.values()) >= 400
    assert found.ends["read"] + found.ends["warned"] > 100  # else the mutator breaks too much to reach the readers


def test_the_same_seed_gives_the_same_files() -> None:
    seeds = own_seeds()
    first, second = ([mutate(seed, seeds, random.Random(7)) for seed in seeds] for _ in range(2))
    assert first == second
