package org.ocppgateway.routing.simulation;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.Ownership;
import org.ocppgateway.routing.command.StatesUnavailableException;

/** States of commands with delays before and after each call; a reply may be lost. */
final class SimulatedStates implements CommandStates {
    private final String pod;
    private final DeterministicScheduler scheduler;
    private final CommandStates states;
    private final SimulatedRedis.View redis;
    private final CommandHistory history;

    SimulatedStates(
            String pod,
            DeterministicScheduler scheduler,
            CommandStates states,
            SimulatedRedis.View redis,
            CommandHistory history) {
        this.pod = pod;
        this.scheduler = scheduler;
        this.states = states;
        this.redis = redis;
        this.history = history;
    }

    private interface Step<T> {
        T run() throws StatesUnavailableException, InterruptedException;
    }

    private <T> T taking(BooleanSupplier possible, Step<T> step)
            throws StatesUnavailableException, InterruptedException {
        scheduler.step();
        refuseUnless(possible);
        T done = step.run();
        scheduler.step();
        refuseUnless(redis::answers);
        return done;
    }

    private static void refuseUnless(BooleanSupplier possible) throws StatesUnavailableException {
        if (!possible.getAsBoolean()) {
            throw new StatesUnavailableException("simulated outage");
        }
    }

    private <T> T writing(String commandId, String what, Step<T> step)
            throws StatesUnavailableException, InterruptedException {
        return taking(redis::takesWrites, () -> {
            T done = step.run();
            history.note(commandId, pod + " " + what + ": " + done);
            return done;
        });
    }

    @Override
    public Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException {
        return writing(commandId, "claims", () -> states.claim(commandId, chargePointId, receivedAt));
    }

    @Override
    public void setWaiting(String commandId) {
        if (redis.takesWrites()) {
            states.setWaiting(commandId);
        }
    }

    @Override
    public boolean send(String commandId, Instant sentAt) throws StatesUnavailableException, InterruptedException {
        return writing(commandId, "sends", () -> {
            boolean granted = states.send(commandId, sentAt);
            if (granted) {
                history.granted(commandId);
            }
            return granted;
        });
    }

    @Override
    public boolean release(
            String commandId,
            ChargePointId chargePointId,
            @Nullable Ownership seen,
            @Nullable Instant perhapsSentAt,
            Instant now)
            throws StatesUnavailableException, InterruptedException {
        return writing(commandId, "releases", () -> states.release(commandId, chargePointId, seen, perhapsSentAt, now));
    }

    @Override
    public Optional<String> end(String commandId, @Nullable Ownership seen, String result)
            throws StatesUnavailableException, InterruptedException {
        return writing(commandId, "ends", () -> states.end(commandId, seen, result));
    }

    @Override
    public Ownership ownership(@Nullable Instant sentAt) {
        return states.ownership(sentAt);
    }

    @Override
    public void delivered(String commandId) {
        if (redis.takesWrites()) {
            states.delivered(commandId);
        }
    }

    @Override
    public Instant unbrokenSince() throws StatesUnavailableException, InterruptedException {
        return taking(redis::takesWrites, states::unbrokenSince);
    }

    @Override
    public boolean wasCutOffAfter(Instant time) throws StatesUnavailableException, InterruptedException {
        return taking(redis::takesWrites, () -> redis.wasCutOffAfter(time));
    }

    @Override
    public Optional<CommandState> find(String commandId) throws StatesUnavailableException, InterruptedException {
        return taking(redis::answers, () -> states.find(commandId));
    }
}
