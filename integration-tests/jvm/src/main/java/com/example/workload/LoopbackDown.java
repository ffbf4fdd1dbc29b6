package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/**
 * Sets the loopback device of its network namespace down. Two FINs are lost, so that they certainly
 * cross, and two connections end by the kernel's time-outs of keep-alive and of retransmission. A
 * third ends by TCP_USER_TIMEOUT, although its peer, which does not read, answers each window
 * probe.
 *
 * <p>Argument: port. It needs {@code ip}, a namespace of its own, and short time-outs set in it.
 */
public final class LoopbackDown {
  private static final int USER_TIMEOUT_MILLIS = 1_500;
  private static final int MORE_THAN_ALL_BUFFERS = 16 << 20;

  private LoopbackDown() {}

  public static void main(String[] arguments) throws Exception {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    // At the first closes of a JVM the agent has not yet loaded the C library that it asks with.
    Console.say("ready");
    Console.awaitLine();

    Socket client = loopback.connect();
    Socket server = loopback.accept();
    LoopbackDevice.set("down");
    client.close();
    server.close();
    LoopbackDevice.set("up");

    Socket stuck = loopback.connect();
    Socket stuckPeer = loopback.accept();
    KernelState.setUserTimeout(KernelState.descriptor(stuck), USER_TIMEOUT_MILLIS);
    try {
      stuck.getOutputStream().write(new byte[MORE_THAN_ALL_BUFFERS]);
      throw new IOException("no time-out for " + stuck);
    } catch (SocketException e) {
      Console.say("write " + e.getMessage());
    }
    stuck.close();

    Socket idle = loopback.connect();
    Socket idlePeer = loopback.accept();
    Socket writing = loopback.connect();
    Socket writingPeer = loopback.accept();
    LoopbackDevice.set("down");
    idle.setKeepAlive(true);
    writing.getOutputStream().write(1);
    for (Socket timedOut : new Socket[] {idle, writing}) {
      Loopback.await(timedOut, KernelState.CLOSE);
      try {
        timedOut.getInputStream().read();
        throw new IOException("no time-out for " + timedOut);
      } catch (IOException e) {
        Console.say("read " + e.getMessage());
      }
      timedOut.close();
    }
    LoopbackDevice.set("up");
    Console.say("done");
    Console.awaitEnd();
    stuckPeer.close();
    idlePeer.close();
    writingPeer.close();
  }
}
