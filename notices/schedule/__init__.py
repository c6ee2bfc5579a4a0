"""What the worker does, and when: a file per subject, each a list of jobs; `running` keeps the clock."""
