package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;

/**
 * Resets two connections while the loopback device of its network namespace is down. So the peers
 * learn of it only when a reset answers a keep-alive probe and a retransmission, as after a
 * server's restart.
 *
 * <p>Argument: port. It needs {@code ip}, a namespace of its own, and keep-alive after a second.
 */
public final class LostResets {
  private LostResets() {}

  public static void main(String[] arguments) throws Exception {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    // At the first closes of a JVM the agent has not yet loaded the C library that it asks with.
    Console.say("ready");
    Console.awaitLine();

    Socket idle = loopback.connect();
    Socket idlePeer = loopback.accept();
    Socket writing = loopback.connect();
    Socket writingPeer = loopback.accept();
    LoopbackDevice.set("down");
    writing.getOutputStream().write(1);
    reset(idlePeer);
    reset(writingPeer);
    KernelState.awaitRetransmission(KernelState.descriptor(writing));
    LoopbackDevice.set("up");
    idle.setKeepAlive(true);
    for (Socket forgotten : new Socket[] {idle, writing}) {
      try {
        forgotten.getInputStream().read();
        throw new IOException("no reset for " + forgotten);
      } catch (IOException e) {
        Console.say("read " + e.getMessage());
      }
      forgotten.close();
    }
    Console.say("done");
    Console.awaitEnd();
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
