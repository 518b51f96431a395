"""From `build/` to what readers get, and back: what is published, and what their copies are."""
