"""The set-up: what installs the locks, and what writes them."""
