"""Makes the captures beside this file: unshare -rn python3 capture.py

One listener each for IPv4 (7001), IPv6 (7002) and both (7003), and on each of them connections in
every state that a close can leave. A .diag file holds the datagrams of one dump, each after its
length as u32.
"""

import ctypes
import os
import socket
import struct
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ALL_STATES = 0xFFE
TIME_WAIT = 1 << 6
kept = []


def shell(command):
    subprocess.check_call(command, shell=True)


def new_socket(family, v6only=0):
    s = socket.socket(family, socket.SOCK_STREAM)
    if family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
    return s


def listen(family, address, port, v6only=0):
    s = new_socket(family, v6only)
    s.bind((address, port))
    s.listen(16)
    kept.append(s)
    return s


def connect(family, address, port, client_port):
    client = new_socket(family)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    client.bind((address, client_port))
    client.connect((address, port))
    return client


def every_state(listener, family, address, port):
    def pair(number):
        client = connect(family, address, port, (port - 7000) * 1000 + 40000 + number)
        return client, listener.accept()[0]

    client, server = pair(1)  # TIME_WAIT of the client
    client.close()
    server.close()
    client, server = pair(2)  # TIME_WAIT of the server
    server.close()
    client.close()
    client, server = pair(3)  # FIN_WAIT_2 orphan, CLOSE_WAIT with everything read
    client.close()
    assert server.recv(1) == b""
    kept.append(server)
    client, server = pair(4)  # CLOSE_WAIT with the end of stream not read
    client.close()
    kept.append(server)
    client, server = pair(5)  # CLOSE_WAIT with nine bytes and the end of stream not read
    client.send(b"x" * 9)
    client.close()
    kept.append(server)
    client, server = pair(6)  # FIN_WAIT_2 with an owner
    client.shutdown(socket.SHUT_WR)
    kept.extend((client, server))
    client, server = pair(7)  # ESTABLISHED with five bytes not read
    client.send(b"y" * 5)
    kept.extend((client, server))
    # ESTABLISHED, not accepted
    kept.append(connect(family, address, port, (port - 7000) * 1000 + 40008))


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def syn_from_nowhere(port, source_port):
    """A SYN whose answer goes nowhere leaves a request socket in SYN_RECV."""
    source, target = socket.inet_aton("10.9.9.2"), socket.inet_aton("10.9.9.1")
    tcp = struct.pack("!HHIIBBHHH", source_port, port, 1, 0, 5 << 4, 2, 65535, 0, 0)
    pseudo = source + target + struct.pack("!BBH", 0, 6, len(tcp))
    tcp = tcp[:16] + struct.pack("!H", checksum(pseudo + tcp)) + tcp[18:]
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40, 1, 0, 64, 6, 0, source, target)
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as raw:
        raw.sendto(ip + tcp, ("10.9.9.1", 0))


def dump(name, family, states):
    """family 0 is the legacy request, which asks for both."""
    if family == 0:
        kind, body = 18, struct.pack("=4B48xII", 0, 0, 0, 0, states, 0)
    else:
        kind, body = 20, struct.pack("=4BI48x", family, socket.IPPROTO_TCP, 0, 0, states)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, 4) as s, open(
        os.path.join(HERE, name), "wb"
    ) as out:
        s.send(struct.pack("=IHHII", 16 + len(body), kind, 0x301, 1, 0) + body)
        done = False
        while not done:
            datagram = s.recv(65536)
            out.write(struct.pack("=I", len(datagram)) + datagram)
            at = 0
            while at < len(datagram):
                length, message = struct.unpack_from("=IH", datagram, at)
                assert message in (kind, 3), message
                done = message == 3
                at += (length + 3) & ~3


if len(sys.argv) > 1:
    dump(sys.argv[1], 0, ALL_STATES)
    sys.exit()

shell("ip link set lo up")
shell("ip addr add 10.9.9.1/32 dev lo")
shell("ip route add 10.9.9.0/24 dev lo")
shell("for i in all lo; do echo 0 > /proc/sys/net/ipv4/conf/$i/rp_filter; done")
shell("echo 0 > /proc/sys/net/ipv4/tcp_tw_reuse")

for listener, family, address, port in (
    (listen(socket.AF_INET, "0.0.0.0", 7001), socket.AF_INET, "127.0.0.1", 7001),
    (listen(socket.AF_INET6, "::1", 7002, 1), socket.AF_INET6, "::1", 7002),
    (listen(socket.AF_INET6, "::", 7003), socket.AF_INET6, "::ffff:127.0.0.1", 7003),
):
    every_state(listener, family, address, port)

syn_sent = new_socket(socket.AF_INET)
syn_sent.setblocking(False)
syn_sent.bind(("10.9.9.1", 41009))
syn_sent.connect_ex(("10.9.9.3", 7009))
syn_from_nowhere(7001, 51001)
syn_from_nowhere(7003, 51003)
time.sleep(0.3)  # the last delayed acknowledgement

dump("both-families.diag", 0, ALL_STATES)
for name in ("tcp", "tcp6"):
    shell("cat /proc/net/%s > %s/%s" % (name, HERE, name))
dump("ipv4.diag", socket.AF_INET, ALL_STATES)
dump("ipv6.diag", socket.AF_INET6, ALL_STATES)

child = os.fork()
if child == 0:
    # Without CAP_NET_ADMIN the kernel leaves attributes out.
    ctypes.CDLL(None).prctl(24, 12, 0, 0, 0)  # PR_CAPBSET_DROP
    os.execvp(sys.executable, [sys.executable, __file__, "unprivileged.diag"])
assert os.waitpid(child, 0)[1] == 0

for number in range(200):
    client = connect(socket.AF_INET6, "::1", 7002, 44000 + number)
    # Accepts the end of the client before, so that the last client stays in FIN_WAIT_2.
    server = kept[1].accept()[0]
    client.close()
    server.close()
dump("many-time-wait.diag", 0, TIME_WAIT)
