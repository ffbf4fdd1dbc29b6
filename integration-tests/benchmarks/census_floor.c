/*
 * Receives one dump of TCP sockets from the kernel and does nothing with it: the floor for any
 * reader of sock_diag. Prints microseconds, sockets and receives, one line.
 *
 * Usage: census_floor STATES unspec|v2
 *   STATES  bit mask of 1 << state (include/net/tcp_states.h); 0x40 is TIME_WAIT
 *   unspec  both families in one walk of the hash table, by the legacy request (inet_diag.c)
 *   v2      one walk a family, by inet_diag_req_v2, as ss does
 */
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char buffer[64 * 1024];
static long sockets;
static long receives;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void receive_all(int fd)
{
    for (;;) {
        struct iovec part = {buffer, sizeof buffer};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        ssize_t length = recvmsg(fd, &message, 0);
        if (length < 0) {
            if (errno == EINTR)
                continue;
            fail("recvmsg");
        }
        if (message.msg_flags & MSG_TRUNC) {
            fprintf(stderr, "census_floor: the kernel's answer was cut\n");
            exit(1);
        }
        receives++;
        for (struct nlmsghdr *header = (struct nlmsghdr *)buffer; NLMSG_OK(header, length);
             header = NLMSG_NEXT(header, length)) {
            if (header->nlmsg_type == NLMSG_DONE)
                return;
            if (header->nlmsg_type == NLMSG_ERROR) {
                errno = -((struct nlmsgerr *)NLMSG_DATA(header))->error;
                fail("sock_diag");
            }
            sockets++;
        }
    }
}

static void dump_v2(int fd, int family, unsigned states)
{
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 body;
    } request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .body = {.sdiag_family = family, .sdiag_protocol = IPPROTO_TCP, .idiag_states = states},
    };
    if (send(fd, &request, sizeof request, 0) < 0)
        fail("send");
    receive_all(fd);
}

static void dump_unspec(int fd, unsigned states)
{
    struct {
        struct nlmsghdr header;
        struct inet_diag_req body;
    } request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = TCPDIAG_GETSOCK,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .body = {.idiag_family = AF_UNSPEC, .idiag_states = states},
    };
    if (send(fd, &request, sizeof request, 0) < 0)
        fail("send");
    receive_all(fd);
}

int main(int argc, char **argv)
{
    if (argc != 3 || (strcmp(argv[2], "unspec") != 0 && strcmp(argv[2], "v2") != 0)) {
        fprintf(stderr, "usage: census_floor STATES unspec|v2\n");
        return 2;
    }
    unsigned states = strtoul(argv[1], NULL, 0);
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0)
        fail("socket");
    if (strcmp(argv[2], "unspec") == 0) {
        dump_unspec(fd, states);
    } else {
        dump_v2(fd, AF_INET, states);
        dump_v2(fd, AF_INET6, states);
    }
    close(fd);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%ld %ld %ld\n",
           (end.tv_sec - begin.tv_sec) * 1000000 + (end.tv_nsec - begin.tv_nsec) / 1000, sockets,
           receives);
    return 0;
}
