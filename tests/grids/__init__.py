"""Tests of the room ``grids``: samples, contract, faults, and the door."""
