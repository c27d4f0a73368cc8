package org.ocppgateway.routing.redis;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.audit.AuditRecord;
import org.ocppgateway.routing.audit.AuditStore;
import org.ocppgateway.routing.audit.AuditStoreException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.redis.client.SecurityKeys;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * Audit records in Redis: the sorted set {@code audit}. All scores are 0, so the members are sorted by their text, which begins with the id.
 * The key expires 30 d after the last record.
 */
public final class RedisAuditStore implements AuditStore {
    private static final EventLog LOG = EventLog.of(RedisAuditStore.class);
    private static final String LIFETIME_MILLIS =
            Long.toString(Duration.ofDays(30).toMillis());

    /** Between the id and the JSON value of a member. */
    private static final char SEPARATOR = '\t';

    /** Greater than {@link #SEPARATOR} and less than every character of an id. */
    private static final char AFTER_SEPARATOR = '\n';

    /** Arguments: lifetime in ms, maximum number of members, then pairs of score and member. */
    private static final Script ADD = new Script("add-audit-records", """
            redis.call('ZADD', KEYS[1], unpack(ARGV, 3))
            redis.call('ZREMRANGEBYRANK', KEYS[1], tonumber(ARGV[2]), -1)
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return 'added'
            """);

    private final RedisLink link;

    public RedisAuditStore(RedisLink link) {
        this.link = link;
    }

    @Override
    public void add(List<AuditRecord> records) throws AuditStoreException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(LIFETIME_MILLIS, Integer.toString(MAX_RECORDS)));
        for (AuditRecord each : records) {
            arguments.add("0");
            arguments.add(each.id() + SEPARATOR + write(each));
        }
        run(ADD, arguments.toArray(String[]::new));
    }

    @Override
    public List<AuditRecord> list(@Nullable String after, int limit) throws AuditStoreException, InterruptedException {
        String from = after == null ? "-" : "[" + after + AFTER_SEPARATOR;
        return run(Reading.RECORDS, from, Integer.toString(limit))
                .lines()
                .flatMap(line -> parse(line).stream())
                .toList();
    }

    private static String write(AuditRecord each) {
        JsonObject value = new JsonObject();
        value.addProperty("time", each.time().toString());
        value.addProperty("pod", each.pod().value());
        value.addProperty("caller", each.caller());
        value.addProperty("method", each.method());
        value.addProperty("path", each.path());
        value.addProperty("status", each.status());
        return value.toString();
    }

    private static Optional<AuditRecord> parse(String member) {
        try {
            int separator = member.indexOf(SEPARATOR);
            JsonObject value =
                    JsonParser.parseString(member.substring(separator + 1)).getAsJsonObject();
            return Optional.of(new AuditRecord(
                    member.substring(0, separator),
                    Instant.parse(value.get("time").getAsString()),
                    new PodId(value.get("pod").getAsString()),
                    value.get("caller").getAsString(),
                    value.get("method").getAsString(),
                    value.get("path").getAsString(),
                    value.get("status").getAsInt()));
        } catch (RuntimeException e) {
            LOG.log(RoutingLogEvent.REDIS_AUDIT_INVALID, e.toString());
            return Optional.empty();
        }
    }

    private String run(RedisCall call, String... arguments) throws AuditStoreException, InterruptedException {
        try {
            return link.run(call, SecurityKeys.AUDIT, arguments);
        } catch (RedisUnavailableException e) {
            throw new AuditStoreException(e);
        }
    }

    private enum Reading implements RedisCall {
        /** Arguments: first member as in {@code ZRANGEBYLEX}, maximum number. Returns the members in lines. */
        RECORDS;

        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            return pipeline.zrangeByLex(key, arguments.get(0), "+", 0, Integer.parseInt(arguments.get(1)));
        }

        @Override
        public String operation() {
            return "read-audit-records";
        }
    }
}
