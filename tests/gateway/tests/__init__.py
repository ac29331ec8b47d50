"""Tests of the mock gateway. Numbers in brackets are sections of its specification, ../README.md."""
