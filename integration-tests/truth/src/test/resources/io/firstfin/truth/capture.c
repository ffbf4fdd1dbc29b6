/*
 * Usage: capture DEVICE
 * Prints the TCP segments with SYN, FIN or RST that a device of this network namespace takes and
 * delivers, a line each, in their order:
 *
 *   SOURCE SPORT DESTINATION DPORT FLAGS SEQUENCE ACKNOWLEDGEMENT LENGTH
 *
 * FLAGS is a number (RFC 9293, section 3.1), LENGTH that of the payload. It says "ready" first, and
 * when its standard input ends and nothing more comes "end", and how many segments were lost.
 * Needs CAP_NET_RAW.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TH_FIN 1
#define TH_SYN 2
#define TH_RST 4
#define QUIET_MILLIS 300

static int fail(const char *what) {
    printf("failed %s: %s%s\n", what, strerror(errno),
           errno == EPERM ? "; needs root or CAP_NET_RAW" : "");
    return 1;
}

static int open_capture(const char *name) {
    /* A packet begins with its IP header; on loopback each is seen twice, and taken as it arrives. */
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, SKF_AD_OFF + SKF_AD_PKTTYPE),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PACKET_HOST, 0, strcmp(name, "lo") == 0 ? 14 : 0),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
        BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 4, 0, 5),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 9),
        BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0),
        BPF_STMT(BPF_LD | BPF_B | BPF_IND, 13),
        BPF_JUMP(BPF_JMP | BPF_JA, 4, 0, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 6, 0, 5),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 6),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 3),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 40 + 13),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, TH_FIN | TH_SYN | TH_RST, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 256),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    struct sock_fprog program = {sizeof code / sizeof code[0], code};
    struct sockaddr_ll device = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
    int size = 256 << 20;
    int fd;

    /* Bound to no protocol, it receives nothing until the filter is there. */
    fd = socket(AF_PACKET, SOCK_DGRAM, 0);
    if (fd < 0)
        return -1;
    device.sll_ifindex = if_nametoindex(name);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) < 0
            || bind(fd, (struct sockaddr *)&device, sizeof device) < 0)
        return -1;
    return fd;
}

static unsigned number16(const unsigned char *at) {
    return at[0] << 8 | at[1];
}

static unsigned number32(const unsigned char *at) {
    return number16(at) << 16 | number16(at + 2);
}

static void print(const unsigned char *packet, long length) {
    char source[INET6_ADDRSTRLEN], destination[INET6_ADDRSTRLEN];
    int ipv4 = packet[0] >> 4 == 4;
    long header = ipv4 ? (packet[0] & 15) * 4 : 40;
    const unsigned char *tcp = packet + header;

    inet_ntop(ipv4 ? AF_INET : AF_INET6, packet + (ipv4 ? 12 : 8), source, sizeof source);
    inet_ntop(ipv4 ? AF_INET : AF_INET6, packet + (ipv4 ? 16 : 24), destination, sizeof destination);
    printf("%s %u %s %u %u %u %u %ld\n", source, number16(tcp), destination, number16(tcp + 2),
           tcp[13], number32(tcp + 4), number32(tcp + 8), length - header - (tcp[12] >> 4) * 4);
}

int main(int argc, char **argv) {
    struct pollfd polled[2] = {{.events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    struct tpacket_stats lost;
    socklen_t size = sizeof lost;
    unsigned char packet[256];
    int ending = 0;

    if (argc != 2) {
        fputs("usage: capture DEVICE\n", stderr);
        return 2;
    }
    polled[0].fd = open_capture(argv[1]);
    if (polled[0].fd < 0)
        return fail("packet socket");
    puts("ready");
    fflush(stdout);
    for (;;) {
        int count = poll(polled, ending ? 1 : 2, ending ? QUIET_MILLIS : -1);
        if (count < 0)
            return fail("poll");
        if (count == 0)
            break;
        if (polled[0].revents) {
            /* With MSG_TRUNC the length is that of the whole packet. */
            long length = recv(polled[0].fd, packet, sizeof packet, MSG_TRUNC);
            if (length < 0)
                return fail("recv");
            print(packet, length);
        }
        if (!ending && polled[1].revents && read(STDIN_FILENO, packet, sizeof packet) <= 0)
            ending = 1;
    }
    if (getsockopt(polled[0].fd, SOL_PACKET, PACKET_STATISTICS, &lost, &size) < 0)
        return fail("statistics");
    printf("end %u\n", lost.tp_drops);
    return 0;
}
