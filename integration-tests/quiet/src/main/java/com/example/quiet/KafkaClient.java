package com.example.quiet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A producer that sends twenty records a second, and a consumer that reads them.
 *
 * <p>Arguments: address of a broker, topic.
 */
public final class KafkaClient {
  private static final int EACH_MILLIS = 50;

  private KafkaClient() {}

  public static void main(String[] arguments) throws Exception {
    String topic = arguments[1];
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", arguments[0]),
            new StringSerializer(),
            new StringSerializer());
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                arguments[0],
                "group.id",
                topic,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
    send(producer, topic);
    consumer.subscribe(List.of(topic));
    while (consumer.poll(Duration.ofMillis(EACH_MILLIS)).isEmpty()) {
      // The consumer group is being formed.
    }
    Work work = new Work(2);
    work.every(EACH_MILLIS, () -> send(producer, topic));
    work.every(EACH_MILLIS, () -> consumer.poll(Duration.ofSeconds(1)).count());
    work.untilInputEnds();
  }

  private static int send(KafkaProducer<String, String> producer, String topic) throws Exception {
    producer.send(new ProducerRecord<>(topic, "x")).get(20, TimeUnit.SECONDS);
    return 1;
  }
}
