"""What of a request arrives at the provider: the gateway drops, changes and puts in (2.17)."""
