"""Blocks done by threads or by any executor, handed back in their order whatever the order in which they end."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

from qedescent.numeric.blocks import Block, Part, work
from qedescent.numeric.cache import Cache

AHEAD = 4096  # blocks handed out before the next in order is done: bounds the memory and not the workers
Progress = Callable[[int, int], Any]  # called with the number of blocks done and their number in all


def carried_out(
    blocks: Sequence[Block], *, executor: Executor | None, threads: int, cache: Cache | None, progress: Progress | None
) -> Iterator[Part]:
    """The parts of the blocks in order, each kept in the cache as soon as it is done.

    When this ends early (an error, Ctrl-C, a worker that died), what waits is called off, threads leave their block at
    the next draw of noise, and what was finished is in the cache.
    """
    moved = progress or _unseen
    if executor is None and (threads <= 1 or len(blocks) == 1):
        for i, block in enumerate(blocks):
            yield cache and cache.load(block) or _kept(block, work(block), cache)
            moved(i + 1, len(blocks))
    elif executor is None:
        with ThreadPoolExecutor(threads) as pool:
            yield from _spread(blocks, pool, cache, moved)
    else:
        yield from _spread(blocks, executor, cache, moved)


def _unseen(done: int, total: int) -> None:
    """No progress is shown."""


def _kept(block: Block, part: Part, cache: Cache | None) -> Part:
    if cache:
        cache.store(block, part)
    return part


@dataclass
class _Spread:
    """Blocks under way: the futures that are out, and the parts that are back before their turn."""

    blocks: Sequence[Block]
    executor: Executor
    cache: Cache | None
    out: dict[Future[Part], int] = field(default_factory=dict)
    back: dict[int, Part] = field(default_factory=dict)
    ended: SimpleQueue[Future[Part]] = field(default_factory=SimpleQueue)
    off: Event = field(default_factory=Event)

    def send(self, i: int) -> None:
        """From the cache, or to the executor."""
        known = self.cache.load(self.blocks[i]) if self.cache else None
        if known:
            self.back[i] = known
            return
        calling_off = (self.off.is_set,) if isinstance(self.executor, ThreadPoolExecutor) else ()
        future = self.executor.submit(work, self.blocks[i], *calling_off)
        self.out[future] = i
        future.add_done_callback(self.ended.put)

    def take(self) -> None:
        """Wait for one to end. The time-out only lets Ctrl-C in where a waiting lock would keep it out."""
        try:
            future = self.ended.get(timeout=1.0)
        except Empty:
            return
        i = self.out.pop(future)
        self.back[i] = _kept(self.blocks[i], _result(future, self.executor), self.cache)

    def call_off(self) -> None:
        self.off.set()
        for future in self.out:
            future.cancel()
        for future, i in self.out.items():
            if future.done() and not future.cancelled() and not future.exception():
                _kept(self.blocks[i], future.result(), self.cache)


def _spread(blocks: Sequence[Block], executor: Executor, cache: Cache | None, moved: Progress) -> Iterator[Part]:
    spread, sent = _Spread(blocks, executor, cache), 0
    try:
        for i in range(len(blocks)):
            while sent < min(len(blocks), i + AHEAD) and i not in spread.back:
                spread.send(sent)
                sent += 1
            while i not in spread.back:
                spread.take()
                moved(i + len(spread.back), len(blocks))
            yield spread.back.pop(i)
    finally:
        spread.call_off()


def _result(future: Future[Part], executor: Executor) -> Part:
    try:
        return future.result()
    except (pickle.PicklingError, AttributeError, TypeError) as wrong:
        if "pickle" not in str(wrong).lower():
            raise
        raise ValueError(f"{type(executor).__name__} sends blocks to other processes, and this one cannot be sent: {wrong}. "
                         "Define its functions and classes at the top level of a module, or use threads.") from wrong  # fmt: skip
