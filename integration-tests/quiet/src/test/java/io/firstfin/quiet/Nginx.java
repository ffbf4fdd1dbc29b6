package io.firstfin.quiet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An nginx before one server, to which it keeps connections or, as it does by itself, none. */
final class Nginx {
  /** Debian keeps it out of the PATH. */
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid %1$s/nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s;
        proxy_temp_path %1$s;
        fastcgi_temp_path %1$s;
        uwsgi_temp_path %1$s;
        scgi_temp_path %1$s;
        upstream kept {
          server 127.0.0.1:%2$d;
          keepalive 4;
        }
        server {
          listen 127.0.0.1:%3$d;
          location /kept {
            proxy_pass http://kept;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
          }
          location /each {
            proxy_pass http://127.0.0.1:%2$d;
          }
        }
      }
      """;

  /** The script ends nginx when standard input ends. */
  private static final String SCRIPT =
      """
      "$1" -e stderr -c "$2" </dev/null &
      nginx=$!
      cat >/dev/null
      kill $nginx
      wait $nginx
      """;

  private Nginx() {}

  /** Why it cannot run here; empty when it can. */
  static Optional<String> missing() {
    return Files.isExecutable(PROGRAM)
        ? Optional.empty()
        : Optional.of("no " + PROGRAM + ": apt-get install nginx");
  }

  /**
   * @param folder for its files, with no other nginx's
   */
  static Child start(String name, int serverPort, int port, Path folder) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    Path configuration =
        Files.writeString(
            own.resolve("nginx.conf"), CONFIGURATION.formatted(own, serverPort, port));
    return Child.start(
        name,
        List.of("sh", "-c", SCRIPT, "sh", PROGRAM.toString(), configuration.toString()),
        folder);
  }
}
