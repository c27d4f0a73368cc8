package org.ocppgateway.routing.redis;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.credential.CredentialStoreException;
import org.ocppgateway.routing.credential.PendingCredential;
import org.ocppgateway.routing.credential.StoredCredential;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.redis.client.SecurityKeys;

/**
 * Credentials in Redis: {@code credential:<chargePointId>} holds an entry as JSON text, {@code lastProfile:<chargePointId>} a number from 0
 * to 3. {@code credentialsInUse} exists once an entry was found: during an
 * outage of Redis pods conclude from it whether entries could be missing. None has a lifetime. Every call is on one key, so they may be on different
 * servers of a cluster.
 */
public final class RedisCredentialStore implements CredentialStore {
    private static final EventLog LOG = EventLog.of(RedisCredentialStore.class);

    private static final Script MARK_IN_USE = new Script("mark-credentials-in-use", """
            redis.call('SET', KEYS[1], '1')
            return 'marked'
            """);

    /**
     * Arguments: the text expected (empty for none), the replacement. Returns whether the replacement is stored, also if an earlier
     * run of the same call stored it.
     */
    private static final Script REPLACE = new Script("replace-credential", """
            local current = redis.call('GET', KEYS[1]) or ''
            if current == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2])
              return 'yes'
            end
            return current == ARGV[2] and 'yes' or 'no'
            """);

    /** Deletes a key. Returns whether it was there. */
    private static final Script DELETE = new Script("delete-credential", """
            return redis.call('DEL', KEYS[1]) == 1 and 'yes' or 'no'
            """);

    /** Argument: the profile. A value that is no number stays as it is. */
    private static final Script RAISE = new Script("raise-last-profile", """
            local last = tonumber(redis.call('GET', KEYS[1]) or '0')
            if last and last < tonumber(ARGV[1]) then
              redis.call('SET', KEYS[1], ARGV[1])
              return 'raised'
            end
            return 'kept'
            """);

    private final RedisLink link;

    public RedisCredentialStore(RedisLink link) {
        this.link = link;
    }

    @Override
    public PendingCredential read(ChargePointId chargePointId) {
        String profileKey = SecurityKeys.LAST_PROFILE_PREFIX + chargePointId;
        Future<@Nullable String> entry = link.start(ReadCall.GET, SecurityKeys.ENTRY_PREFIX + chargePointId);
        Future<@Nullable String> lastProfile = link.start(ReadCall.GET, profileKey);
        Future<@Nullable String> inUse = link.start(ReadCall.GET, SecurityKeys.IN_USE);
        return () -> {
            String text = await(entry);
            boolean used = !await(inUse).isEmpty();
            if (!text.isEmpty() && !used) {
                link.runAsync(MARK_IN_USE, SecurityKeys.IN_USE, () -> true, reply -> {});
            }
            return new StoredCredential(
                    text.isEmpty() ? null : text,
                    lastProfile(chargePointId, await(lastProfile)),
                    used || !text.isEmpty());
        };
    }

    private static String await(Future<@Nullable String> reply) throws CredentialStoreException, InterruptedException {
        try {
            return Objects.requireNonNullElse(reply.get(), "");
        } catch (ExecutionException e) {
            throw new CredentialStoreException(
                    new RedisUnavailableException("credentials were not read: " + e.getCause(), e));
        }
    }

    @Override
    public @Nullable String find(ChargePointId chargePointId) throws CredentialStoreException, InterruptedException {
        String text = run(ReadCall.GET, SecurityKeys.ENTRY_PREFIX + chargePointId);
        return text.isEmpty() ? null : text;
    }

    @Override
    public boolean replace(ChargePointId chargePointId, @Nullable String expected, String replacement)
            throws CredentialStoreException, InterruptedException {
        return run(REPLACE, SecurityKeys.ENTRY_PREFIX + chargePointId, expected == null ? "" : expected, replacement)
                .equals("yes");
    }

    @Override
    public boolean delete(ChargePointId chargePointId) throws CredentialStoreException, InterruptedException {
        boolean deleted = run(DELETE, SecurityKeys.ENTRY_PREFIX + chargePointId).equals("yes");
        run(DELETE, SecurityKeys.LAST_PROFILE_PREFIX + chargePointId);
        return deleted;
    }

    @Override
    public SecurityProfile lastProfile(ChargePointId chargePointId)
            throws CredentialStoreException, InterruptedException {
        return lastProfile(chargePointId, run(ReadCall.GET, SecurityKeys.LAST_PROFILE_PREFIX + chargePointId));
    }

    @Override
    public void raiseLastProfile(ChargePointId chargePointId, SecurityProfile profile) {
        link.runAsync(
                RAISE,
                SecurityKeys.LAST_PROFILE_PREFIX + chargePointId,
                () -> true,
                reply -> {},
                Integer.toString(profile.level()));
    }

    /** A value that is no profile counts as the highest profile, so that no lower one is admitted. */
    private static SecurityProfile lastProfile(ChargePointId chargePointId, String value) {
        try {
            return value.isEmpty() ? SecurityProfile.NONE : SecurityProfile.ofLevel(Integer.parseInt(value));
        } catch (IllegalArgumentException e) {
            LOG.log(RoutingLogEvent.REDIS_SECURITY_PROFILE_INVALID, chargePointId);
            return SecurityProfile.MUTUAL_TLS;
        }
    }

    private String run(RedisCall call, String key, String... arguments)
            throws CredentialStoreException, InterruptedException {
        try {
            return link.run(call, key, arguments);
        } catch (RedisUnavailableException e) {
            throw new CredentialStoreException(e);
        }
    }
}
