"""Drawings: SVG that only draws. What could run, load or grow is refused by name."""

import re
from collections.abc import Iterator

from lxml import etree

from potluck.pictures import PictureProblem

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MAX_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS = 50_000
MAX_SIDE = 20_000  # user units

_ELEMENTS = frozenset({
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse"),
    *("line", "polyline", "polygon", "text", "tspan", "marker", "clipPath", "linearGradient"),
    *("radialGradient", "stop", "style"),
})  # fmt: skip
_FORBIDDEN_TEXT = re.compile(
    r"@|\\|expression|url\(\s*['\"]?(?!['\"]?#)|javascript:", re.IGNORECASE
)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|in|cm|mm)?\s*")
_UNITS = {None: 1.0, "": 1.0, "px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}


def clean(data: bytes) -> tuple[bytes, int, int]:
    """Return the drawing without comments, metadata and foreign markup, and its size in units.

    Raises PictureProblem where it is damaged, too large, or does anything but draw.
    """
    root = _parse(data)
    _drop_foreign(root)
    for element in root.iter(etree.Element):
        _inspect(element)
    _refuse_growth(root)
    width, height = _size(root)
    root.set("width", str(width))
    root.set("height", str(height))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xlink"])
    return etree.tostring(root, encoding="utf-8"), width, height


def _parse(data: bytes) -> etree._Element:
    if len(data) > MAX_BYTES:
        raise PictureProblem("The drawing is larger than 2 MB", "export it as PNG")
    if b"<!ENTITY" in data:
        raise PictureProblem("The drawing defines entities", "export it as plain SVG")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PictureProblem(
            f"The drawing is damaged ({error})", "export it again as plain SVG"
        ) from error
    if root.tag != f"{{{SVG}}}svg":
        raise PictureProblem("The file is not an SVG drawing", "export it as plain SVG")
    return root


def _drop_foreign(root: etree._Element) -> None:
    """Remove what editors leave behind: elements and attributes of other vocabularies."""
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element)
        parent = element.getparent()
        if parent is not None and (name.namespace != SVG or name.localname == "metadata"):
            parent.remove(element)
            continue
        for attribute in list(element.attrib):
            space = etree.QName(attribute).namespace
            if space not in {None, XLINK, "http://www.w3.org/XML/1998/namespace"}:
                del element.attrib[attribute]


def _inspect(element: etree._Element) -> None:
    name = etree.QName(element).localname
    if name not in _ELEMENTS:
        raise PictureProblem(
            f"The drawing contains <{name}>, which is not allowed",
            "remove it, or export the drawing as PNG",
        )
    if name == "style" and _FORBIDDEN_TEXT.search("".join(map(str, element.itertext()))):
        raise PictureProblem("The drawing's styles load or import something", "export as plain SVG")
    for attribute, value in element.attrib.items():
        _inspect_attribute(name, etree.QName(attribute).localname, str(value))


def _inspect_attribute(element: str, attribute: str, value: str) -> None:
    if attribute.lower().startswith("on"):
        raise PictureProblem(f"The drawing runs a script ({attribute})", "remove it")
    if attribute == "href" and not value.startswith("#"):
        raise PictureProblem(
            f"The drawing loads something from elsewhere ({element})", "embed nothing, draw it"
        )
    if attribute != "href" and "(" in value and _FORBIDDEN_TEXT.search(value):
        raise PictureProblem(f"The drawing's `{attribute}` loads something", "export as plain SVG")


def _refuse_growth(root: etree._Element) -> None:
    """Refuse drawings that grow when drawn: `use` of something that itself uses something."""
    if sum(1 for _ in root.iter(etree.Element)) > MAX_ELEMENTS:
        raise PictureProblem("The drawing has too many parts", "export it as PNG")
    holders = {element.get("id") for element in root.iter(etree.Element) if _has_use(element)}
    for target in _used(root):
        if target in holders:
            raise PictureProblem(
                "The drawing repeats parts inside repeated parts", "export it as PNG"
            )


def _has_use(element: etree._Element) -> bool:
    return next(element.iterdescendants(f"{{{SVG}}}use"), None) is not None or (
        element.tag == f"{{{SVG}}}use"
    )


def _used(root: etree._Element) -> Iterator[str]:
    for use in root.iter(f"{{{SVG}}}use"):
        yield (use.get("href") or use.get(f"{{{XLINK}}}href") or "#")[1:]


def _size(root: etree._Element) -> tuple[int, int]:
    """Return width and height in user units: of the viewBox, else of the attributes."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        width, height = (float(box[2]), float(box[3])) if len(box) == 4 else _attributes(root)
    except ValueError as error:
        raise PictureProblem(
            "The drawing's viewBox is not four numbers", "export it again"
        ) from error
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise PictureProblem("The drawing has no usable size", "give it a viewBox")
    if len(box) != 4:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    return max(1, round(width)), max(1, round(height))


def _attributes(root: etree._Element) -> tuple[float, float]:
    return _length(root.get("width")), _length(root.get("height"))


def _length(text: str | None) -> float:
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _UNITS[match[2]] if match else 0.0
