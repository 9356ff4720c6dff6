"""The guard itself: a test that reaches for the network must fail."""

import socket

import pytest

from tests.conftest import NetworkUsed

pytest_plugins = ["pytester"]


def test_a_connection_to_this_machine_is_allowed() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_a_connection_beyond_this_machine_is_refused(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("from tests.conftest import no_network")
    pytester.makepyfile(
        """
        import socket
        def test_reaches_out():
            with socket.socket() as plain:
                for reach in (lambda: socket.create_connection(("example.org", 80), timeout=5),
                              lambda: plain.connect(("192.0.2.1", 80))):
                    try:
                        reach()
                    except OSError as error:
                        assert "may not reach" in str(error)
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    assert issubclass(NetworkUsed, OSError)
