"""Measurements of Potluck beside other programs that do the same work: `make bench`."""
