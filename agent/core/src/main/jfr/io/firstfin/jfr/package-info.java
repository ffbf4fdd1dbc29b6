/** JFR events; the only code that needs the module {@code jdk.jfr}, loaded where it is in use. */
package io.firstfin.jfr;
