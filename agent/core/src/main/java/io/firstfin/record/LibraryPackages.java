package io.firstfin.record;

import java.util.Arrays;

/**
 * Tells the JDK's and widely used libraries' classes from the application's own, so that a finding
 * can name the application's first line. Takes binary class names ({@code java.net.Socket}), does
 * not allocate, and may be called by any thread.
 *
 * <p>What is not listed is taken for the application's: a missing library moves the named line a
 * few frames towards the socket and is otherwise harmless.
 */
public final class LibraryPackages {
  private static final String[] JDK =
      sorted(
          "com.oracle.jrockit.",
          "com.oracle.net.",
          "com.oracle.nio.",
          "com.sun.",
          "java.",
          "javax.",
          "jdk.",
          "org.ietf.jgss.",
          "org.omg.",
          "org.w3c.dom.",
          "org.xml.sax.",
          "sun.");

  /**
   * No prefix is the beginning of another: the search below relies on it. Specifications of Java EE
   * and some of Sun's own libraries live in {@code javax.} and {@code com.sun.} without being part
   * of the JDK, so they are listed here and win over the list above.
   */
  private static final String[] LIBRARIES =
      sorted(
          // HTTP clients
          "com.mashape.unirest.",
          "com.ning.http.",
          "com.squareup.okhttp.",
          "feign.",
          "kong.unirest.",
          "okhttp3.",
          "okio.",
          "org.asynchttpclient.",
          "org.http4s.",
          "retrofit.",
          "retrofit2.",
          "sttp.",
          // Event loops, RPC, reactive streams
          "akka.",
          "cats.effect.",
          "com.linecorp.armeria.",
          "com.twitter.finagle.",
          "com.twitter.util.",
          "fs2.",
          "io.grpc.",
          "io.netty.",
          "io.reactivex.",
          "io.rsocket.",
          "org.jctools.",
          "org.reactivestreams.",
          "reactor.",
          "rx.",
          "zio.",
          // Servers and frameworks
          "com.caucho.",
          "com.ibm.websphere.",
          "com.ibm.ws.",
          "com.ibm.wsspi.",
          "com.netflix.",
          "com.sun.enterprise.",
          "com.sun.faces.",
          "com.sun.grizzly.",
          "com.sun.jersey.",
          "com.sun.mail.",
          "com.sun.xml.bind.",
          "com.sun.xml.messaging.",
          "com.sun.xml.ws.",
          "io.helidon.",
          "io.javalin.",
          "io.jooby.",
          "io.ktor.",
          "io.micronaut.",
          "io.quarkus.",
          "io.smallrye.",
          "io.undertow.",
          "io.vertx.",
          "jakarta.",
          "javax.annotation.security.",
          "javax.batch.",
          "javax.cache.",
          "javax.ejb.",
          "javax.el.",
          "javax.enterprise.",
          "javax.faces.",
          "javax.inject.",
          "javax.interceptor.",
          "javax.jms.",
          "javax.json.",
          "javax.mail.",
          "javax.persistence.",
          "javax.resource.",
          "javax.servlet.",
          "javax.validation.",
          "javax.websocket.",
          "javax.ws.rs.",
          "org.apache.",
          "org.eclipse.",
          "org.glassfish.",
          "org.http4k.",
          "org.jboss.",
          "org.restlet.",
          "org.simpleframework.",
          "org.springframework.",
          "org.wildfly.",
          "org.xnio.",
          "play.",
          "ratpack.",
          "spark.",
          "weblogic.",
          // Data stores, caches, brokers
          "co.elastic.",
          "com.aerospike.client.",
          "com.clickhouse.",
          "com.couchbase.client.",
          "com.datastax.",
          "com.github.jasync.",
          "com.hazelcast.",
          "com.ibm.db2.",
          "com.ibm.mq.",
          "com.ibm.msg.client.",
          "com.influxdb.",
          "com.lambdaworks.",
          "com.microsoft.sqlserver.",
          "com.mongodb.",
          "com.mysql.",
          "com.rabbitmq.",
          "com.sap.db.",
          "com.scylladb.",
          "com.vertica.",
          "io.asyncer.r2dbc.",
          "io.lettuce.",
          "io.nats.",
          "io.r2dbc.",
          "io.valkey.",
          "net.rubyeye.xmemcached.",
          "net.snowflake.client.",
          "net.sourceforge.jtds.",
          "net.spy.memcached.",
          "oracle.jdbc.",
          "oracle.net.",
          "oracle.ucp.",
          "org.elasticsearch.",
          "org.firebirdsql.",
          "org.h2.",
          "org.hsqldb.",
          "org.infinispan.",
          "org.influxdb.",
          "org.jgroups.",
          "org.mariadb.",
          "org.neo4j.",
          "org.opensearch.",
          "org.postgresql.",
          "org.redisson.",
          "redis.clients.",
          "ru.yandex.clickhouse.",
          // Pools and mappers over them
          "com.alibaba.",
          "com.mchange.",
          "com.zaxxer.hikari.",
          "liquibase.",
          "org.flywaydb.",
          "org.hibernate.",
          "org.jooq.",
          "org.mybatis.",
          "org.vibur.dbcp.",
          "snaq.db.",
          // Clouds, service registries, containers
          "com.aliyun.",
          "com.amazonaws.",
          "com.azure.",
          "com.ctrip.framework.apollo.",
          "com.ecwid.consul.",
          "com.github.dockerjava.",
          "com.google.",
          "com.microsoft.azure.",
          "com.orbitz.consul.",
          "com.tencentcloudapi.",
          "io.dapr.",
          "io.etcd.jetcd.",
          "io.fabric8.",
          "io.kubernetes.client.",
          "io.minio.",
          "io.temporal.",
          "software.amazon.",
          // Telemetry and logging
          "ch.qos.",
          "com.codahale.metrics.",
          "com.datadoghq.",
          "com.newrelic.",
          "com.timgroup.statsd.",
          "com.uber.jaeger.",
          "datadog.",
          "io.dropwizard.",
          "io.jaegertracing.",
          "io.micrometer.",
          "io.opentelemetry.",
          "io.opentracing.",
          "io.prometheus.",
          "io.sentry.",
          "org.fluentd.",
          "org.graylog2.",
          "org.slf4j.",
          "zipkin2.",
          // Other protocols
          "com.hierynomus.",
          "com.jcraft.jsch.",
          "com.unboundid.",
          "net.schmizz.",
          "org.xbill.DNS.",
          "quickfix.",
          // Languages, proxies, resilience, schedulers, serialisers
          "clojure.",
          "com.arjuna.",
          "com.fasterxml.",
          "com.sun.jna.",
          "com.sun.proxy.",
          "dev.failsafe.",
          "groovy.",
          "io.github.bucket4j.",
          "io.github.resilience4j.",
          "io.vavr.",
          "javassist.",
          "jdk.proxy",
          "kotlin.",
          "kotlinx.",
          "net.bytebuddy.",
          "net.jodah.failsafe.",
          "net.sf.cglib.",
          "org.aopalliance.",
          "org.aspectj.",
          "org.codehaus.",
          "org.jruby.",
          "org.python.",
          "org.quartz.",
          "scala.",
          "tools.jackson.",
          // Test runners
          "com.intellij.rt.",
          "io.gatling.",
          "junit.",
          "org.gradle.",
          "org.junit.",
          "org.mockito.",
          "org.testcontainers.",
          "org.testng.",
          "worker.org.gradle.");

  private LibraryPackages() {}

  /** Whether the class belongs to a known library; never true for a class of the JDK. */
  public static boolean isLibrary(String className) {
    return startsWithAny(LIBRARIES, className);
  }

  /** Whether the class belongs to the JDK. */
  public static boolean isJdk(String className) {
    return startsWithAny(JDK, className) && !isLibrary(className);
  }

  /** The prefixes of libraries, sorted. */
  static String[] libraries() {
    return LIBRARIES.clone();
  }

  /**
   * Since no prefix begins another, only the greatest one that is not above the name can be its
   * prefix: one binary search instead of a walk.
   */
  private static boolean startsWithAny(String[] sortedPrefixes, String name) {
    int index = Arrays.binarySearch(sortedPrefixes, name);
    int floor = index >= 0 ? index : -index - 2;
    return floor >= 0 && name.startsWith(sortedPrefixes[floor]);
  }

  private static String[] sorted(String... prefixes) {
    Arrays.sort(prefixes);
    return prefixes;
  }
}
