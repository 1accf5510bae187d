package dev.countersign.worker;

import dev.countersign.wire.DeadLetterCode;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record for the dead letters, and why. */
record DeadLetter(DeadLetterCode code, ProducerRecord<byte[], byte[]> record) {}
