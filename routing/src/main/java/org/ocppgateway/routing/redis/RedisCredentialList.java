package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.credential.CredentialList;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.credential.CredentialStoreException;
import org.ocppgateway.routing.credential.PendingCredential;
import org.ocppgateway.routing.credential.StoredCredential;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.redis.client.SecurityKeys;

/**
 * Finds the keys {@code credential:<chargePointId>} of all servers with {@code SCAN}. There is no index of them, because backends may write
 * entries. Each page scans all keys and keeps only the identities of the page, so its memory is bounded.
 */
public final class RedisCredentialList implements CredentialList {
    private static final String KEYS_PER_CALL = "2000";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Arguments: cursor, pattern, approximate number of keys. Returns the next cursor and the found keys in lines. The key only selects the server. */
    private static final Script SCAN = new Script("scan-credentials", """
            local found = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', ARGV[3])
            return found[1] .. '\\n' .. table.concat(found[2], '\\n')
            """);

    private final RedisLink link;
    private final CredentialStore store;

    public RedisCredentialList(RedisLink link, CredentialStore store) {
        this.link = link;
        this.store = store;
    }

    @Override
    public List<Item> list(@Nullable String after, int limit) throws CredentialStoreException, InterruptedException {
        List<ChargePointId> ids = ids(after == null ? "" : after, limit);
        List<PendingCredential> reads = ids.stream().map(store::read).toList();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            StoredCredential stored = reads.get(i).await();
            if (stored.entry() != null) {
                items.add(new Item(ids.get(i), stored.entry(), stored.lastProfile()));
            }
        }
        return items;
    }

    private List<ChargePointId> ids(String after, int limit) throws CredentialStoreException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        TreeSet<String> first = new TreeSet<>();
        try {
            for (String key : link.keyPerServer("tally:probe:")) {
                scan(key, after, limit, first, deadline);
            }
        } catch (RedisUnavailableException | TimeoutException e) {
            throw new CredentialStoreException(e);
        }
        return first.stream().map(ChargePointId::new).toList();
    }

    private void scan(String key, String after, int limit, TreeSet<String> first, long deadline)
            throws RedisUnavailableException, TimeoutException, InterruptedException {
        String cursor = "0";
        do {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("Redis has too many keys to list the credentials within " + TIMEOUT);
            }
            List<String> lines = link.run(SCAN, key, cursor, SecurityKeys.ENTRY_PREFIX + "*", KEYS_PER_CALL)
                    .lines()
                    .toList();
            cursor = lines.getFirst();
            lines.stream()
                    .skip(1)
                    .filter(found -> found.startsWith(SecurityKeys.ENTRY_PREFIX))
                    .map(found -> found.substring(SecurityKeys.ENTRY_PREFIX.length()))
                    .filter(id -> id.compareTo(after) > 0 && isIdentity(id))
                    .forEach(id -> {
                        first.add(id);
                        if (first.size() > limit) {
                            first.pollLast();
                        }
                    });
        } while (!cursor.equals("0"));
    }

    private static boolean isIdentity(String text) {
        try {
            return new ChargePointId(text).value().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
