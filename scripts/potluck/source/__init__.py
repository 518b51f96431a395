"""Files to Manuscript: every value knows its file and line, and nothing is judged here."""
