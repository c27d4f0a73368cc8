package org.ocppgateway.routing.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.event.PublishException;

/**
 * {@code commands-down} and {@code command-results}. A failed append may have been executed. Some offsets have no
 * record, as with transaction markers and aborted records.
 */
final class SimulatedKafka {
    static final int PARTITIONS = 4;

    private final DeterministicScheduler scheduler;
    private final Random random;
    private final List<List<@Nullable Found>> commands = new ArrayList<>();
    private final DeterministicScheduler.Life brokers = new DeterministicScheduler.Life();
    private final CommandHistory history;
    private boolean out;

    /** A record and its key. */
    record Found(PodId pod, CommandRecord record) {}

    SimulatedKafka(DeterministicScheduler scheduler, Random random, CommandHistory history) {
        this.scheduler = scheduler;
        this.random = random;
        this.history = history;
        for (int i = 0; i < PARTITIONS; i++) {
            commands.add(new ArrayList<>());
        }
    }

    void out(boolean isOut) {
        out = isOut;
    }

    boolean isOut() {
        return out;
    }

    int end(int partition) {
        return commands.get(partition).size();
    }

    /** Returns null if there is no record at that offset. */
    @Nullable
    Found at(int partition, int offset) {
        return commands.get(partition).get(offset);
    }

    /** @param producedAt time of the writer's clock */
    void write(int partition, PodId pod, byte[] value, int hops, Instant producedAt) {
        List<@Nullable Found> records = commands.get(partition);
        records.add(new Found(pod, new CommandRecord(value, hops, producedAt, null)));
        if (random.nextInt(5) == 0) {
            records.add(null);
        }
    }

    void forward(CommandRecord record, PodId pod, int partition) throws PublishException {
        append(() -> write(partition, pod, record.value(), record.hops() + 1, record.producedAt()));
    }

    void publish(String result) throws PublishException {
        append(() -> history.result(result));
    }

    /** The published result of a command. */
    Optional<String> told(String commandId) throws StatesUnavailableException {
        scheduler.step();
        if (out) {
            throw new StatesUnavailableException("simulated outage");
        }
        return history.told(commandId);
    }

    /** A record that a pod has sent arrives, whatever happens to the pod. */
    private void append(Runnable done) throws PublishException {
        AtomicReference<Boolean> over = new AtomicReference<>();
        scheduler.start(brokers, () -> {
            scheduler.step();
            boolean fails = out;
            if (!fails || random.nextInt(4) == 0) {
                done.run();
            }
            over.set(!fails);
        });
        while (over.get() == null) {
            scheduler.step();
        }
        if (!over.get()) {
            throw new PublishException(PublishException.Reason.OUTAGE, "simulated outage");
        }
    }
}
