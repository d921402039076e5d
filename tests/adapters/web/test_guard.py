"""Which addresses a feed may lead to."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.web.guard import AddressRefused, refuse_private

PRIVATE = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",  # noqa: S104 - an address to refuse, not to bind
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "168.63.129.16",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001::7f00:1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_our_own_network_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match="is no public address"):
        refuse_private(address, 443)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::6810:84e5"])
@pytest.mark.parametrize("port", [80, 443, 8080])
def test_a_public_address_is_let_through(address: str, port: int) -> None:
    assert refuse_private(address, port) is None


@pytest.mark.parametrize("port", [22, 25, 53, 631, 2049, 5060, 6000, 6667])
def test_the_port_of_another_service_is_refused(port: int) -> None:
    with pytest.raises(AddressRefused, match=f"port {port}"):
        refuse_private("8.8.8.8", port)


@settings(deadline=None)
@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="127.0.0.0/8"))
def test_no_wrapping_in_ipv6_hides_a_private_address(inner: ipaddress.IPv4Address) -> None:
    number = int(inner)
    wrapped = [number, 0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80]
    for address in wrapped:
        with pytest.raises(AddressRefused):
            refuse_private(str(ipaddress.IPv6Address(address)), 443)
