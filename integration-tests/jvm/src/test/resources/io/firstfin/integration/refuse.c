/* refuse questions|netlink COMMAND...: runs a command to which the kernel refuses, with EPERM as under
 * a seccomp filter of a sandbox, what the agent asks about sockets (TCP_INFO, SO_COOKIE and SIOCINQ), or
 * sockets of netlink. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF(value, then, otherwise) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, then, otherwise)

int main(int count, char **words) {
  /* The lower half of an argument comes first on the little-endian machines that run this. */
  struct sock_filter questions[] = {
      LOAD(nr),
      IF(SYS_getsockopt, 0, 3),
      LOAD(args[2]),
      IF(11, 5, 0), /* TCP_INFO; of SOL_SOCKET, 11 is SO_NO_CHECK */
      IF(57, 4, 3), /* SO_COOKIE */
      IF(SYS_ioctl, 0, 2),
      LOAD(args[1]),
      IF(0x541b, 1, 0), /* SIOCINQ */
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };
  struct sock_filter netlink[] = {
      LOAD(nr),
      IF(SYS_socket, 0, 2),
      LOAD(args[0]),
      IF(16, 1, 0), /* AF_NETLINK */
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };
  int isNetlink = count > 1 && strcmp(words[1], "netlink") == 0;
  struct sock_fprog program = {sizeof questions / sizeof questions[0], questions};
  if (isNetlink) {
    program.len = sizeof netlink / sizeof netlink[0];
    program.filter = netlink;
  }
  if (count < 3 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
    perror("refuse");
    return 126;
  }
  execvp(words[2], words + 2);
  perror(words[2]);
  return 127;
}
