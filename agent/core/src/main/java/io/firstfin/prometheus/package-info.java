/**
 * The meters for Prometheus. The newest report and a request come in; a text in the format that the
 * client accepts goes out. No meter may be defined here, because all of them are in {@code
 * io.firstfin.meters}.
 */
package io.firstfin.prometheus;
