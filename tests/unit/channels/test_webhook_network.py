"""Nothing private is reached, whatever it calls itself."""

import asyncio

import pytest

from notices.channels.webhook_network import NotPublic, PublicResolver, is_public, is_public_literal
from notices.channels.webhook_posting import Poster
from notices.errors import InvalidReceiver
from notices.receivers import read_url

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "ff02::1", "fe80::1%eth0",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"])
def test_public_ones_are_too(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://[::1]/", "https://127.1/", "https://0x7f000001/", "https://2130706433/"]
)
def test_a_number_in_disguise_is_seen(url: str) -> None:
    assert not is_public_literal(url)
    with pytest.raises(InvalidReceiver):
        read_url(url, public_only=True)


@pytest.mark.parametrize("url", ["http://system.example/", "https://localhost/", "system.example", "https://"])
def test_in_production_only_https_to_the_internet(url: str) -> None:
    with pytest.raises(InvalidReceiver):
        read_url(url, public_only=True)


def test_the_same_receiver_has_one_address() -> None:
    assert read_url(" https://System.EXAMPLE/Drift?a=1 ", public_only=True) == "https://system.example/Drift?a=1"


def test_a_name_that_leads_home_is_not_followed() -> None:
    """Also when it has led elsewhere at the time of registration: it is looked at when it is resolved."""

    async def ask() -> None:
        with pytest.raises(NotPublic):
            await PublicResolver().resolve("localhost", 443)
        async with Poster(public_only=True).opened() as posting:
            for url in ("https://localhost:9/", "https://127.0.0.1:9/"):
                with pytest.raises(OSError, match="not public"):
                    await posting.post(url, "{}")

    asyncio.run(ask())
