package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.redis.client.SecurityKeys;
import org.ocppgateway.routing.refusal.RefusalGroup;
import org.ocppgateway.routing.refusal.RefusalStore;
import org.ocppgateway.routing.refusal.RefusalStoreException;
import org.ocppgateway.routing.refusal.RefusalSummary;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * Summaries of refusals in Redis: a hash {@code refusals:id:<identity>} or, for those without an identity, {@code refusals:address:<address>},
 * with at most 50 summaries each, and the sorted set {@code refusals:index} of which identity was refused from which address and when.
 * All of them expire 24 h after the last refusal.
 */
public final class RedisRefusalStore implements RefusalStore {
    /** Most pairs of identity and address in the index; the oldest go first. */
    static final int MAX_INDEXED = 5000;

    /** Most summaries of one identity or address; the oldest go first. */
    static final int MAX_PER_KEY = 50;

    private static final String INDEX = SecurityKeys.REFUSALS_PREFIX + "index";
    private static final String LIFETIME_MILLIS =
            Long.toString(Duration.ofHours(24).toMillis());

    /** Number of keys that one search reads at once. */
    private static final int KEYS_AT_ONCE = 100;

    private static final Comparator<RefusalSummary> LATEST_FIRST =
            Comparator.comparing(RefusalSummary::last).reversed();

    /** Separates the identity from the address in the index; neither contains it. */
    private static final char SEPARATOR = '\t';

    /** Arguments: lifetime in ms, the most fields, then pairs of field and value. A value begins with the time of the last refusal. */
    private static final Script STORE = new Script("store-refusals", """
            redis.call('HSET', KEYS[1], unpack(ARGV, 3))
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            while redis.call('HLEN', KEYS[1]) > tonumber(ARGV[2]) do
              local all = redis.call('HGETALL', KEYS[1])
              local oldest, oldestTime = nil, math.huge
              for i = 1, #all, 2 do
                local time = tonumber(string.match(all[i + 1], '^%d+') or '0')
                if time < oldestTime then
                  oldest, oldestTime = all[i], time
                end
              end
              redis.call('HDEL', KEYS[1], oldest)
            end
            return 'stored'
            """);

    /** Arguments: lifetime in ms, the most members, the time before which members go, then pairs of time and member. */
    private static final Script STORE_INDEX = new Script("index-refusals", """
            redis.call('ZADD', KEYS[1], unpack(ARGV, 4))
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[3])
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -tonumber(ARGV[2]) - 1)
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return 'stored'
            """);

    private final RedisLink link;
    private final Clock clock;

    public RedisRefusalStore(RedisLink link, Clock clock) {
        this.link = link;
        this.clock = clock;
    }

    @Override
    public void store(List<RefusalSummary> summaries) throws RefusalStoreException, InterruptedException {
        if (summaries.size() > MAX_BATCH) {
            throw new IllegalArgumentException("at most " + MAX_BATCH + " summaries at a time");
        }
        if (summaries.isEmpty()) {
            return;
        }
        Map<String, List<String>> argumentsByKey = new LinkedHashMap<>();
        List<String> indexArguments = new ArrayList<>(List.of(
                LIFETIME_MILLIS,
                Integer.toString(MAX_INDEXED),
                Long.toString(clock.millis() - Long.parseLong(LIFETIME_MILLIS))));
        for (RefusalSummary summary : summaries) {
            List<String> arguments = argumentsByKey.computeIfAbsent(
                    key(summary.group()),
                    first -> new ArrayList<>(List.of(LIFETIME_MILLIS, Integer.toString(MAX_PER_KEY))));
            arguments.add(RefusalSummaryText.field(summary));
            arguments.add(RefusalSummaryText.write(summary));
            indexArguments.add(Long.toString(summary.last().toEpochMilli()));
            indexArguments.add(member(summary.group()));
        }
        for (Map.Entry<String, List<String>> each : argumentsByKey.entrySet()) {
            run(STORE, each.getKey(), each.getValue().toArray(String[]::new));
        }
        run(STORE_INDEX, INDEX, indexArguments.toArray(String[]::new));
    }

