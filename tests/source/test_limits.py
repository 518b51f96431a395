"""The quick look at a body agrees with the long one."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from potluck.source import limits

PIECES = st.sampled_from(["[", "]", "](", "~~", "*", "<", "&", "- ", "> ", "\n", "\n\n", "word "])
BODIES = st.builds(
    lambda pieces, times: "".join(pieces) * times,
    st.lists(PIECES, max_size=8),
    st.sampled_from([1, 9, 60, 300, 3000]),
)


@given(BODIES)
def test_a_small_chapter_has_no_paragraph_that_is_too_much(body: str) -> None:
    quick = list(limits.over_limits(body))
    with patch.object(limits, "_surely_small", return_value=False):
        assert list(limits.over_limits(body)) == quick
