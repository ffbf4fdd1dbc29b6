/*
 * cp SOURCE DEST: the only program of the image. It is static, because the image has no libraries.
 *
 * DEST may be a file or a directory. The copy is made beside it and then renamed: a JVM that uses an
 * older copy keeps it whole, and nobody ever sees half a file. Every user may read the copy.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char copy_name[PATH_MAX + sizeof ".XXXXXX"];
static int copy_exists;

static int fail(const char *what, const char *path) {
  fprintf(stderr, "cp: cannot %s %s: %s\n", what, path, strerror(errno));
  if (copy_exists) {
    unlink(copy_name);
  }
  return 1;
}

static int copy(int from, int to) {
  static char buffer[1 << 16];
  ssize_t length;
  while ((length = read(from, buffer, sizeof buffer)) > 0) {
    for (ssize_t done = 0; done < length;) {
      ssize_t written = write(to, buffer + done, length - done);
      if (written < 0) {
        return -1;
      }
      done += written;
    }
  }
  return length < 0 ? -1 : 0;
}

int main(int count, char **arguments) {
  if (count != 3 || arguments[1][0] == '-' || arguments[2][0] == '-') {
    fputs("usage: cp SOURCE DEST; this image has /javaagent.jar to copy\n", stderr);
    return 2;
  }
  const char *source = arguments[1];
  char dest[PATH_MAX];
  char name[PATH_MAX];
  struct stat status;
  int is_folder = stat(arguments[2], &status) == 0 && S_ISDIR(status.st_mode);
  snprintf(name, sizeof name, "%s", source);
  int length = is_folder ? snprintf(dest, sizeof dest, "%s/%s", arguments[2], basename(name))
                         : snprintf(dest, sizeof dest, "%s", arguments[2]);
  if (length >= (int) sizeof dest) {
    errno = ENAMETOOLONG;
    return fail("write", arguments[2]);
  }
  int from = open(source, O_RDONLY);
  if (from < 0) {
    return fail("open", source);
  }
  snprintf(copy_name, sizeof copy_name, "%s.XXXXXX", dest);
  int to = mkstemp(copy_name);
  if (to < 0) {
    return fail("write", dest);
  }
  copy_exists = 1;
  if (copy(from, to) < 0 || fchmod(to, 0644) < 0 || close(to) < 0) {
    return fail("copy to", dest);
  }
  if (rename(copy_name, dest) < 0) {
    return fail("write", dest);
  }
  return 0;
}
