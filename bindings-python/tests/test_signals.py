"""What a signal raises comes out of a long call, and the next call answers as ever."""

import signal

import hongyan
import numpy as np
import pytest

ROWS = 400_000


def sessions():
    at = np.arange(ROWS, dtype=np.int64)
    return {
        "session": at,
        "project": at % 50,
        "worker": at * 7_919 % 20_000,
        "form": (at % 2).astype(np.uint8),
        "ended_on": (19_700 + at % 300).astype("datetime64[D]"),
    }


class Interrupted(Exception):
    """Raised by the handler."""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers of signals")
def test_a_signal_ends_a_long_call():
    table = sessions()
    expected = hongyan.check(as_of="2024-12-31", sessions=table).summary

    def handler(signum, frame):
        raise Interrupted

    before = signal.signal(signal.SIGALRM, handler)
    try:
        # the timer is set when the tables have been taken in
        def arm(step):
            if step == "check":
                signal.setitimer(signal.ITIMER_REAL, 0.000_1)

        with pytest.raises(Interrupted):
            hongyan.check(as_of="2024-12-31", sessions=table, progress=arm)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert hongyan.check(as_of="2024-12-31", sessions=table).summary == expected
