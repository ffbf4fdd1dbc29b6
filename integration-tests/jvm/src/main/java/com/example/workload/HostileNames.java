package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens connections to a listener of its own and closes them, the client first, in a class whose
 * names would be markup in a page: the JVM allows such names (JVMS 4.2).
 *
 * <p>Arguments: port, number of connections.
 */
public final class HostileNames {
  private static final String CLASS = "com/example/workload/<img src=x onerror=owned()>";
  private static final String METHOD = "&amp\"'\u2028";
  private static final String FILE = "</script><script>document.title='owned'</script>.java";
  private static final int UTF8 = 1;

  private HostileNames() {}

  public static void main(String[] arguments) throws Exception {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int connections = Integer.parseInt(arguments[1]);
    List<Socket> clients = new ArrayList<>();
    List<Socket> servers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(loopback.connect());
      servers.add(loopback.accept());
    }
    Method close = closer();
    close.setAccessible(true);
    for (int i = 0; i < connections; i++) {
      close.invoke(null, clients.get(i));
      Loopback.await(servers.get(i), KernelState.CLOSE_WAIT);
      servers.get(i).close();
    }
    Console.say("done");
    Console.awaitEnd();
  }

  private static Method closer() throws IOException, ReflectiveOperationException {
    Map<String, String> names = new HashMap<>();
    names.put(Closer.class.getName().replace('.', '/'), CLASS);
    names.put("end", METHOD);
    names.put("HostileNames.java", FILE);
    byte[] bytes = renamed(names);
    Class<?> hostile =
        new ClassLoader(HostileNames.class.getClassLoader()) {
          Class<?> define() {
            return defineClass(CLASS.replace('/', '.'), bytes, 0, bytes.length);
          }
        }.define();
    return hostile.getDeclaredMethod(METHOD, Socket.class);
  }

  /** The class file of {@link Closer} with other texts in its constant pool (JVMS 4.4). */
  private static byte[] renamed(Map<String, String> names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream file = HostileNames.class.getResourceAsStream("HostileNames$Closer.class")) {
      DataInputStream in = new DataInputStream(file);
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeLong(in.readLong());
      int constants = in.readUnsignedShort();
      out.writeShort(constants);
      for (int i = 1; i < constants; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        if (tag == UTF8) {
          String text = in.readUTF();
          out.writeUTF(names.getOrDefault(text, text));
        } else {
          copy(in, out, size(tag));
        }
      }
      for (int next = in.read(); next >= 0; next = in.read()) {
        out.write(next);
      }
    }
    return bytes.toByteArray();
  }

  /** The number of bytes after the tag; so small a class has no other tags. */
  private static int size(int tag) throws IOException {
    switch (tag) {
      case 7:
      case 8:
        return 2;
      case 3:
      case 4:
      case 9:
      case 10:
      case 11:
      case 12:
        return 4;
      default:
        throw new IOException("constant of kind " + tag);
    }
  }

  private static void copy(DataInputStream in, DataOutputStream out, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.writeByte(in.readByte());
    }
  }

  /** The texts that are replaced. */
  static final class Closer {
    private Closer() {}

    static void end(Socket socket) throws IOException {
      socket.close();
    }
  }
}
