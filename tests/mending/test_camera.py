"""Pictures lose what cameras write, and nothing that is seen: proven by developing both."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from mending.photographs import FORMATS, picture, saved, traces
from potluck.mending.camera import cut, exif, orientation
from potluck.mending.parts import Damaged
from potluck.pictures.photo import develop

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a tiff:Orientation="%d" by="Ann"/></x:xmpmeta>'
SECRETS = (b"Ann", b"SN-1234", b"GPS", b"2024:05:06")


def held(data: bytes) -> tuple[dict[int, object], bytes | None, set[str]]:
    """Return what a picture holds beside itself: EXIF tags, the colour profile, other names."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        names = {str(name) for name in image.info} & {"xmp", "comment", "photoshop", "Author"}
        return dict(image.getexif()), image.info.get("icc_profile"), names


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("form", FORMATS)
def test_traces_go_and_what_is_seen_stays(form: str, turned: int) -> None:
    before = saved(form, exif=traces(turned), icc_profile=PROFILE)
    after = cut(before)
    assert [secret for secret in SECRETS if secret in before] != []
    assert [secret for secret in SECRETS if secret in after] == []
    kept = {0x0112: turned} if turned > 1 else {}
    assert held(after) == (kept, PROFILE, set())
    assert develop(after) == develop(before)
    assert orientation(after) == turned
    if form == "WEBP":  # the flags of what follows: a profile, and EXIF where it says something
        assert after[20] & 0x2C == (0x28 if kept else 0x20)
    assert cut(after) == after


@pytest.mark.parametrize("form", FORMATS)
def test_xmp_goes_and_which_way_is_up_stays(form: str) -> None:
    packet = XMP % 6
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet.decode())
    before = saved(form, **({"pnginfo": info} if form == "PNG" else {"xmp": packet}))
    after = cut(before)
    assert b"Ann" in before
    assert b"Ann" not in after
    assert held(after) == ({0x0112: 6}, None, set())
    assert develop(after) == develop(before)


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("JPEG", "CMYK", {}),  # its colours stand in the Adobe segment
        ("JPEG", "L", {"progressive": True}),
        ("JPEG", "RGB", {"restart_marker_blocks": 1}),
        ("PNG", "P", {"transparency": 3}),
        ("PNG", "RGBA", {"dpi": (300, 300)}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("GIF", "L", {"comment": b"Ann"}),
    ],
)
def test_a_picture_without_traces_stays_to_the_byte(
    form: str, mode: str, options: dict[str, object]
) -> None:
    data = saved(form, mode, **options)
    assert cut(data) == data


def test_moving_pictures_keep_moving() -> None:
    for form in ("PNG", "WEBP"):
        stream = io.BytesIO()
        frames = [picture().rotate(90 * turn) for turn in range(3)]
        frames[0].save(
            stream, form, save_all=True, append_images=frames[1:], duration=100, exif=traces()
        )
        after = cut(stream.getvalue())
        assert after != stream.getvalue()
        with Image.open(io.BytesIO(after)) as image:
            assert getattr(image, "n_frames", 1) == 3
            assert held(after)[0] == {}


def test_comments_previews_and_what_follows_the_picture_go() -> None:
    plain = saved("JPEG")
    preview = b"\xff\xe0\x00\x09JFXX\0Ann"[:11] + b""
    comment = b"\xff\xfe\x00\x05Ann"
    first = plain.index(b"\xff\xdb")
    noisy = plain[:first] + preview + comment + b"\xff\xff" + plain[first + 1 :] + saved("JPEG")
    assert cut(noisy) == plain
    drawn = saved("PNG")
    text = b"tEXtAuthor\0Ann"
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    assert cut(drawn[:33] + chunk + drawn[33:] + b"Ann") == drawn
    assert cut(saved("WEBP") + b"Ann") == saved("WEBP")


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_that_breaks_off_stays_whole(form: str) -> None:
    whole = saved(form, exif=traces(6))
    for end in range(len(whole)):
        assert cut(whole[:end]) == whole[:end]


@settings(max_examples=300, deadline=None)
@given(form=st.sampled_from(FORMATS), at=st.floats(0, 1), noise=st.binary(max_size=12))
def test_damage_is_never_an_exception(form: str, at: float, noise: bytes) -> None:
    whole = saved(form, exif=traces(3))
    place = int(at * len(whole))
    damaged = whole[:place] + noise + whole[place + len(noise) :]
    once = cut(damaged)
    assert cut(once) == once


def test_a_picture_of_ones_or_of_countless_parts_takes_no_time() -> None:
    begun = b"\xff\xd8\xff\xda\x00\x02"
    for data in (
        begun + b"\xff" * 4_000_000,
        begun + b"\xff\x00" * 2_000_000,
        b"\xff\xd8" + b"\xff\xfe\x00\x02" * 1_000_000,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0tEXt\0\0\0\0" * 300_000,
    ):
        assert cut(data) == data


def test_a_bomb_is_not_opened() -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    data = saved("PNG", exif=traces(6))
    bomb = data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]
    assert cut(bomb) == bomb
    with pytest.raises(Damaged):
        orientation(bomb)


def test_exif_that_says_which_way_is_up_says_nothing_else() -> None:
    data = Image.Exif()
    data.load(exif(8))
    assert dict(data) == {0x0112: 8}
