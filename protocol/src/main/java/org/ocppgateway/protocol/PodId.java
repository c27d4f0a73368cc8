package org.ocppgateway.protocol;

import java.util.regex.Pattern;

/** The name of one gateway process, stable over its restarts: a DNS label, as Kubernetes names pods. */
public record PodId(String value) {
    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    public PodId {
        if (!DNS_NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a pod id has 1 to 253 lower-case letters, digits, '-' and '.', and begins and ends with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
