/**
 * Where the JVM and the shell come in, and all of the agent that the application's class path can
 * see. Arguments come in, and a call goes out, by name, to the core, which a class loader of its
 * own has opened. Nothing else may be here, and no library may be named.
 */
package io.firstfin.launcher;
