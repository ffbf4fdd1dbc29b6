/**
 * What the user asked for. Texts from the agent's arguments, system properties, the environment and
 * a file come in; checked values go out, with one line for each text that was not accepted. Nothing
 * here may fail or act on an option, because a service starts whatever its options say.
 */
package io.firstfin.options;
