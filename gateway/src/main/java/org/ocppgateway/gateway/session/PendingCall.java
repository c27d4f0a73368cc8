package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandQueue;

/**
 * A CALL of the gateway that waits for its answer. The read loop or the end of the session completes it; the downlink queue's thread waits
 * for it.
 */
final class PendingCall {
    private final MessageId id;
    private final Command command;
    private final Downlink.Call call;
    private final CompletableFuture<CommandQueue.Reply> reply = new CompletableFuture<>();

    /** @param command the command from which {@code call} was translated */
    PendingCall(MessageId id, Command command, Downlink.Call call) {
        this.id = id;
        this.command = command;
        this.call = call;
    }

    MessageId id() {
        return id;
    }

    Command command() {
        return command;
    }

    Downlink.Call call() {
        return call;
    }

    /** Completes the CALL. Only the first completion has an effect. */
    void complete(CommandQueue.Reply result) {
        reply.complete(result);
    }

    /** Blocks until the CALL is completed. After the timeout it counts as unanswered. */
    CommandQueue.Reply await(Duration timeout) throws InterruptedException {
        try {
            return reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            complete(new CommandQueue.Reply.Unanswered("no answer before the deadline", call.derived()));
            return reply.join();
        } catch (ExecutionException e) {
            throw new AssertionError("a pending call is never completed exceptionally", e);
        }
    }
}
