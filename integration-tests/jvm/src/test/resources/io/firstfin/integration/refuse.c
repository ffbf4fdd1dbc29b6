/* refuse FILE COMMAND...: runs a command whose questions to the kernel can be refused, or answered
 * wrongly, while it runs. As long as FILE is empty, the kernel answers. A line "QUESTION ERRNO" refuses a
 * question; "QUESTION cut" makes its answer end too early, and "QUESTION garbage" makes it wrong.
 *
 * A seccomp filter sends the calls to a child of this process, and that decides (seccomp_unotify(2)). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ASK_IF(call) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1), \
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)

static struct sock_filter filter[] = {
    LOAD(nr),
    ASK_IF(SYS_socket),
    ASK_IF(SYS_connect),
    ASK_IF(SYS_setsockopt),
    ASK_IF(SYS_sendto),
    ASK_IF(SYS_recvfrom),
    ASK_IF(SYS_getsockopt),
    ASK_IF(SYS_ioctl),
    ASK_IF(SYS_openat),
    ASK_IF(SYS_readlinkat),
#ifdef SYS_readlink
    ASK_IF(SYS_readlink),
#endif
    ASK_IF(SYS_mmap),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static pid_t asking;

/* Copies a text of the process that asks; empty where it cannot be read. */
static void peek(__u64 address, char *text, size_t size) {
  struct iovec to = {text, size - 1}, from = {(void *)address, size - 1};
  ssize_t length = process_vm_readv(asking, &to, 1, &from, 1, 0);
  text[length < 0 ? 0 : length] = 0;
}

static int begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

static const char *of_file(const char *path, int is_opened) {
  const char *name = strrchr(path, '/');
  if (name != NULL && begins(name, "/firstfin-") && strstr(name, ".so") != NULL) {
    return is_opened ? "code" : "code-mapped";
  }
  if (name != NULL && begins(name, "/ffi")) {
    return is_opened ? "trampolines" : "trampolines-mapped";
  }
  return begins(path, "/proc/self/net/") || begins(path, "/proc/sys/net/") ? "tables"
         : begins(path, "/proc/self/fd")                                   ? "descriptors"
                                                                           : NULL;
}

/* The name of a question that only the agent asks; NULL for all others. */
static const char *question(const struct seccomp_data *call) {
  char text[256];
  switch (call->nr) {
    case SYS_socket:
      return call->args[0] == AF_NETLINK ? "socket" : NULL;
    case SYS_connect:
      return call->args[2] == 12 ? "connect" : NULL; /* a struct sockaddr_nl */
    case SYS_setsockopt:
      return call->args[1] == SOL_SOCKET && call->args[2] == SO_RCVTIMEO ? "timeout" : NULL;
    case SYS_sendto: {
      unsigned length = 0; /* that of a request's header */
      peek(call->args[1], text, sizeof text);
      memcpy(&length, text, sizeof length);
      return length == 76 ? "request" : length == 72 ? "look-up" : NULL;
    }
    case SYS_recvfrom:
      return call->args[3] == MSG_TRUNC                    ? "answer"
             : call->args[3] == (MSG_TRUNC | MSG_DONTWAIT) ? "found"
                                                           : NULL;
    case SYS_getsockopt:
      return call->args[1] == 6 && call->args[2] == 11             ? "tcp_info"
             : call->args[1] == SOL_SOCKET && call->args[2] == 57 ? "cookie"
                                                                   : NULL;
    case SYS_ioctl:
      return call->args[1] == 0x541b ? "unread" : NULL; /* SIOCINQ */
    case SYS_mmap: {
      char path[64];
      if ((call->args[2] & PROT_EXEC) == 0 || (int)call->args[4] < 0) return NULL;
      snprintf(path, sizeof path, "/proc/%d/fd/%d", asking, (int)call->args[4]);
      ssize_t length = readlink(path, text, sizeof text - 1);
      text[length < 0 ? 0 : length] = 0;
      return of_file(text, 0);
    }
    case SYS_openat:
      peek(call->args[1], text, sizeof text);
      return of_file(text, 1);
    default: /* readlink and readlinkat */
      peek(call->args[call->nr == SYS_readlinkat], text, sizeof text);
      return begins(text, "/proc/self/fd/") ? "links" : NULL;
  }
}

/* Whether FILE has a fault of this question; "how" has room for 32 bytes. */
static int is_faulty(const char *which, const char *file, char *how) {
  char name[32];
  FILE *faults = fopen(file, "re");
  int is_found = 0;
  while (faults != NULL && !is_found && fscanf(faults, "%31s %31s", name, how) == 2) {
    is_found = strcmp(name, which) == 0;
  }
  if (faults != NULL) fclose(faults);
  return is_found;
}

static void decide(const struct seccomp_notif *asked, struct seccomp_notif_resp *reply, const char *file) {
  char how[32];
  asking = asked->pid;
  const char *which = question(&asked->data);
  if (which == NULL || !is_faulty(which, file, how)) return;
  reply->flags = 0;
  if (strcmp(how, "cut") == 0) {
    reply->val = 10;
  } else if (strcmp(how, "garbage") == 0) {
    char bytes[64];
    memset(bytes, 0xa5, sizeof bytes);
    struct iovec from = {bytes, sizeof bytes}, to = {(void *)asked->data.args[1], sizeof bytes};
    reply->val = process_vm_writev(asking, &from, 1, &to, 1, 0);
  } else {
    reply->error = -atoi(how);
  }
}

/* Until no process is left to which the filter belongs. */
static void supervise(int listener, const char *file) {
  struct pollfd ready = {listener, POLLIN, 0};
  while (poll(&ready, 1, -1) >= 0 || errno == EINTR) {
    if ((ready.revents & POLLIN) != 0) {
      struct seccomp_notif asked;
      memset(&asked, 0, sizeof asked);
      if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) == 0) {
        struct seccomp_notif_resp reply = {asked.id, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE};
        decide(&asked, &reply, file);
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
      }
    } else if (ready.revents != 0) {
      return;
    }
  }
}

static int fail(const char *what) {
  perror(what);
  return 126;
}

int main(int count, char **words) {
  int filtered[2], taken[2], listener = -1;
  if (count < 3 || pipe2(filtered, O_CLOEXEC) != 0 || pipe2(taken, O_CLOEXEC) != 0) return fail("refuse");
  /* The descriptors are shared until the child has the listener. */
  pid_t child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
  if (child == 0) {
    if (read(filtered[0], &listener, sizeof listener) != sizeof listener || listener < 0) _exit(1);
    unshare(CLONE_FILES);
    for (int standard = 0; standard <= 2; standard++) close(standard);
    int is_taken = write(taken[1], "", 1) == 1;
    close(taken[1]);
    if (is_taken) supervise(listener, words[1]);
    _exit(0);
  }
  struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
  if (child > 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
    listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  }
  int error = errno;
  char byte;
  if (write(filtered[1], &listener, sizeof listener) < 0 || listener < 0 || read(taken[0], &byte, 1) != 1) {
    errno = error;
    return fail("refuse");
  }
  execvp(words[2], words + 2);
  return fail(words[2]);
}
