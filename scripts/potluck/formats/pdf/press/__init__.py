"""The press: sets sheets, each alone, and keeps them; `formats.pdf.link` makes one book of them."""
