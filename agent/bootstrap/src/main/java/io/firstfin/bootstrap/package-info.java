/** What instrumented JDK classes call: JDK types only, defined by the bootstrap loader. */
package io.firstfin.bootstrap;
