"""The set-up: the scripts that install the locks, and the module that writes them."""
