package org.ocppgateway.routing.redis.client;

import java.util.List;

/**
 * Keys of credentials, bans, refusals, ended sessions and the audit of the API. Access control lists of earlier releases do not permit them. A missing permission for one of
 * them fails its call only: it is no outage of Redis.
 */
public final class SecurityKeys {
    public static final String ENTRY_PREFIX = "credential:";
    public static final String LAST_PROFILE_PREFIX = "lastProfile:";
    public static final String IN_USE = "credentialsInUse";
    public static final String REFUSALS_PREFIX = "refusals:";
    public static final String BANS = "bans";
    public static final String AUDIT = "audit";
    public static final String SESSIONS_PREFIX = "sessions:";

    private static final List<String> PREFIXES =
            List.of(ENTRY_PREFIX, LAST_PROFILE_PREFIX, REFUSALS_PREFIX, SESSIONS_PREFIX);
    private static final List<String> NAMES = List.of(IN_USE, BANS, AUDIT);

    private SecurityKeys() {}

    static boolean contain(String key) {
        return NAMES.contains(key) || PREFIXES.stream().anyMatch(key::startsWith);
    }
}
