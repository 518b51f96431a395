"""Who wrote what: git history, the people in it, and the credit that each of them gets."""
