package org.ocppgateway.protocol.contract;

import java.util.List;
import java.util.Locale;

/** The topics, with the names and partitions that they have unless configured otherwise. */
enum Channel {
    EVENTS(
            "ocpp-events-up",
            12,
            "chargePointId",
            "What charge points tell. In order for one charge point by sessionEpoch and sequence."),
    COMMANDS(
            "commands-down",
            128,
            "podId",
            "Commands to charge points, and decisions for them. The key is the gateway process that holds the charge point, as"
                    + " conn:<chargePointId> in Redis or the event's reply names it."),
    RESULTS(
            "command-results",
            12,
            "chargePointId",
            "How commands ended: each exactly once, delivered at least once and always the same."),
    DEAD_LETTERS(
            "commands-dead-letter",
            3,
            "as found",
            "Records of commands-down that nobody could be told about: the bytes as found, the reason in the headers.");

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

    /** What stands in the key of a record. */
    String key() {
        return key;
    }

    String doc() {
        return doc;
    }

    /** What is in it; nothing for what may be anything. */
    List<RecordKind> records() {
        return switch (this) {
            case EVENTS -> List.of(RecordKind.EVENT);
            case COMMANDS -> List.of(RecordKind.COMMAND, RecordKind.REPLY);
            case RESULTS -> List.of(RecordKind.RESULT);
            case DEAD_LETTERS -> List.of();
        };
    }

    /** The name under which documents refer to it. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
