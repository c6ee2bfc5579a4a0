"""Pings as Healthchecks takes them: a job that can do no more than fetch an address tells of its runs, too."""
