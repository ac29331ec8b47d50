"""Tests of the set-up, against registries of other days."""
