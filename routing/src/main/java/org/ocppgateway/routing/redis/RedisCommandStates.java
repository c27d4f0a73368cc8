package org.ocppgateway.routing.redis;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.StatesUnavailableException;

/** The states of commands in Redis, one hash per command. Every script may be run twice for one call and says the same then. */
public final class RedisCommandStates implements CommandStates {
    /** Arguments: owner, charge point, time, lifetime in ms. Returns {@code claimed}, {@code running} or the result. */
    private static final Script CLAIM = new Script("claim-command", """
            local state = redis.call('HGET', KEYS[1], 'state')
            if not state then
              redis.call('HSET', KEYS[1], 'state', 'received', 'owner', ARGV[1], 'chargePointId', ARGV[2], 'receivedAt', ARGV[3])
              redis.call('PEXPIRE', KEYS[1], ARGV[4])
              return 'claimed'
            end
            if state == 'ended' then
              return redis.call('HGET', KEYS[1], 'result')
            end
            if state == 'received' and redis.call('HGET', KEYS[1], 'owner') == ARGV[1] then
              return 'claimed'
            end
            return 'running'
            """);

    /** Arguments: owner, time. The time tells a repeated run of one call from a second call. */
    private static final Script SEND = new Script("send-command", """
            local now = redis.call('HMGET', KEYS[1], 'state', 'owner', 'sentAt')
            if now[2] ~= ARGV[1] then
              return 'no'
            end
            if now[1] == 'received' then
              redis.call('HSET', KEYS[1], 'state', 'sent', 'sentAt', ARGV[2])
              return 'yes'
            end
            if now[1] == 'sent' and now[3] == ARGV[2] then
              return 'yes'
            end
            return 'no'
            """);

    /** Arguments: result, lifetime in ms. Returns the result that stands. */
    private static final Script END = new Script("end-command", """
            if redis.call('HGET', KEYS[1], 'state') == 'ended' then
              return redis.call('HGET', KEYS[1], 'result')
            end
            redis.call('HSET', KEYS[1], 'state', 'ended', 'result', ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return ARGV[1]
            """);

    private final RedisLink link;
    private final String owner;
    private final String lifetimeMillis;

    public RedisCommandStates(RedisSettings settings, RedisLink link, Incarnation incarnation) {
        this.link = link;
        this.owner = incarnation.toString();
        this.lifetimeMillis = Long.toString(settings.commandLifetime().toMillis());
    }

    @Override
    public Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException {
        String reply = run(CLAIM, commandId, owner, chargePointId.value(), receivedAt.toString(), lifetimeMillis);
        return switch (reply) {
            case "claimed" -> new Claim.Claimed();
            case "running" -> new Claim.Running();
            default -> new Claim.Ended(reply);
        };
    }

    @Override
    public boolean send(String commandId, Instant sentAt) throws StatesUnavailableException, InterruptedException {
        return run(SEND, commandId, owner, sentAt.toString()).equals("yes");
    }

    @Override
    public String end(String commandId, String result) throws StatesUnavailableException, InterruptedException {
        return run(END, commandId, result, lifetimeMillis);
    }

    private String run(Script script, String commandId, String... arguments)
            throws StatesUnavailableException, InterruptedException {
        try {
            return link.run(script, "cmd:" + commandId, arguments);
        } catch (RedisUnavailableException e) {
            throw new StatesUnavailableException(e);
        }
    }
}
