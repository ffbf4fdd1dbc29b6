package io.firstfin.otlp;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection that is used for every request. The receiver closes it first, if either side does.
 * The JDK's clients would close it on threads that are recorded as the application's, and would ask
 * the application's cookie handler, proxy selector and authenticator. One thread, except for {@link
 * #end}.
 */
final class CollectorConnection {
  private final URI receiver;
  private final int timeoutMillis;
  private Socket socket;
  private InputStream in;

  /** The socket, or the one beneath TLS: closing this one waits for nobody. */
  private volatile Socket plain;

  private volatile boolean ended;

  /** {@code timeoutMillis} is the time-out for the connect, and for each wait in the answer. */
  CollectorConnection(URI receiver, int timeoutMillis) {
    this.receiver = receiver;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Sends the body and waits for the answer.
   *
   * @throws IOException when the body did not arrive, or the answer is not a success; its message
   *     is one line for people
   */
  void post(Map<String, String> headers, byte[] body) throws IOException {
    boolean reused = socket != null;
    try {
      exchange(headers, body);
    } catch (SocketException | EOFException e) {
      if (!reused) {
        throw e;
      }
      // The receiver had closed the connection in the meantime, so that a new one is tried.
      exchange(headers, body);
    }
  }

  void close() {
    Socket open = socket;
    socket = null;
    closed(open);
  }

  /**
   * Ends for good: what is in progress fails, whatever it waits for, except the look-up of a name.
   * Any thread.
   */
  void end() {
    ended = true;
    closed(plain);
  }

  private static void closed(Socket open) {
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // The socket is closed all the same.
      }
    }
  }

  private void requireNotEnded() throws IOException {
    if (ended) {
      throw new IOException("nothing is sent any more");
    }
  }

  private void exchange(Map<String, String> headers, byte[] body) throws IOException {
    boolean kept = false;
    try {
      if (socket == null) {
        connect();
      }
      socket.setSoTimeout(timeoutMillis);
      byte[] head = head(headers, body.length);
      byte[] request = new byte[head.length + body.length];
      System.arraycopy(head, 0, request, 0, head.length);
      System.arraycopy(body, 0, request, head.length, body.length);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      kept = CollectorAnswer.keepsConnection(in);
    } finally {
      if (!kept) {
        close();
      }
    }
  }

  private void connect() throws IOException {
    requireNotEnded();
    boolean secure = receiver.getScheme().equals("https");
    String host = receiver.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    int port = receiver.getPort() >= 0 ? receiver.getPort() : secure ? 443 : 80;
    InetSocketAddress address = new InetSocketAddress(bare, port);
    if (address.isUnresolved()) {
      throw new IOException("the host " + bare + " is not known");
    }
    Socket opened = new Socket(Proxy.NO_PROXY);
    // This also makes the descriptor: without one, end() would close nothing that connects later.
    opened.setTcpNoDelay(true);
    socket = opened;
    plain = opened;
    // A thread that called end() in the meantime did not see this socket.
    requireNotEnded();
    opened.connect(address, timeoutMillis);
    opened.setSoTimeout(timeoutMillis);
    if (secure) {
      socket = secured(opened, bare, port);
    }
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Uses a context of its own, because the application may set the JVM's default one. */
  private static Socket secured(Socket plain, String host, int port) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      SSLSocket secured =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not to be had here: " + e.getMessage(), e);
    }
  }

  private byte[] head(Map<String, String> given, int length) {
    Map<String, String> headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Host", host());
    headers.put("User-Agent", "firstfin");
    if (receiver.getRawUserInfo() != null) {
      headers.put("Authorization", basic(receiver.getRawUserInfo()));
    }
    headers.putAll(given);
    headers.put("Content-Length", Integer.toString(length));
    String query = receiver.getRawQuery();
    StringBuilder head = new StringBuilder(256);
    head.append("POST ").append(receiver.getRawPath());
    head.append(query == null ? "" : "?" + query).append(" HTTP/1.1\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String host() {
    return receiver.getHost() + (receiver.getPort() < 0 ? "" : ":" + receiver.getPort());
  }

  /** RFC 7617: the colon is between user and password even when there is no password. */
  private static String basic(String userInfo) {
    String both = userInfo.indexOf(':') < 0 ? userInfo + ':' : userInfo;
    return "Basic " + Base64.getEncoder().encodeToString(PercentEncoding.bytes(both));
  }
}
