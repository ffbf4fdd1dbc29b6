package io.firstfin.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * URLs of the core's resources. They are read through the core's loader: the JDK's own connections
 * would open firstfin.jar by its name, and keep it open for ever.
 */
final class CoreResources extends URLStreamHandler {
  private final CoreClassLoader core;

  CoreResources(CoreClassLoader core) {
    this.core = core;
  }

  URL url(String name) throws MalformedURLException {
    return new URL("firstfin", null, -1, "/" + name, this);
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new Connection(url, core);
  }

  static final class Connection extends URLConnection {
    private final CoreClassLoader core;

    Connection(URL url, CoreClassLoader core) {
      super(url);
      this.core = core;
    }

    @Override
    public void connect() {}

    @Override
    public InputStream getInputStream() throws IOException {
      InputStream in = core.getResourceAsStream(url.getPath().substring(1));
      if (in == null) {
        throw new IOException(url + " is not there");
      }
      return in;
    }
  }
}
