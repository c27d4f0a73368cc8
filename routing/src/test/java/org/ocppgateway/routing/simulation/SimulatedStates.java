package org.ocppgateway.routing.simulation;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.StatesUnavailableException;

/** States of commands that take a moment to reach, before and after. */
final class SimulatedStates implements CommandStates {
    private final String pod;
    private final Turns turns;
    private final CommandStates states;
    private final Book book;

    SimulatedStates(String pod, Turns turns, CommandStates states, Book book) {
        this.pod = pod;
        this.turns = turns;
        this.states = states;
        this.book = book;
    }

    private interface Step<T> {
        T run() throws StatesUnavailableException, InterruptedException;
    }

    private <T> T taking(Step<T> step) throws StatesUnavailableException, InterruptedException {
        turns.step();
        T done = step.run();
        turns.step();
        return done;
    }

    private <T> T noting(String commandId, String what, Step<T> step)
            throws StatesUnavailableException, InterruptedException {
        return taking(() -> {
            T done = step.run();
            book.note(commandId, pod + " " + what + ": " + done);
            return done;
        });
    }

    @Override
    public Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException {
        return noting(commandId, "claims", () -> states.claim(commandId, chargePointId, receivedAt));
    }

    @Override
    public void await(String commandId) {
        states.await(commandId);
    }

    @Override
    public boolean send(String commandId, Instant sentAt) throws StatesUnavailableException, InterruptedException {
        return noting(commandId, "sends", () -> {
            boolean granted = states.send(commandId, sentAt);
            if (granted) {
                book.granted(commandId);
            }
            return granted;
        });
    }

    @Override
    public boolean release(
            String commandId,
            ChargePointId chargePointId,
            @Nullable CommandState seen,
            @Nullable Instant perhapsSentAt,
            Instant now)
            throws StatesUnavailableException, InterruptedException {
        return noting(commandId, "releases", () -> states.release(commandId, chargePointId, seen, perhapsSentAt, now));
    }

    @Override
    public String end(String commandId, String result) throws StatesUnavailableException, InterruptedException {
        return noting(commandId, "ends", () -> states.end(commandId, result));
    }

    @Override
    public Optional<String> endIf(String commandId, @Nullable CommandState seen, String result)
            throws StatesUnavailableException, InterruptedException {
        return noting(commandId, "ends what it saw", () -> states.endIf(commandId, seen, result));
    }

    @Override
    public void delivered(String commandId) {
        states.delivered(commandId);
    }

    @Override
    public Instant unbrokenSince() throws StatesUnavailableException, InterruptedException {
        return taking(states::unbrokenSince);
    }

    @Override
    public Instant reachableSince() {
        return states.reachableSince();
    }

    @Override
    public Optional<CommandState> find(String commandId) throws StatesUnavailableException, InterruptedException {
        return taking(() -> states.find(commandId));
    }
}
