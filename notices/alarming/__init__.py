"""Telling those on call: whom, with which words, how often, and of what the service notices by itself."""
