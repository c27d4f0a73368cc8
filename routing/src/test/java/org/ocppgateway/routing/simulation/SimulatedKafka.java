package org.ocppgateway.routing.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.event.PublishException;

/** {@code commands-down} and {@code command-results}. An append that fails may have been done. */
final class SimulatedKafka {
    static final int PARTITIONS = 4;

    private final Turns turns;
    private final Random random;
    private final List<List<Found>> commands = new ArrayList<>();
    private final Book book;
    private boolean out;

    /** A record and its key. */
    record Found(PodId pod, CommandRecord taken) {}

    SimulatedKafka(Turns turns, Random random, Book book) {
        this.turns = turns;
        this.random = random;
        this.book = book;
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

    Found at(int partition, int offset) {
        return commands.get(partition).get(offset);
    }

    /** @param producedAt by the writer's clock */
    void write(int partition, PodId pod, byte[] value, int hops, Instant producedAt) {
        commands.get(partition).add(new Found(pod, new CommandRecord(value, hops, producedAt, null)));
    }

    void forward(CommandRecord taken, PodId pod, int partition, Instant now) throws PublishException {
        append(() -> write(partition, pod, taken.value(), taken.hops() + 1, now));
    }

    /** A pod notes on its own partition that it is about to send a command. */
    void note(int partition, PodId pod, String commandId, Instant now) throws PublishException {
        append(() -> {
            book.granted(commandId);
            book.note(commandId, pod + " notes that it will send");
            write(partition, pod, CommandReader.sending(commandId), 0, now);
        });
    }

    /** The end of a partition, for those who ask from afar. */
    OptionalLong endAsAsked(int partition) {
        turns.step();
        return out ? OptionalLong.empty() : OptionalLong.of(end(partition));
    }

    void publish(String result) throws PublishException {
        append(() -> book.result(result));
    }

    /** The result that was told about a command. */
    Optional<String> told(String commandId) throws StatesUnavailableException {
        turns.step();
        if (out) {
            throw new StatesUnavailableException(new IllegalStateException("out, says the schedule"));
        }
        return book.told(commandId);
    }

    private void append(Runnable done) throws PublishException {
        turns.step();
        boolean fails = out;
        if (!fails || random.nextInt(4) == 0) {
            done.run();
        }
        if (fails) {
            throw new PublishException(PublishException.Reason.OUTAGE, "out, says the schedule");
        }
    }
}
