"""What other programs are told: their configuration files and style sheets, as small as they go."""

MKDOCS = """\
site_name: {title}
theme:
  name: material
  font: false
markdown_extensions:
  - def_list
  - footnotes
  - tables
{plugins}"""
SEARCH = """\
plugins:
  - search
"""
TO_PDF = """\
plugins:
  - to-pdf:
      output_path: book.pdf
"""
PRINT_SITE = """\
use_directory_urls: false
extra_css:
  - a5.css
plugins:
  - print-site:
      toc_depth: 1
      enumerate_headings: false
"""

PAGE = """\
@page { size: A5; margin: 20mm 17mm 22mm; @bottom-center { content: counter(page) } }
body { font-size: 10pt; line-height: 1.35 }
h1 { break-before: page }
img { max-width: 100%; max-height: 120mm }
"""
CONTENTS = """\
#TOC ul { list-style: none; padding: 0 }
#TOC a::after { content: " " target-counter(attr(href url), page) }
"""
CONTENTS_OF_VIVLIOSTYLE = """\
nav ol { list-style: none; padding: 0 }
nav a::after { content: " " target-counter(attr(href url), page) }
"""

PRINT = (
    "--headless",
    "--disable-gpu",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)

PANDOC = ("--from", "markdown", "--standalone", "--file-scope", "--toc", "--toc-depth", "1")
TYPST = 'import typst; typst.compile("book.typ", output="book.pdf")'

SPHINX = """\
project = "{title}"
author = "Everybody"
extensions = ["myst_parser"]
myst_enable_extensions = ["deflist"]
suppress_warnings = ["myst", "toc", "image"]
epub_basename = "book"
"""
TOCTREE = """
```{{toctree}}
:maxdepth: 1

{names}
```
"""


def vivliostyle(title: str, names: tuple[str, ...]) -> dict[str, object]:
    """Return the configuration of Vivliostyle."""
    return {
        "title": title,
        "language": "en",
        "size": "A5",
        "theme": "./a5.css",
        "entry": list(names),
        "toc": {"title": "Contents", "sectionDepth": 1},
        "output": "book.pdf",
    }
