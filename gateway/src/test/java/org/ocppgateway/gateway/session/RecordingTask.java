package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandQueue;

/**
 * A queued command of a test.
 *
 * @param mayBeSent whether the CALL may be sent
 * @param onReply called with the reply
 * @param onDropped called if the command is dropped
 */
record RecordingTask(
        Command command,
        Duration answerTimeout,
        BooleanSupplier mayBeSent,
        Consumer<CommandQueue.Reply> onReply,
        Runnable onDropped)
        implements CommandQueue.Task {

    @Override
    public boolean permitSending() {
        return mayBeSent.getAsBoolean();
    }

    @Override
    public void complete(CommandQueue.Reply reply) {
        onReply.accept(reply);
    }

    @Override
    public void dropped() {
        onDropped.run();
    }
}
