"""Credit that programs read: one Edition -> schema.org, citations, CITATION.cff, humans.txt.

People who withhold their names are in none of them, and no address of anybody is.
"""
