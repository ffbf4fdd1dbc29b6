package io.firstfin.agent;

import java.util.ArrayList;
import java.util.Properties;

/**
 * Answers a command through the JVM's agent properties, which the attaching process can read: no
 * file and no socket is needed, whoever the two processes belong to.
 */
final class Answers {
  private static final String PREFIX = "firstfin.answer.";

  private final String nonce;

  Answers(String nonce) {
    this.nonce = nonce;
  }

  void ok(String payload) {
    put("ok:" + payload);
  }

  void error(String line) {
    put("error:" + line);
  }

  private void put(String value) {
    Properties properties = AgentProperties.current();
    synchronized (properties) {
      for (Object key : new ArrayList<Object>(properties.keySet())) {
        if (key instanceof String && ((String) key).startsWith(PREFIX)) {
          properties.remove(key);
        }
      }
      properties.setProperty(PREFIX + nonce, value);
    }
  }
}
