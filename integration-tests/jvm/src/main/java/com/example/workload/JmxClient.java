package com.example.workload;

import com.example.support.Console;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Reads an MBean of another JVM.
 *
 * <p>Arguments: service URL and object name. Lines in: {@code registered}, {@code get ATTRIBUTE},
 * or {@code invoke OPERATION}. The answer to each is the line itself, a space and the value. The
 * items of a list of composite values come before it, with a line {@code ATTRIBUTE[i].key value}
 * for each key.
 */
public final class JmxClient {
  private JmxClient() {}

  public static void main(String[] arguments) throws Exception {
    ObjectName name = new ObjectName(arguments[1]);
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(arguments[0]))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      Console.say("connected");
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
      for (String line; (line = in.readLine()) != null; ) {
        List<String> words = Arrays.asList(line.split(" "));
        Object value =
            words.get(0).equals("registered")
                ? (Object) server.isRegistered(name)
                : words.get(0).equals("get")
                    ? server.getAttribute(name, words.get(1))
                    : server.invoke(name, words.get(1), new Object[0], new String[0]);
        say(line, value);
      }
    }
  }

  private static void say(String line, Object value) {
    if (value instanceof CompositeData[]) {
      CompositeData[] rows = (CompositeData[]) value;
      for (int i = 0; i < rows.length; i++) {
        for (String key : rows[i].getCompositeType().keySet()) {
          Object item = rows[i].get(key);
          boolean list = item instanceof Object[];
          Console.say(
              line + "[" + i + "]." + key + ' ' + (list ? Arrays.asList((Object[]) item) : item));
        }
      }
      Console.say(line + ' ' + rows.length);
    } else {
      Console.say(line + ' ' + String.valueOf(value).replace('\n', ' '));
    }
  }
}
