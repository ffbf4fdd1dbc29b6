package com.example.quiet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * One node of Kafka, which is broker and controller.
 *
 * <p>Arguments: port, and the next one is used too; folder for its data.
 */
public final class KafkaBroker {
  private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAA";

  private KafkaBroker() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Path properties = folder.resolve("server.properties");
    Files.write(
        properties,
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + (port + 1),
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + (port + 1),
            "controller.listener.names=CONTROLLER",
            "log.dirs=" + folder.resolve("data"),
            "num.partitions=1",
            "offsets.topic.num.partitions=1",
            "offsets.topic.replication.factor=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "share.coordinator.state.topic.replication.factor=1",
            "share.coordinator.state.topic.min.isr=1",
            "group.initial.rebalance.delay.ms=0",
            "log.cleaner.dedupe.buffer.size=4194304"));
    String[] format = {"format", "--cluster-id", CLUSTER, "--config", properties.toString()};
    if (StorageTool.execute(format, System.err) != 0) {
      throw new IOException("no storage in " + folder);
    }
    endWithInput();
    Kafka.main(new String[] {properties.toString()});
  }

  private static void endWithInput() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // The text of a line does not matter.
                }
              } catch (IOException e) {
                // The same as the end of the input.
              }
              System.exit(0);
            });
    thread.setDaemon(true);
    thread.start();
  }
}
