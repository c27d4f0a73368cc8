package org.ocppgateway.ops.dev;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.ops.stack.backend.Feed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ops/dev events}: prints events as they arrive on Kafka. */
@Command(name = "events", description = "Prints the events of the fleet as they arrive on Kafka, until Ctrl-C.")
final class EventsCommand implements Callable<Integer> {
    @Mixin
    private final BackendAddresses addresses = new BackendAddresses();

    @Option(names = "--from-beginning", description = "begin with the oldest stored event")
    private boolean fromBeginning;

    @Option(names = "--charge-point", paramLabel = "ID", description = "only events of this charge point")
    private @Nullable String chargePoint;

    @Option(names = "--json", description = "whole records, one per line")
    private boolean json;

    @Override
    public Integer call() {
        try (Feed<BackendEvent> feed = Feed.events(addresses.kafkaAddress(), fromBeginning)) {
            while (!System.out.checkError()) {
                for (BackendEvent event : feed.next()) {
                    if (chargePoint == null || chargePoint.equals(event.chargePointId())) {
                        System.out.println(json ? event.json() : event.summary());
                    }
                }
            }
        }
        return 0;
    }
}
