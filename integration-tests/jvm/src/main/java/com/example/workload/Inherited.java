package com.example.workload;

import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Uses the channel that the JVM was started with. It ends a connection first. For a listener, it
 * accepts connections of its own, which in turn the client and the server close first.
 *
 * <p>Arguments: address, port, connections for a listener.
 */
public final class Inherited {
  private Inherited() {}

  public static void main(String[] arguments) throws Exception {
    // Opened anew, because the JDK redirects standard output to /dev/null when it closes the
    // channel.
    PrintStream out = new PrintStream(new FileOutputStream("/proc/self/fd/1"), true);
    Channel channel = System.inheritedChannel();
    if (channel instanceof SocketChannel) {
      ChannelEnd.blocking((SocketChannel) channel).readByte();
      channel.close();
    } else {
      InetSocketAddress target =
          new InetSocketAddress(
              InetAddress.getByName(arguments[0]), Integer.parseInt(arguments[1]));
      accept((ServerSocketChannel) channel, target, Integer.parseInt(arguments[2]));
    }
    out.println("done");
    Thread.sleep(Long.MAX_VALUE);
  }

  private static void accept(
      ServerSocketChannel listener, InetSocketAddress target, int connections) throws Exception {
    for (int i = 0; i < connections; i++) {
      End client = ChannelEnd.blocking(SocketChannel.open(target));
      End server = ChannelEnd.blocking(listener.accept());
      CloseKind.END_OF_STREAM_READ.end(i % 2 == 0 ? client : server, i % 2 == 0 ? server : client);
    }
  }
}