    @Override
    public List<RefusalSummary> find(
            @Nullable String idPrefix, @Nullable String address, Predicate<RefusalSummary> wanted, int limit)
            throws RefusalStoreException, InterruptedException {
        List<String> keys = run(Reading.INDEX_LATEST_FIRST, INDEX)
                .lines()
                .filter(member -> fits(member, idPrefix, address))
                .map(RedisRefusalStore::keyOf)
                .distinct()
                .toList();
        Predicate<RefusalSummary> fitting =
                summary -> fits(member(summary.group()), idPrefix, address) && wanted.test(summary);
        List<RefusalSummary> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            List<RefusalSummary> read = read(keys.subList(from, Math.min(from + KEYS_AT_ONCE, keys.size())));
            read.stream().filter(fitting).forEach(found::add);
            found.sort(LATEST_FIRST);
            if (found.size() >= limit) {
                found.subList(limit, found.size()).clear();
                if (read.isEmpty() || isEarlier(read, found.getLast())) {
                    return found;
                }
            }
        }
        return found;
    }

    /** Whether the last key of a read has nothing later than a summary. The keys after it have nothing later either: the index is sorted. */
    private static boolean isEarlier(List<RefusalSummary> read, RefusalSummary than) {
        String lastKey = key(read.getLast().group());
        return read.stream()
                .filter(summary -> key(summary.group()).equals(lastKey))
                .allMatch(summary -> summary.last().isBefore(than.last()));
    }

    private List<RefusalSummary> read(List<String> keys) throws RefusalStoreException, InterruptedException {
        List<Future<@Nullable String>> replies =
                keys.stream().map(key -> link.start(Reading.SUMMARIES, key)).toList();
        List<RefusalSummary> read = new ArrayList<>();
        for (Future<@Nullable String> reply : replies) {
            try {
                Objects.requireNonNullElse(reply.get(), "")
                        .lines()
                        .forEach(line -> RefusalSummaryText.read(line).ifPresent(read::add));
            } catch (ExecutionException e) {
                throw new RefusalStoreException(new RedisUnavailableException("refusals were not read", e));
            }
        }
        return read;
    }

    private static boolean fits(String member, @Nullable String idPrefix, @Nullable String address) {
        int separator = member.indexOf(SEPARATOR);
        return (idPrefix == null || (separator > 0 && member.startsWith(idPrefix)))
                && (address == null || member.substring(separator + 1).equals(address));
    }

    private static String member(RefusalGroup group) {
        return (group.chargePointId() == null ? "" : group.chargePointId()) + SEPARATOR + group.address();
    }

    private static String keyOf(String member) {
        int separator = member.indexOf(SEPARATOR);
        return key(separator == 0 ? null : member.substring(0, separator), member.substring(separator + 1));
    }

    private static String key(RefusalGroup group) {
        return key(group.chargePointId(), group.address());
    }

    private static String key(@Nullable String chargePointId, String address) {
        return chargePointId == null
                ? SecurityKeys.REFUSALS_PREFIX + "address:" + address
                : SecurityKeys.REFUSALS_PREFIX + "id:" + chargePointId;
    }

    private String run(RedisCall call, String key, String... arguments)
            throws RefusalStoreException, InterruptedException {
        try {
            return link.run(call, key, arguments);
        } catch (RedisUnavailableException e) {
            throw new RefusalStoreException(e);
        }
    }

    private enum Reading implements RedisCall {
        /** Returns the members in lines. */
        INDEX_LATEST_FIRST("read-refusal-index") {
            @Override
            public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
                return pipeline.zrevrange(key, 0, MAX_INDEXED);
            }
        },

        /** Returns the values in lines. */
        SUMMARIES("read-refusals") {
            @Override
            public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
                return pipeline.hvals(key);
            }
        };

        private final String operation;

        Reading(String operation) {
            this.operation = operation;
        }

        @Override
        public String operation() {
            return operation;
        }
    }
}
