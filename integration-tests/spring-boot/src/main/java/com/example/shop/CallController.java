package com.example.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Makes connections that leave sockets in TIME_WAIT. */
@RestController
public class CallController {
  /** Opens connections to a listener of its own and closes each, the client first. */
  @GetMapping("/call/{port}/{times}")
  public String call(@PathVariable("port") int port, @PathVariable("times") int times)
      throws IOException {
    try (ServerSocket listener = new ServerSocket(port, 8, InetAddress.getByName("127.0.0.1"))) {
      for (int i = 0; i < times; i++) {
        try (Socket client = new Socket("127.0.0.1", port);
            Socket server = listener.accept()) {
          client.close();
          // At the end of the stream the client's FIN is here, so that it was the first.
          server.getInputStream().read();
        }
      }
    }
    return "called " + times + " times";
  }
}
