"""The built site in a real Chromium: what a reader sees, and what a first visit costs."""
