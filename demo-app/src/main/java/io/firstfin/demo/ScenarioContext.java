package io.firstfin.demo;

import java.nio.file.Path;

/**
 * What a scenario is given.
 *
 * @param name as on the command line
 * @param command the command that the user typed; it is repeated in advice
 * @param sources folder of the demo's Java sources; need not exist
 */
record ScenarioContext(
    String name, Form form, Console console, Evidence evidence, String command, Path sources) {

  boolean broken() {
    return form == Form.BROKEN;
  }
}
