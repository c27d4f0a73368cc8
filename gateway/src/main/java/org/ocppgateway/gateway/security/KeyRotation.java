package org.ocppgateway.gateway.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.gson.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ocppgateway.gateway.password.GeneratedPassword;
import org.ocppgateway.gateway.password.Password;
import org.ocppgateway.gateway.session.PasswordRotations;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.command.CommandQueue.Reply;
import org.ocppgateway.routing.command.CommandQueues;

/**
 * Generates a key and sets it on a charge point that is connected to this pod. The key exists in the CALL and in the entry's hash only.
 * Thread-safe.
 */
public final class KeyRotation {
    /** Maximum duration of a rotation. */
    public static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private static final String FAILED = "the rotation failed; see the gateway's log";
    private static final String WITHHELD = "other commands to the charge point took too long";

    private final CommandQueues sessions;
    private final SecureRandom random = new SecureRandom();

    public KeyRotation(CommandQueues sessions) {
        this.sessions = sessions;
    }

    /**
     * Result of a rotation.
     *
     * @param detail for people
     */
    public record Result(Outcome outcome, String detail) {}

    /** Outcome of a rotation. */
    public enum Outcome {
        /** The charge point took the key. The old password is accepted until the new one was seen. */
        ROTATED,
        /** The charge point or the gateway refused; the same passwords are accepted as before. */
        REFUSED,
        /** The charge point did not answer, or with an unknown status; both passwords are accepted. */
        UNCERTAIN,
        /** The charge point has no session on this pod. */
        NOT_CONNECTED
    }

    /** Rotates the key. Blocks at most for {@link #TIMEOUT}. */
    public Result rotate(ChargePointId chargePointId) throws InterruptedException {
        CommandQueue queue = sessions.find(chargePointId);
        if (queue == null) {
            return new Result(Outcome.NOT_CONNECTED, "the charge point is not connected");
        }
        Task task = new Task(command(chargePointId, queue.protocol()));
        return switch (queue.offer(Command.Priority.NORMAL, task)) {
            case QUEUED -> task.await();
            case FULL -> new Result(Outcome.REFUSED, "too many commands wait for the charge point");
            case CLOSED -> new Result(Outcome.NOT_CONNECTED, "the charge point has just disconnected");
        };
    }

    private final class Task implements CommandQueue.Task {
        private final Command command;
        private final CompletableFuture<Result> result = new CompletableFuture<>();

        /** Set once, by the task before it sends or by its caller after the timeout. */
        private final AtomicBoolean decided = new AtomicBoolean();

        Task(Command command) {
            this.command = command;
        }

        Result await() throws InterruptedException {
            try {
                return result.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return decided.compareAndSet(false, true)
                        ? new Result(Outcome.REFUSED, WITHHELD)
                        : new Result(Outcome.UNCERTAIN, "no answer in time");
            } catch (ExecutionException e) {
                return new Result(Outcome.UNCERTAIN, FAILED);
            }
        }

        @Override
        public Command command() {
            return command;
        }

        @Override
        public Duration answerTimeout() {
            return ANSWER_TIMEOUT;
        }

        @Override
        public boolean permitSending() {
            return decided.compareAndSet(false, true);
        }

        @Override
        public void complete(Reply reply) {
            result.complete(resultOf(reply));
        }

        @Override
        public void dropped() {
            result.complete(new Result(Outcome.NOT_CONNECTED, "the charge point has just disconnected"));
        }
    }

    /** OCPP 1.6 uses the key, 2.x component and variable. */
    private Command command(ChargePointId chargePointId, OcppVersion version) {
        JsonObject data = new JsonObject();
        data.addProperty("key", "AuthorizationKey");
        data.addProperty("component", "SecurityCtrlr");
        data.addProperty("variable", "BasicAuthPassword");
        try (Password password =
                version == OcppVersion.V1_6 ? GeneratedPassword.hexadecimal(random) : GeneratedPassword.text(random)) {
            data.addProperty("value", new String(password.bytes(), ISO_8859_1));
        }
        return new Command(
                UUID.randomUUID().toString(),
                chargePointId,
                "set.configuration",
                data.toString(),
                null,
                null,
                Command.Priority.NORMAL,
                false);
    }

    private static Result resultOf(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> {
                String status = String.valueOf(answered.answer().status());
                yield switch (status) {
                    case "Accepted" -> new Result(Outcome.ROTATED, "the charge point has the new key");
                    case "RebootRequired" ->
                        new Result(Outcome.ROTATED, "the charge point uses the new key after a restart");
                    default ->
                        PasswordRotations.REJECTIONS.contains(status)
                                ? new Result(Outcome.REFUSED, "the charge point answered " + status)
                                : new Result(Outcome.UNCERTAIN, "the charge point answered with the status " + status);
                };
            }
            case Reply.Refused refused ->
                new Result(
                        Outcome.REFUSED, "the charge point answered " + refused.code() + " " + refused.description());
            case Reply.Unanswered unanswered -> new Result(Outcome.UNCERTAIN, unanswered.reason());
            case Reply.Inexpressible inexpressible -> new Result(Outcome.REFUSED, inexpressible.reason());
            case Reply.Withheld withheld -> new Result(Outcome.REFUSED, WITHHELD);
            case Reply.Closed closed -> new Result(Outcome.NOT_CONNECTED, "the charge point has just disconnected");
            case Reply.Stopped stopped -> new Result(Outcome.UNCERTAIN, "the session was stopped");
            case Reply.Failed failed -> new Result(Outcome.UNCERTAIN, FAILED);
        };
    }
}
