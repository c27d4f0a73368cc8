package org.ocppgateway.simulator.replay;

import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.trace.TraceDirection;
import org.ocppgateway.protocol.trace.TraceMessage;
import org.ocppgateway.protocol.trace.TraceRecord;

/**
 * Replays one recorded session on one connection. CALLs of the charge point are sent at their time, and after the answers that they followed in
 * the recording. Answers to CALLs of the server are sent when a CALL of that action arrives.
 */
final class SessionReplay implements WebSocket.Listener {
    private static final long ANSWER_TIMEOUT_SECONDS = 30;

    private final Recording recording;
    private final CommandRepeater commands;
    private final ReplayTally tally;
    private final Map<String, Queue<TraceMessage>> recordedAnswers = new HashMap<>();
    private final Map<String, CompletableFuture<Frame>> pending = new ConcurrentHashMap<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    SessionReplay(Recording recording, CommandRepeater commands, ReplayTally tally) {
        this.recording = recording;
        this.commands = commands;
        this.tally = tally;
    }

    /** Replays the records on an open connection, and closes it. */
    void run(List<TraceRecord> records, WebSocket socket, ReplayClock clock) throws InterruptedException {
        for (TraceRecord record : records) {
            clock.await(record.timestamp());
            replay(record, socket);
        }
        for (Map.Entry<String, CompletableFuture<Frame>> call :
                Map.copyOf(pending).entrySet()) {
            tally.newAnswers.addAndGet(await(call.getValue()) == null ? 0 : 1);
        }
        synchronized (recordedAnswers) {
            recordedAnswers.values().forEach(left -> tally.answersSkipped.addAndGet(left.size()));
        }
        closeNormally(socket);
    }

    /** Finds the recorded answers of the charge point. Called before the connection is opened. */
    SessionReplay expect(List<TraceRecord> records) {
        for (TraceRecord record : records) {
            TraceMessage message = record.message();
            if (record.direction() == TraceDirection.TO_CSMS && !(message instanceof TraceMessage.Call)) {
                String action = message.action();
                recordedAnswers
                        .computeIfAbsent(action == null ? "" : action, name -> new ArrayDeque<>())
                        .add(message);
            }
        }
        return this;
    }

    private void replay(TraceRecord record, WebSocket socket) throws InterruptedException {
        boolean fromChargePoint = record.direction() == TraceDirection.TO_CSMS;
        switch (record.message()) {
            case TraceMessage.Call call -> {
                if (fromChargePoint) {
                    send(call, socket);
                } else {
                    issue(record, call);
                }
            }
            case TraceMessage.CallResult result -> {
                if (!fromChargePoint) {
                    compare(result);
                }
            }
            case TraceMessage.CallError error -> {
                if (!fromChargePoint) {
                    compare(error);
                }
            }
        }
    }

    private void send(TraceMessage.Call call, WebSocket socket) {
        tally.calls.incrementAndGet();
        String id = call.messageId() == null ? "replay-" + tally.calls.get() : call.messageId();
        pending.merge(id, new CompletableFuture<>(), (before, next) -> before.isDone() ? next : before);
        send(socket, frame(2, id, call.action(), call.payload()));
    }

    /** Built without {@link FrameWriter}, because a recording may contain an id that OCPP does not permit. */
    private static String frame(int type, String id, String action, @Nullable String payload) {
        return new JsonBuilder()
                .beginArray()
                .element(type)
                .element(id)
                .element(action)
                .rawElement(payload == null ? "{}" : payload)
                .endArray()
                .toString();
    }

    private void issue(TraceRecord record, TraceMessage.Call call) {
        String pod = JsonMembers.text(record.meta(), "podId");
        String payload = call.payload() == null ? "{}" : call.payload();
        if (pod != null && commands.issue(pod, recording.chargePointId(), call.action(), payload)) {
            tally.commandsIssued.incrementAndGet();
        }
    }

    private void compare(TraceMessage recorded) throws InterruptedException {
        String id = recorded.messageId();
        CompletableFuture<Frame> call = id == null ? null : pending.get(id);
        if (call == null) {
            return; // an answer to a CALL before the recording
        }
        Frame answer = await(call);
        pending.remove(id, call);
        if (answer == null) {
            tally.unanswered.incrementAndGet();
            tally.addDifference("not answered: " + recorded.action() + " " + recorded.messageId());
        } else if (AnswerComparison.same(recorded, answer)) {
            tally.sameAnswers.incrementAndGet();
        } else {
            tally.otherAnswers.incrementAndGet();
            tally.addDifference("another answer to %s %s: recorded %s, now %s"
                    .formatted(recorded.action(), recorded.messageId(), recorded, answer));
        }
    }

    /** Null without an answer in time. */
    private static @Nullable Frame await(CompletableFuture<Frame> answer) throws InterruptedException {
        try {
            return answer.get(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            return null;
        }
    }

    private void closeNormally(WebSocket socket) throws InterruptedException {
        var unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        try {
            closed.get(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            socket.abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            if (FrameReader.read(recording.version(), text) instanceof Inbound.Received received) {
                receive(socket, received.frame());
            }
        }
        socket.request(1);
        return null;
    }

    private void receive(WebSocket socket, Frame frame) {
        if (frame instanceof Frame.Call call) {
            answer(socket, call);
            return;
        }
        CompletableFuture<Frame> call = pending.get(frame.id().value());
        if (call != null) {
            call.complete(frame);
        }
    }

    private void answer(WebSocket socket, Frame.Call call) {
        TraceMessage recorded;
        synchronized (recordedAnswers) {
            Queue<TraceMessage> answers = recordedAnswers.get(call.action().name());
            recorded = answers == null ? null : answers.poll();
        }
        (recorded == null ? tally.commandsWithoutAnswer : tally.commandsAnswered).incrementAndGet();
        send(socket, answer(call.id(), call.action(), recorded));
    }

    private static String answer(MessageId id, Action action, @Nullable TraceMessage recorded) {
        return switch (recorded) {
            case null -> error(id, "NotSupported", "the recording has no answer to " + action, "{}");
            case TraceMessage.Call call -> throw new IllegalArgumentException("a CALL is no answer");
            case TraceMessage.CallResult result ->
                FrameWriter.callResult(id, result.payload() == null ? "{}" : result.payload());
            case TraceMessage.CallError error ->
                error(id, error.code(), error.description(), error.details() == null ? "{}" : error.details());
        };
    }

    private static String error(MessageId id, String code, String description, String details) {
        return new JsonBuilder()
                .beginArray()
                .element(4)
                .element(id.value())
                .element(code)
                .element(description)
                .rawElement(details)
                .endArray()
                .toString();
    }

    /** Sends one text after the other. */
    private synchronized void send(WebSocket socket, String text) {
        sending = sending.handle((sent, failure) -> socket).thenCompose(open -> open.sendText(text, true));
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        end();
    }

    private void end() {
        closed.complete(null);
        pending.values().forEach(call -> call.cancel(false));
    }
}
