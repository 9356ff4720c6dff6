"""A search's own arithmetic is done by one thread: it is small, and threads that wait for more of it spin."""

from threadpoolctl import threadpool_limits


def calculate_in_one_thread() -> None:
    """Let numpy's products of matrices, in the whole process, run in the thread that asks for them.

    With two, a search among 10,000 passages took 80 ms of both cores' time together, with one 32.
    """
    threadpool_limits(limits=1, user_api="blas")
