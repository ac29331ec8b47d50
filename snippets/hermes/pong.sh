hermes -z "Say pong"
