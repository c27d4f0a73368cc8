package org.ocppgateway.routing.redis;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.StatesUnavailableException;

/** The states of commands in Redis, one hash per command, as one pod incarnation sees and changes them. */
public final class RedisCommandStates implements CommandStates {
    private static final String CLAIMED = "claimed";

    private final RedisLink link;
    private final RedisEra era;
    private final RedisLookup lookup;
    private final String owner;
    private final String lifetimeMillis;

    public RedisCommandStates(RedisSettings settings, RedisLink link, RedisEra era, Incarnation incarnation) {
        this.era = era;
        this.link = link;
        this.lookup = new RedisLookup(link);
        this.owner = incarnation.toString();
        this.lifetimeMillis = Long.toString(settings.commandLifetime().toMillis());
    }

    @Override
    public Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException {
        String reply = run(
                CommandScripts.CLAIM, commandId, owner, chargePointId.value(), receivedAt.toString(), lifetimeMillis);
        if (reply.startsWith(CLAIMED)) {
            return new Claim.Claimed(RedisLookup.instant(reply.substring(CLAIMED.length())));
        }
        return reply.equals("running") ? new Claim.Running() : new Claim.Ended(reply);
    }

    @Override
    public void await(String commandId) {
        note(CommandScripts.AWAIT, commandId);
    }

    @Override
    public boolean send(String commandId, Instant sentAt) throws StatesUnavailableException, InterruptedException {
        return run(CommandScripts.SEND, commandId, owner, sentAt.toString()).equals("yes");
    }

    @Override
    public boolean release(
            String commandId,
            ChargePointId chargePointId,
            @Nullable CommandState seen,
            @Nullable Instant perhapsSentAt,
            Instant now)
            throws StatesUnavailableException, InterruptedException {
        return run(
                        CommandScripts.RELEASE,
                        commandId,
                        stage(seen),
                        owner(seen),
                        chargePointId.value(),
                        now.toString(),
                        lifetimeMillis,
                        perhapsSentAt == null ? "" : perhapsSentAt.toString())
                .equals("yes");
    }

    @Override
    public String end(String commandId, String result) throws StatesUnavailableException, InterruptedException {
        return run(CommandScripts.END, commandId, result, lifetimeMillis);
    }

    @Override
    public Optional<String> endIf(String commandId, @Nullable CommandState seen, String result)
            throws StatesUnavailableException, InterruptedException {
        String stands = run(CommandScripts.END_IF, commandId, result, lifetimeMillis, stage(seen), owner(seen));
        return stands.isEmpty() ? Optional.empty() : Optional.of(stands);
    }

    @Override
    public void delivered(String commandId) {
        note(CommandScripts.DELIVERED, commandId);
    }

    @Override
    public Instant unbrokenSince() throws StatesUnavailableException, InterruptedException {
        try {
            return era.since();
        } catch (RedisUnavailableException e) {
            throw new StatesUnavailableException(e);
        }
    }

    @Override
    public Instant reachableSince() {
        return link.dependency().state().since();
    }

    @Override
    public Optional<CommandState> find(String commandId) throws StatesUnavailableException, InterruptedException {
        return lookup.command(commandId);
    }

    private static String stage(@Nullable CommandState seen) {
        return seen == null ? "" : seen.stage().label();
    }

    private static String owner(@Nullable CommandState seen) {
        return seen == null ? "" : seen.owner();
    }

    private void note(Script script, String commandId) {
        link.later(script, RedisLookup.commandKey(commandId), () -> true, reply -> {}, owner);
    }

    private String run(Script script, String commandId, String... arguments)
            throws StatesUnavailableException, InterruptedException {
        try {
            return link.run(script, RedisLookup.commandKey(commandId), arguments);
        } catch (RedisUnavailableException e) {
            throw new StatesUnavailableException(e);
        }
    }
}
