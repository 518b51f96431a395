"""The linker: shards -> one PDF, as a linker of programs joins object files. It sets no type.

Steps
-----

1. **Page** (`paging`): sheets follow each other, a blank page before one that must begin on the
   right. Front matter is numbered in roman, the body in arabic numerals; each anchor has a page.
2. **Relocate** (`relocated`): each shard gets the next free object numbers; its templates are
   formatted with them, in one operation each. Streams that are the same to the byte (pictures, the
   colour profile) are written once.
3. **Complete the pages** (`furniture`): left pages are right pages whose `/MediaBox` is shifted by
   the difference of the margins, so nothing in them moves. Running heads and page numbers are
   streams of their own, marked as artifacts; page numbers within the text are filled in
   (`press.slots`).
4. **Embed fonts**: one subset for each face, of all glyphs that any sheet uses.
5. **Grow the trees** (`trees`): pages, names, outline, structure with its tree of parents.
6. **Write** (`writer`): object streams, a cross-reference stream, an id made of all of this.

Format of a shard: `formats.pdf.press.shard`. Object numbers are dense and given in the order of the
book, so the bytes depend on the book alone, never on what was in a cache.
"""
