package org.ocppgateway.routing.redis;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandRequests;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Requested commands in Redis: {@code cmd:<commandId>} with the additional field {@code request}, the fingerprint. */
public final class RedisCommandRequests implements CommandRequests {
    /** Arguments: charge point, time, lifetime in ms, fingerprint. Returns the stored fingerprint. */
    private static final Script REGISTER = new Script("register-command", """
            if redis.call('HSETNX', KEYS[1], 'state', 'received') == 1 then
              redis.call('HSET', KEYS[1], 'owner', '', 'chargePointId', ARGV[1], 'receivedAt', ARGV[2])
              redis.call('PEXPIRE', KEYS[1], ARGV[3])
            end
            redis.call('HSETNX', KEYS[1], 'request', ARGV[4])
            return redis.call('HGET', KEYS[1], 'request')
            """);

    private static final List<String> REQUEST_FIELDS = Stream.concat(
                    Stream.of("request", "chargePointId"), ReadCall.COMMAND_FIELDS.stream())
            .toList();

    private final RedisLink link;
    private final String lifetimeMillis;

    public RedisCommandRequests(RedisSettings settings, RedisLink link) {
        this.link = link;
        this.lifetimeMillis = Long.toString(settings.lifetimes().command().toMillis());
    }

    @Override
    public Optional<Known> find(String commandId) throws StatesUnavailableException, InterruptedException {
        String[] lines = run(Reading.REQUEST, commandId).split("\n", REQUEST_FIELDS.size());
        String[] state =
                Arrays.copyOfRange(lines, REQUEST_FIELDS.size() - ReadCall.COMMAND_FIELDS.size(), lines.length);
        return RedisLookup.state(state).map(found -> new Known(found, orNull(lines[0]), orNull(lines[1])));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Override
    public String register(String commandId, ChargePointId chargePointId, String fingerprint, Instant now)
            throws StatesUnavailableException, InterruptedException {
        return run(REGISTER, commandId, chargePointId.value(), now.toString(), lifetimeMillis, fingerprint);
    }

    private String run(RedisCall call, String commandId, String... arguments)
            throws StatesUnavailableException, InterruptedException {
        try {
            return link.run(call, RedisLookup.commandKey(commandId), arguments);
        } catch (RedisUnavailableException e) {
            throw new StatesUnavailableException(e);
        }
    }

    private enum Reading implements RedisCall {
        /** Returns the fingerprint, the charge point and the state in lines. */
        REQUEST;

        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            return pipeline.hmget(key, REQUEST_FIELDS.toArray(String[]::new));
        }

        @Override
        public String operation() {
            return "read-command-request";
        }
    }
}
