"""What the Makefile's targets call: update, mutants, bench, screenshots; what they share with the tests."""
