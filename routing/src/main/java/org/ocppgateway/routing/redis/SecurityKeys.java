package org.ocppgateway.routing.redis;

import java.util.List;

/**
 * Keys of credentials, bans and refusals. Access control lists of earlier releases do not permit them. A missing permission for one of
 * them fails its call only: it is no outage of Redis.
 */
final class SecurityKeys {
    static final String ENTRY_PREFIX = "credential:";
    static final String LAST_PROFILE_PREFIX = "lastProfile:";
    static final String IN_USE = "credentialsInUse";
    static final String REFUSALS_PREFIX = "refusals:";
    static final String BANS = "bans";

    private static final List<String> PREFIXES = List.of(ENTRY_PREFIX, LAST_PROFILE_PREFIX, REFUSALS_PREFIX);
    private static final List<String> NAMES = List.of(IN_USE, BANS);

    private SecurityKeys() {}

    static boolean contain(String key) {
        return NAMES.contains(key) || PREFIXES.stream().anyMatch(key::startsWith);
    }
}
