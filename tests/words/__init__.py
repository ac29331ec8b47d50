"""The words gate: what pages say outside code blocks was seen by the tests, or the build fails (gate.py)."""
