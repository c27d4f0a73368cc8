package org.ocppgateway.protocol.contract;

import java.util.List;
import java.util.Locale;

/** The topics, with their default names and numbers of partitions. */
enum Channel {
    EVENTS(
            "ocpp-events-up",
            12,
            "chargePointId",
            "Messages of charge points, ordered per charge point by sessionEpoch and sequence."),
    COMMANDS(
            "commands-down",
            128,
            "podId",
            "Commands to charge points, and decisions for them. The key is the gateway process that holds the charge point, from"
                    + " conn:<chargePointId> in Redis or from the event's reply."),
    RESULTS(
            "command-results",
            12,
            "chargePointId",
            "Outcomes of commands: each has exactly one, delivered at least once and always the same."),
    DEAD_LETTERS(
            "commands-dead-letter",
            3,
            "as found",
            "Records of commands-down that could not be handled and have no result: the bytes as found, the reason in the headers.");

    private final String topic;
    private final int partitions;
    private final String key;
    private final String doc;

    Channel(String topic, int partitions, String key, String doc) {
        this.topic = topic;
        this.partitions = partitions;
        this.key = key;
        this.doc = doc;
    }

    String topic() {
        return topic;
    }

    int partitions() {
        return partitions;
    }

    /** Description of the key of a record. */
    String key() {
        return key;
    }

    String doc() {
        return doc;
    }

    /** The kinds of its records; empty if the content is arbitrary. */
    List<RecordKind> records() {
        return switch (this) {
            case EVENTS -> List.of(RecordKind.EVENT);
            case COMMANDS -> List.of(RecordKind.COMMAND, RecordKind.REPLY);
            case RESULTS -> List.of(RecordKind.RESULT);
            case DEAD_LETTERS -> List.of();
        };
    }

    /** Its id in the documents. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
