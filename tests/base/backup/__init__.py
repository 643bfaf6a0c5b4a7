"""Tests of backups: the drill, its refusals, and a point in time."""
