package org.ocppgateway.routing.command;

/**
 * Upper limit of a collection of commands or results.
 *
 * @param count maximum number of entries
 * @param bytes maximum size of their records together
 */
public record Limit(int count, long bytes) {
    public Limit {
        if (count < 1 || bytes < 1) {
            throw new IllegalArgumentException("a limit in number and bytes must be positive");
        }
    }
}
