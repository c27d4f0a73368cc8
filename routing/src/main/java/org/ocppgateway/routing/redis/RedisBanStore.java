package org.ocppgateway.routing.redis;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ocppgateway.routing.ban.BanRecord;
import org.ocppgateway.routing.ban.BanStore;
import org.ocppgateway.routing.ban.BanStoreException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.redis.client.SecurityKeys;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Bans in Redis: the hash {@code bans} from ban id to JSON with {@code address} or {@code id}, {@code until} and {@code reason}. */
public final class RedisBanStore implements BanStore {
    private static final EventLog LOG = EventLog.of(RedisBanStore.class);

    /** Arguments: ban id, value, maximum number. */
    private static final Script ADD = new Script("add-ban", """
            if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
              return 'full'
            end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            return 'added'
            """);

    /** Argument: ban id. */
    private static final Script REMOVE = new Script("remove-ban", """
            return redis.call('HDEL', KEYS[1], ARGV[1]) == 1 and 'removed' or 'absent'
            """);

    private final RedisLink link;

    public RedisBanStore(RedisLink link) {
        this.link = link;
    }

    @Override
    public List<BanRecord> all() throws BanStoreException, InterruptedException {
        return run(Reading.BANS).lines().flatMap(line -> parse(line).stream()).toList();
    }

    @Override
    public boolean add(BanRecord ban) throws BanStoreException, InterruptedException {
        return run(ADD, ban.banId(), write(ban), Integer.toString(MAX_BANS)).equals("added");
    }

    @Override
    public boolean remove(String banId) throws BanStoreException, InterruptedException {
        return run(REMOVE, banId).equals("removed");
    }

    private static String write(BanRecord ban) {
        JsonObject value = new JsonObject();
        value.addProperty("banId", ban.banId());
        switch (ban.target()) {
            case BanRecord.Target.Address address -> value.addProperty("address", address.range());
            case BanRecord.Target.ChargePoint chargePoint -> value.addProperty("id", chargePoint.id());
        }
        value.addProperty("until", ban.until().toString());
        value.addProperty("reason", ban.reason());
        return value.toString();
    }

    private static Optional<BanRecord> parse(String line) {
        try {
            JsonObject value = JsonParser.parseString(line).getAsJsonObject();
            return Optional.of(new BanRecord(
                    value.get("banId").getAsString(),
                    value.has("id")
                            ? new BanRecord.Target.ChargePoint(value.get("id").getAsString())
                            : new BanRecord.Target.Address(value.get("address").getAsString()),
                    Instant.parse(value.get("until").getAsString()),
                    value.get("reason").getAsString()));
        } catch (RuntimeException e) {
            LOG.log(RoutingLogEvent.REDIS_BAN_INVALID, e.toString());
            return Optional.empty();
        }
    }

    private String run(RedisCall call, String... arguments) throws BanStoreException, InterruptedException {
        try {
            return link.run(call, SecurityKeys.BANS, arguments);
        } catch (RedisUnavailableException e) {
            throw new BanStoreException(e);
        }
    }

    private enum Reading implements RedisCall {
        /** Returns the values in lines. */
        BANS;

        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            return pipeline.hvals(key);
        }

        @Override
        public String operation() {
            return "read-bans";
        }
    }
}
