/**
 * The entrance for the JVM and the shell, and the only part of the agent that the application's
 * class path can see. Arguments come in, and a call by name goes out to the core, which has a class
 * loader of its own. Nothing else may be here, and no library may be named.
 */
package io.firstfin.launcher;
