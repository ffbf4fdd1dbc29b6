package com.example.workload;

import com.example.support.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/**
 * Uploads files over one session of commons-net, or by FTP URLs of the JDK.
 *
 * <p>Arguments: port of the server, number of files, {@code session} or {@code url}.
 */
public final class FtpCalls {
  private FtpCalls() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int files = Integer.parseInt(arguments[1]);
    if (arguments[2].equals("session")) {
      FTPClient client = new FTPClient();
      client.connect("127.0.0.1", port);
      client.login("shop", "secret");
      client.enterLocalPassiveMode();
      client.setFileType(FTP.BINARY_FILE_TYPE);
      for (int i = 0; i < files; i++) {
        upload(client);
      }
    } else {
      URL url = new URL("ftp://shop:secret@127.0.0.1:" + port + "/file;type=i");
      for (int i = 0; i < files; i++) {
        upload(url);
      }
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static void upload(FTPClient client) throws IOException {
    if (!client.storeFile("file", new ByteArrayInputStream(new byte[2_000]))) {
      throw new IOException(client.getReplyString());
    }
  }

  private static void upload(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(new byte[2_000]);
    }
  }
}
