/**
 * What the instrumented classes call, defined in the bootstrap loader. Calls of the hooks come in,
 * and events go out to the receiver that the core has set. No type but those of the JDK may be
 * here.
 */
package io.firstfin.bootstrap;
