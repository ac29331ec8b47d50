pip install "hermes-agent[anthropic]"
