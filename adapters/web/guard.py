"""Which addresses may be connected to: a feed is not allowed to point into our own network."""

import ipaddress
import socket
from collections.abc import Sequence
from typing import Any

IPV6 = 6
WEB_PORTS = frozenset({80, 443})
FIRST_UNPRIVILEGED_PORT = 1024
# Ports above that browsers close too, since other services there could be talked to in HTTP (WHATWG Fetch, "bad port").
OTHER_SERVICES = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)

# `is_global` alone is not enough: on Python 3.11 it is true for IPv6 addresses that lead to an IPv4 address inside
# them (NAT64 64:ff9b::/96, ::/96, fec0::/10, ...). All but two of these lie outside the space given to hosts.
UNICAST_V6 = ipaddress.ip_network("2000::/3")  # RFC 4291
TUNNELS = (
    ipaddress.ip_network("2001::/32"),  # Teredo, RFC 4380
    ipaddress.ip_network("2002::/16"),  # 6to4, RFC 3056
    ipaddress.ip_network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
)
PLATFORM = ipaddress.ip_address("168.63.129.16")
"""A public address that leads to a cloud's own services (Azure); the other clouds use link-local and private ones."""


NO_PUBLIC_ADDRESS = "is no public address"
NO_WEB_PORT = "is not where web servers are found"


class AddressRefused(OSError):
    """The address is one that a feed may not lead to. An OSError, so that the client library passes it on."""


def refuse_private(address: str, port: int) -> None:
    """Raise AddressRefused unless this is a public unicast address and a port where web servers are found."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    tunnel = any(ip.version == network.version and ip in network for network in TUNNELS)
    outside = ip.version == IPV6 and ip not in UNICAST_V6
    if tunnel or outside or ip == PLATFORM or not ip.is_global or ip.is_multicast or ip.is_reserved:
        raise AddressRefused(f"{ip} {NO_PUBLIC_ADDRESS}")
    if port in OTHER_SERVICES or (port < FIRST_UNPRIVILEGED_PORT and port not in WEB_PORTS):
        raise AddressRefused(f"port {port} {NO_WEB_PORT}")


def guarded_socket(addr_info: Sequence[Any]) -> socket.socket:
    """Open a socket for the address that is about to be connected to, or raise AddressRefused.

    The client calls this for every connection of every hop, after the name is resolved: neither a redirect, a
    number in another spelling nor a name that resolves differently the second time gets past it.
    """
    family, kind, protocol, _, address = addr_info
    refuse_private(address[0], address[1])
    return socket.socket(family, kind, protocol)
