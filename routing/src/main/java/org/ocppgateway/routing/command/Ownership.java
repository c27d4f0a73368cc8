package org.ocppgateway.routing.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a command as a pod has read it. A change on this condition fails if another pod owns the command now or
 * has sent it since.
 *
 * @param owner the incarnation, {@code <podId>/<nonce>}; empty if the command has no owner
 * @param sentAt time at which that owner sent it or may have sent it; null if it did not
 */
public record Ownership(String owner, @Nullable Instant sentAt) {}
