package com.example.workload;

import com.example.support.KernelState;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.Socket;

final class SocketEnd extends End {
  private static final byte[] TWO_BYTES = {1, 2};

  private final Socket socket;

  SocketEnd(Socket socket) {
    this.socket = socket;
  }

  @Override
  FileDescriptor descriptor() throws IOException {
    return KernelState.descriptor(socket);
  }

  @Override
  void writeTwoBytes() throws IOException {
    socket.getOutputStream().write(TWO_BYTES);
  }

  @Override
  int readByte() throws IOException {
    return socket.getInputStream().read();
  }

  @Override
  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  void linger(int seconds) throws IOException {
    socket.setSoLinger(true, seconds);
  }

  @Override
  void close() throws IOException {
    socket.close();
  }
}
