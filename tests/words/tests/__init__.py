"""Tests of the words gate, and of the pages' words."""
