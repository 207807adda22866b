"""Work is given up in time, in any thread, whatever it swallows; what it returns or raises comes back."""

import threading
import time

import pytest

from qedescent.proofs.limits import within


def test_what_the_work_returns_or_raises_comes_back():
    assert within(10, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(10, lambda: 1 // 0)


def endless():
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            pass


def test_endless_work_is_stopped_though_it_swallows_exceptions():
    before = threading.active_count()
    with pytest.raises(TimeoutError, match=r"within 0\.05 s"):
        within(0.05, endless)
    assert threading.active_count() == before


def test_the_limit_holds_outside_the_main_thread_and_leaves_alarms_alone():
    said = []

    def ask():
        try:
            within(0.05, endless)
        except TimeoutError as why:
            said.append(str(why))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(10)
    assert said == ["no answer within 0.05 s"]


def test_exits_of_the_work_are_no_exits_of_the_thread():
    with pytest.raises(SystemExit):
        within(10, lambda: (_ for _ in ()).throw(SystemExit(3)))
