"""The site as it is built from its sources, and the facts that it states."""
