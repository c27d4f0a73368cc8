package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandWire;

/** A CALL of ours that waits for its answer: completed by the read loop or by the session's end, awaited by the downlink lane. */
final class PendingCall {
    private final MessageId id;
    private final Command command;
    private final Downlink.Call call;
    private final CompletableFuture<CommandWire.Reply> reply = new CompletableFuture<>();

    /** @param command what {@code call} was translated from */
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

    /** Ends it; only the first time counts. */
    void complete(CommandWire.Reply outcome) {
        reply.complete(outcome);
    }

    CommandWire.Reply await(Duration limit) throws InterruptedException {
        try {
            return reply.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            complete(new CommandWire.Reply.Unanswered("no answer before the deadline", call.derived()));
            return reply.join();
        } catch (ExecutionException e) {
            throw new AssertionError("a pending call is never completed exceptionally", e);
        }
    }
}
