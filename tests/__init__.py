"""The tests of the documentation, room by room; CONTRIBUTING.md has the map."""
