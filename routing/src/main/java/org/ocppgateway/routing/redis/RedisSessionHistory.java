package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.history.SessionHistory;
import org.ocppgateway.routing.history.SessionHistoryException;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.redis.client.SecurityKeys;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Ended sessions in Redis: the list {@code sessions:<chargePointId>}, which expires 30 d after the last one. */
public final class RedisSessionHistory implements SessionHistory {
    private static final String LIFETIME_MILLIS =
            Long.toString(Duration.ofDays(30).toMillis());

    /**
     * Arguments: the session, maximum number, lifetime in ms. A session that is in the list is not added again: its pod
     * recorded its end, and another pod may report it after that, with another reason.
     */
    private static final Script ADD = new Script("add-session", """
            local epoch = string.match(ARGV[1], '"epoch":(%d+)')
            for _, session in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
              if string.match(session, '"epoch":(%d+)') == epoch then
                return 'known'
              end
            end
            redis.call('LPUSH', KEYS[1], ARGV[1])
            redis.call('LTRIM', KEYS[1], 0, tonumber(ARGV[2]) - 1)
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return 'added'
            """);

    private final RedisLink link;

    public RedisSessionHistory(RedisLink link) {
        this.link = link;
    }

    @Override
    public void add(ChargePointId chargePointId, String session) {
        link.runAsync(
                ADD,
                key(chargePointId),
                () -> true,
                reply -> {},
                session,
                Integer.toString(MAX_SESSIONS),
                LIFETIME_MILLIS);
    }

    @Override
    public PendingSessions read(ChargePointId chargePointId) {
        Future<@Nullable String> reply = link.start(Reading.SESSIONS, key(chargePointId));
        return () -> {
            try {
                return Objects.requireNonNullElse(reply.get(), "").lines().toList();
            } catch (ExecutionException e) {
                throw new SessionHistoryException(e);
            }
        };
    }

    private static String key(ChargePointId chargePointId) {
        return SecurityKeys.SESSIONS_PREFIX + chargePointId;
    }

    private enum Reading implements RedisCall {
        /** Returns the elements in lines. */
        SESSIONS;

        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            return pipeline.lrange(key, 0, MAX_SESSIONS - 1);
        }

        @Override
        public String operation() {
            return "read-sessions";
        }
    }
}
