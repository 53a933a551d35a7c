"""How panes share the screen, at every size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.app.arrangement import LOWEST_PANE, MOST_PANES, NARROWEST_PANE, arrange

panes = st.integers(1, MOST_PANES)


@given(panes, st.integers(0, 500), st.integers(0, 300), st.data())
def test_at_every_size_some_pane_is_shown_and_the_active_one_is_among_them(
    count: int, width: int, height: int, data: st.DataObject
) -> None:
    active = data.draw(st.integers(0, count - 1))
    arrangement = arrange(count, width, height)
    shown = arrangement.shown(active, count)
    assert 1 <= arrangement.visible <= count
    assert len(shown) == arrangement.visible
    assert active in shown
    assert shown.start >= 0
    assert shown.stop <= count
    assert arrangement.switched(count) == (len(shown) < count)


@given(panes, st.integers(0, 500), st.integers(0, 300))
def test_no_pane_is_crushed_to_make_room_for_another(count: int, width: int, height: int) -> None:
    arrangement = arrange(count, width, height)
    if arrangement.visible > 1 and arrangement.stacked:
        assert height // arrangement.visible >= LOWEST_PANE
    elif arrangement.visible > 1:
        assert width // arrangement.visible >= NARROWEST_PANE


@given(panes, st.integers(0, 500), st.integers(0, 300))
def test_more_room_never_shows_fewer_panes(count: int, width: int, height: int) -> None:
    visible = arrange(count, width, height).visible
    assert arrange(count, width + 1, height).visible >= visible
    assert arrange(count, width, height + 1).visible >= visible


@pytest.mark.parametrize(
    ("count", "width", "height", "visible", "stacked"),
    [
        (1, 80, 24, 1, False),
        (2, 100, 30, 2, False),
        (2, 60, 40, 2, True),
        (2, 60, 20, 1, False),
        (4, 200, 60, 4, False),
        (2, 1, 1, 1, False),
    ],
)
def test_usual_screens(count: int, width: int, height: int, visible: int, stacked: bool) -> None:
    arrangement = arrange(count, width, height)
    assert (arrangement.visible, arrangement.stacked) == (visible, stacked)
