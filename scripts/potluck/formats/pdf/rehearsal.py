"""A sheet that nobody wants: whoever has set it is quick to set those of the book.

In a process that was just forked, the first sheet costs 0.2 s more than the others, for types,
hyphens, fonts and styles. So cells practise while the pages are still being composed.
"""

from potluck.formats.pdf import forme
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.press.setting import SheetOrder
from potluck.formats.pdf.typecase import Typecase
from potluck.formats.pdf.variants import Variant
from potluck.model import Edition

_WORDS = (
    '<div class="body"><section class="sheet chapter"><header class="opener for-chapter"><h1 '
    'class="chapter-title">Rehearsal</h1></header><div class="words for-chapter"><p>A paragraph in '
    '<em>several</em> <strong>faces</strong> and <code>codes</code><span class="footnote">A note.'
    f"</span>.</p><p>{'Extraordinarily incomprehensible representations. ' * 9}</p><h2>A heading"
    "</h2><ul><li>½ a list</li></ul><table><tr><th>A</th><td>table</td></tr></table></div>"
    "</section></div>"
)


def order(edition: Edition, case: Typecase, variant: Variant) -> SheetOrder:
    """Return the order for a sheet in the look and the language of most sheets of a book."""
    book = Forme(edition, (), variant, case)
    return SheetOrder(book.look(_WORDS, "sheet"), forme.plain(book, [_WORDS]))
