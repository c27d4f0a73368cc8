package org.ocppgateway.routing.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who has a command, as a pod knows it or has seen it. A change that is made on this condition fails if another pod has the command now,
 * or has sent it since.
 *
 * @param owner the pod incarnation, {@code <podId>/<nonce>}; empty if the command has no owner
 * @param sentAt when that owner sent it, or may have; null if it did not
 */
public record Ownership(String owner, @Nullable Instant sentAt) {}
