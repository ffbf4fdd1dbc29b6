package com.example.workload;

import com.example.support.Console;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Sends a secret in every part of a request that can contain one. After a line it prints the
 * attributes of an MXBean.
 *
 * <p>Arguments: port, number of calls, the secret, name of the MXBean.
 */
public final class SecretTraffic {
  private SecretTraffic() {}

  public static void main(String[] arguments) throws IOException, JMException {
    int port = Integer.parseInt(arguments[0]);
    String secret = arguments[2];
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 128);
    server.createContext("/", exchange -> answer(exchange, secret));
    server.start();
    URL url = new URL("http://me:" + secret + "@127.0.0.1:" + port + "/" + secret + "?t=" + secret);
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      call(url, secret);
    }
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    Console.say("done");
    while (Console.awaitLine()) {
      describe(beans, new ObjectName(arguments[3]));
    }
    System.exit(0);
  }

  private static void call(URL url, String secret) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + secret);
    connection.setRequestProperty("Cookie", "session=" + secret);
    connection.setDoOutput(true);
    connection.getOutputStream().write(secret.getBytes(StandardCharsets.UTF_8));
    InputStream in = connection.getInputStream();
    in.read();
    connection.disconnect();
  }

  private static void answer(HttpExchange exchange, String secret) throws IOException {
    byte[] body = secret.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Set-Cookie", "session=" + secret);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void describe(MBeanServer beans, ObjectName name) throws JMException {
    if (!beans.isRegistered(name)) {
      Console.say("not registered");
      return;
    }
    for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
      Object value = beans.getAttribute(name, attribute.getName());
      Console.say("jmx " + attribute.getName() + " " + text(value).replace('\n', ' '));
    }
    Console.say("described");
  }

  private static String text(Object value) {
    return value instanceof Object[]
        ? Arrays.deepToString((Object[]) value)
        : String.valueOf(value);
  }
}
