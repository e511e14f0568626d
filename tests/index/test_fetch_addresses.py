"""Where fetching may connect: to public addresses, and to the one that was checked."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, ip_address

import pytest

from index.errors import UnreadableInput
from index.fetch import Address, fetch, is_public
from tests.index.web_server import HERE, Pages, answer, get, redirect, serving


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        pytest.fail("it connected")

    monkeypatch.setattr(socket.socket, "connect", connect)


PRIVATE = """
    0.0.0.0 0.1.2.3 10.0.0.1 127.0.0.1 127.255.0.9 172.16.0.1 172.31.255.255 192.168.1.1
    169.254.1.1 169.254.169.254 100.64.0.1 100.100.100.200 100.127.255.255 168.63.129.16
    192.0.0.8 192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1
    224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd00:ec2::254 ff02::1 ff0e::1
    ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:100.64.0.1 ::127.0.0.1 ::8.8.8.8
    64:ff9b::10.0.0.1 64:ff9b::169.254.169.254 64:ff9b::224.0.0.1 64:ff9b:1::10.0.0.1
    2002:a00:1:: 2002:7f00:1::1 2001:0:4136:e378:8000:63bf:f5ff:fffe 2001:10::1
    2001:db8::1 3fff::1 100::1 5f00::1 4000::1
"""
PUBLIC = """
    8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.1 172.32.0.1 169.253.1.1 223.255.255.1
    2606:4700:4700::1111 2a00:1450:4001::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8
"""
HOSTS_IN_DISGUISE = r"""
    127.0.0.1 127.1 2130706433 0x7f.1 0x7f000001 0177.0.0.1 017700000001 0 169.254.169.254
    127。0。0。1 １２７.0.0.1 %31%32%37.0.0.1 localhost LOCALHOST
    [::1] [0:0:0:0:0:0:0:1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1]
    [fd00:ec2::254] [fe80::1%25lo] public.example@127.0.0.1 127.0.0.1\.public.example
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("host", HOSTS_IN_DISGUISE.split())
def test_no_way_of_writing_a_private_host_passes(host: str) -> None:
    with pytest.raises(UnreadableInput, match=r"private|not a valid|cannot be resolved|user name"):
        fetch(f"http://{host}:8080/", timeout_s=2)


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("order", [1, -1])
def test_one_private_address_among_several_refuses_the_host(order: int) -> None:
    addresses = [ip_address("8.8.8.8"), ip_address("10.0.0.1")][::order]
    with pytest.raises(UnreadableInput, match=r"^x\.example points to a private or reserved address \(10"):
        fetch("http://x.example/", resolve=lambda _: addresses)


def test_it_connects_to_the_address_it_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers differently the second time: it is not asked a second time."""
    answers: list[list[Address]] = [[HERE], [IPv4Address("10.0.0.1")]]
    asked: list[str] = []

    def resolve(host: str) -> list[Address]:
        asked.append(host)
        return answers[len(asked) - 1]

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("it was resolved again"))
    with serving({"/": answer()}) as (port, heads):
        assert get(f"http://rebind.example:{port}/", resolve=resolve).data == b"<p>Text</p>"
        assert asked == ["rebind.example"]
        with pytest.raises(UnreadableInput, match=r"\(10\.0\.0\.1\)"):
            get(f"http://rebind.example:{port}/", resolve=resolve)
        assert len(heads) == 1


def test_each_hop_is_resolved_once_and_checked() -> None:
    names = {"a.example": HERE, "b.example": HERE, "in.example": IPv4Address("192.168.0.7")}
    asked: list[str] = []

    def resolve(host: str) -> list[Address]:
        asked.append(host)
        return [names[host]]

    pages: Pages = {}
    with serving(pages) as (port, heads):
        pages["/1"] = redirect(f"http://b.example:{port}/2")
        pages["/2"] = redirect(f"http://in.example:{port}/3")
        with pytest.raises(UnreadableInput, match=r"^in\.example points to a private .*\(192\.168\.0\.7\)"):
            get(f"http://a.example:{port}/1", resolve=resolve)
        assert asked == ["a.example", "b.example", "in.example"]
        assert len(heads) == 2


def test_an_address_that_refuses_leaves_the_next() -> None:
    two = [ip_address("::1"), HERE]
    with serving({"/": answer()}) as (port, _):
        assert get(f"http://x.example:{port}/", resolve=lambda _: two, is_allowed=lambda _: True)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_is_not_there_is_said(scheme: str) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(UnreadableInput, match="cannot be reached"):
            get(f"{scheme}://x.example:{closed.getsockname()[1]}/")


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://x.example/", "only http"),
        ("file:///etc/hosts", "only http"),
        ("x.example/page", "only http"),
        ("http://", "not a valid address"),
        ("http://x.example:0/", "not a valid address"),
        ("http://x.example:70000/", "not a valid address"),
        ("http://x.example:port/", "not a valid address"),
        ("http://x .example/", "not a valid address"),
        ("http://x.example/\r\nHost: y", "not a valid address"),
        (f"http://{'x' * 300}.example/", "not a valid address"),
        ("http://[::1/", "not a valid address"),
        ("http://me:secret@x.example/", "user name or a password"),
        ("http://me@x.example/", "user name or a password"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says) as refused:
        get(url)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("error", [socket.gaierror(-2, "no"), UnicodeError("label too long"), None])
def test_a_host_without_an_address_is_named(error: Exception | None) -> None:
    def resolve(_: str) -> list[Address]:
        if error:
            raise error
        return []

    with pytest.raises(UnreadableInput, match=r"^x\.example cannot be resolved"):
        get("http://x.example/", resolve=resolve)
