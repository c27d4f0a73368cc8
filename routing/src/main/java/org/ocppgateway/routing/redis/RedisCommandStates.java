package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.Ownership;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.route.Incarnation;

/** States of commands in Redis, one hash per command, read and changed by one incarnation. */
public final class RedisCommandStates implements CommandStates {
    private static final String CLAIMED = "claimed:";

    private final RedisLink link;
    private final RedisContinuity continuity;
    private final RedisLookup lookup;
    private final String owner;
    private final Clock clock;
    private final Duration lifetime;
    private final String lifetimeMillis;

    public RedisCommandStates(
            RedisSettings settings, RedisLink link, RedisContinuity continuity, Incarnation incarnation, Clock clock) {
        this.continuity = continuity;
        this.link = link;
        this.lookup = new RedisLookup(link);
        this.owner = incarnation.toString();
        this.clock = clock;
        this.lifetime = settings.lifetimes().command();
        this.lifetimeMillis = Long.toString(settings.lifetimes().command().toMillis());
    }

    @Override
    public Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException {
        String reply = run(
                CommandScripts.CLAIM, commandId, owner, chargePointId.value(), receivedAt.toString(), lifetimeMillis);
        if (reply.startsWith(CLAIMED)) {
            String sentBefore = reply.substring(CLAIMED.length() + 4);
            return new Claim.Claimed(RedisLookup.instant(sentBefore), reply.startsWith("new", CLAIMED.length()));
        }
        return reply.equals("running") ? new Claim.Running() : new Claim.Ended(reply);
    }

    @Override
    public void setWaiting(String commandId) {
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
            @Nullable Ownership seen,
            @Nullable Instant perhapsSentAt,
            Instant now)
            throws StatesUnavailableException, InterruptedException {
        return run(
                        CommandScripts.RELEASE,
                        commandId,
                        owner(seen),
                        sentAt(seen),
                        chargePointId.value(),
                        now.toString(),
                        lifetimeMillis,
                        text(perhapsSentAt))
                .equals("yes");
    }

    @Override
    public Optional<String> end(String commandId, @Nullable Ownership seen, String result)
            throws StatesUnavailableException, InterruptedException {
        String stands = run(CommandScripts.END, commandId, owner(seen), sentAt(seen), result, lifetimeMillis);
        return stands.isEmpty() ? Optional.empty() : Optional.of(stands);
    }

    @Override
    public Ownership ownership(@Nullable Instant sentAt) {
        return new Ownership(owner, sentAt);
    }

    @Override
    public void delivered(String commandId) {
        note(CommandScripts.DELIVERED, commandId);
    }

    @Override
    public Instant unbrokenSince() throws StatesUnavailableException, InterruptedException {
        try {
            Instant continuity = this.continuity.since();
            Instant oldest = clock.instant().minus(lifetime);
            return continuity.isAfter(oldest) ? continuity : oldest;
        } catch (RedisUnavailableException e) {
            throw new StatesUnavailableException(e);
        }
    }

    @Override
    public boolean wasCutOffAfter(Instant time) throws StatesUnavailableException, InterruptedException {
        try {
            return continuity.wasCutOffAfter(time);
        } catch (RedisUnavailableException e) {
            throw new StatesUnavailableException(e);
        }
    }

    @Override
    public Optional<CommandState> find(String commandId) throws StatesUnavailableException, InterruptedException {
        return lookup.command(commandId);
    }

    private static String owner(@Nullable Ownership seen) {
        return seen == null ? "" : "=" + seen.owner();
    }

    private static String sentAt(@Nullable Ownership seen) {
        return seen == null ? "" : text(seen.sentAt());
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private void note(Script script, String commandId) {
        link.runAsync(script, RedisLookup.commandKey(commandId), () -> true, reply -> {}, owner);
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
