"""Tests of the site's sources and of the built site."""
