"""Which commit first wrote each word that stands in a chapter today."""
