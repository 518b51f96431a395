"""What the workflows of a book on GitHub call: report, comment, editions, pages, release.

Two halves that never meet in one job. `report` and `editions` run where a stranger's change is
checked, without secrets. `pull` runs where comments may be written, from the default branch, and
knows the change only as data: an artifact that anybody could have forged.
"""
