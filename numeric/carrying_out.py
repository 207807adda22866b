"""Blocks done by threads or by any executor, handed back in their order whatever the order in which they end."""

from __future__ import annotations

import pickle
from collections.abc import Generator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event

from qedescent.numeric.blocks import Block, Part, work
from qedescent.numeric.cache import Cache
from qedescent.numeric.progress import Progress

AHEAD = 4096  # blocks handed out before the next in order is done: bounds the memory and not the workers


def carried_out(
    blocks: Sequence[Block], *, executor: Executor | None, threads: int, cache: Cache | None, progress: Progress | None
) -> Generator[Part, None, None]:
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
    """Blocks under way: `done` of them in all, the futures that are out, and the parts that are back before their turn."""

    blocks: Sequence[Block]
    executor: Executor
    cache: Cache | None
    moved: Progress
    done: int = 0
    out: dict[Future[Part], int] = field(default_factory=dict)
    back: dict[int, Part] = field(default_factory=dict)
    ended: SimpleQueue[Future[Part]] = field(default_factory=SimpleQueue)
    off: Event = field(default_factory=Event)

    @property
    def in_threads(self) -> bool:
        return isinstance(self.executor, ThreadPoolExecutor)

    def send(self, i: int) -> None:
        """From the cache, or to the executor."""
        known = self.cache.load(self.blocks[i]) if self.cache else None
        if known:
            return self.receive(i, known)
        future = self.executor.submit(work, self.blocks[i], *((self.off.is_set,) if self.in_threads else ()))
        self.out[future] = i
        future.add_done_callback(self.ended.put)

    def take(self) -> None:
        """Wait for one to end. The time-out only lets Ctrl-C in where a waiting lock would keep it out."""
        try:
            future = self.ended.get(timeout=1.0)
        except Empty:
            return
        i = self.out.pop(future)
        self.receive(i, _kept(self.blocks[i], _result(future, self.executor), self.cache))

    def receive(self, i: int, part: Part) -> None:
        self.back[i], self.done = part, self.done + 1
        self.moved(self.done, len(self.blocks))

    def call_off(self) -> None:
        """Begin nothing more, and keep what is finished."""
        self.off.set()
        for future in self.out:
            future.cancel()
        if self.in_threads:
            wait(self.out)  # not long: they look at `off`
        for future, i in self.out.items():
            if future.done() and not future.cancelled() and not future.exception():
                _kept(self.blocks[i], future.result(), self.cache)


def _spread(blocks: Sequence[Block], executor: Executor, cache: Cache | None, moved: Progress) -> Generator[Part, None, None]:
    spread, sent = _Spread(blocks, executor, cache, moved), 0
    try:
        for i in range(len(blocks)):
            while sent < min(len(blocks), i + AHEAD) and i not in spread.back:
                spread.send(sent)
                sent += 1
            while i not in spread.back:
                spread.take()
            yield spread.back.pop(i)
    except BaseException as wrong:
        spread.call_off()
        if cache and isinstance(wrong, Exception):
            wrong.add_note(f"{sum(map(cache.holds, blocks))} of {len(blocks)} blocks are in the cache: they are not done again.")
        raise


def _result(future: Future[Part], executor: Executor) -> Part:
    try:
        return future.result()
    except (pickle.PicklingError, AttributeError, TypeError) as wrong:
        if "pickle" not in str(wrong).lower():
            raise
        raise ValueError(f"{type(executor).__name__} sends blocks to other processes, and this one cannot be sent: {wrong}. "
                         "Define its functions and classes at the top level of a module, or use threads.") from wrong  # fmt: skip
