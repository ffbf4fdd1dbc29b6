package io.firstfin.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Answers a command through the JVM's agent properties, which the attaching process can read. So no
 * file and no socket is needed, whichever users the two processes belong to.
 */
final class Answers {
  private static final String PREFIX = "firstfin.answer.";

  /**
   * Answers that are kept, because a process that asked at the same time may not have read its
   * answer yet.
   */
  private static final int MOST = 8;

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
      List<Object> answers = new ArrayList<Object>();
      for (Object key : properties.keySet()) {
        if (key instanceof String && ((String) key).startsWith(PREFIX)) {
          answers.add(key);
        }
      }
      if (answers.size() >= MOST) {
        properties.keySet().removeAll(answers);
      }
      properties.setProperty(PREFIX + nonce, value);
    }
  }
}
