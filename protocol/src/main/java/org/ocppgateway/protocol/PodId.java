package org.ocppgateway.protocol;

import java.util.regex.Pattern;

/**
 * Name of one gateway process. It stays the same when the process restarts. The format is a DNS name, as Kubernetes requires
 * for pods.
 */
public record PodId(String value) {
    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    public PodId {
        if (!DNS_NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a pod id needs 1 to 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
