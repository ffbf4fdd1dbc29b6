package com.example.quiet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;

/**
 * One node of Kafka, which is broker and controller, with a client that asks it for its topics.
 *
 * <p>Arguments: port, and the next one is used too; folder for its data.
 */
public final class KafkaBroker {
  private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAA";
  private static final int EACH_MILLIS = 1_000;
  private static final int START_SECONDS = 100;

  private KafkaBroker() {}

  public static void main(String[] arguments) throws Exception {
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
    Thread broker = new Thread(() -> Kafka.main(new String[] {properties.toString()}));
    broker.setDaemon(true);
    broker.start();
    Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port));
    Work work = new Work(1);
    // Its first answer comes when the broker has started.
    ask(admin);
    work.every(EACH_MILLIS, () -> ask(admin));
    work.untilInputEnds();
  }

  private static int ask(Admin admin) throws Exception {
    admin.listTopics().names().get(START_SECONDS, TimeUnit.SECONDS);
    return 1;
  }
}
