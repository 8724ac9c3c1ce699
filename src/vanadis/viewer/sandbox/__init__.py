"""Runs one SELECT of a stranger in a process that cannot do anything else."""
