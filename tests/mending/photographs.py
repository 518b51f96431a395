"""Small photographs with all that cameras write beside them."""

import io

from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP")


def picture(mode: str = "RGB") -> Image.Image:
    image = Image.linear_gradient("L").resize((40, 24)).convert("RGB")
    image.paste((200, 30, 30), (0, 0, 12, 9))
    return image.convert(mode)


def traces(turned: int = 1) -> bytes:
    """Return EXIF data with a name, a number, a date and a place."""
    data = Image.Exif()
    data.update({0x0112: turned, 0x013B: "Ann", 0x8298: "Ann GPS"})
    data.get_ifd(0x8769).update({0x9003: "2024:05:06 07:08:09", 0xA431: "SN-1234"})
    data.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0)})
    return data.tobytes()


def saved(form: str, mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    picture(mode).save(stream, form, **options)
    return stream.getvalue()
