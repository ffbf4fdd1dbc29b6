/* Starts a command with a TCP socket as its standard input, as inetd does.
 *
 * inherit ADDRESS PORT connection|listener COMMAND...
 *
 * "connection": the socket is an accepted connection, whose peer sends a byte and closes after the
 * command has. "listener": it listens. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

int main(int count, char **words) {
  if (count < 5) {
    fputs("usage: inherit ADDRESS PORT connection|listener COMMAND...\n", stderr);
    return 2;
  }
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[2]))};
  if (inet_pton(AF_INET, words[1], &address.sin_addr) != 1) fail(words[1]);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, sizeof address)) fail("bind");
  if (listen(listener, 64)) fail("listen");
  int inherited = listener;
  if (!strcmp(words[3], "connection")) {
    if (fork() == 0) {
      char byte = 1;
      int peer = socket(AF_INET, SOCK_STREAM, 0);
      close(listener);
      if (connect(peer, (struct sockaddr *)&address, sizeof address)) fail("connect");
      if (write(peer, &byte, 1) != 1) fail("write");
      while (read(peer, &byte, 1) > 0) {
      }
      return 0;
    }
    inherited = accept(listener, NULL, NULL);
    if (inherited < 0) fail("accept");
    close(listener);
  }
  dup2(inherited, STDIN_FILENO);
  close(inherited);
  execv(words[4], words + 4);
  fail(words[4]);
}
