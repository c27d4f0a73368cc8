package org.ocppgateway.gateway.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.ocppgateway.gateway.credential.HttpCredentialSettings;

/**
 * Sources of credential entries.
 *
 * @param file a JSON file
 * @param fileCheckInterval how often the file is checked for changes
 * @param redis whether entries in Redis are read
 * @param http a service of the operator
 */
public record SourceSettings(Optional<Path> file, Duration fileCheckInterval, boolean redis, Optional<Http> http) {

    /**
     * The HTTP service and its cache.
     *
     * @param freshFor how long an entry is used without a request
     * @param staleFor how long an entry is used while the service is unavailable
     * @param cacheLimit maximum number of entries in the cache
     */
    public record Http(HttpCredentialSettings requests, Duration freshFor, Duration staleFor, int cacheLimit) {}
}
