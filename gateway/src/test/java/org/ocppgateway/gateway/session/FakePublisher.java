package org.ocppgateway.gateway.session;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;

/** A publisher that the test can block or make fail. */
final class FakePublisher implements EventPublisher {
    final List<JsonObject> attempts = new CopyOnWriteArrayList<>();
    final List<JsonObject> published = new CopyOnWriteArrayList<>();
    private final Semaphore acknowledgements = new Semaphore(0);
    private volatile boolean waiting;
    private volatile PublishException.@Nullable Reason failure;
    private volatile Runnable onAttempt = () -> {};
    private volatile ToIntFunction<ChargePointId> partitions = key -> 0;

    /** From now on every event blocks until {@link #acknowledge}. */
    void waitForAcknowledgement() {
        waiting = true;
    }

    void acknowledge() {
        acknowledgements.release();
    }

    void failWith(PublishException.@Nullable Reason reason) {
        failure = reason;
    }

    void partitionBy(ToIntFunction<ChargePointId> partitionOf) {
        partitions = partitionOf;
    }

    void onAttempt(Runnable action) {
        onAttempt = action;
    }

    @Override
    public int partitionOf(ChargePointId key) {
        return partitions.applyAsInt(key);
    }

    @Override
    public void publish(ChargePointId key, byte[] event) throws PublishException, InterruptedException {
        ContractSchemas.assertEvent(event);
        JsonObject json = JsonParser.parseString(new String(event, StandardCharsets.UTF_8))
                .getAsJsonObject();
        attempts.add(json);
        onAttempt.run();
        if (waiting) {
            acknowledgements.acquire();
        }
        PublishException.Reason reason = failure;
        if (reason != null) {
            throw new PublishException(reason, "thrown by the test");
        }
        published.add(json);
    }

    @Override
    public boolean offer(ChargePointId key, byte[] event) {
        ContractSchemas.assertEvent(event);
        if (failure != null) {
            return false;
        }
        return published.add(JsonParser.parseString(new String(event, StandardCharsets.UTF_8))
                .getAsJsonObject());
    }

    List<String> publishedTypes() {
        return published.stream().map(event -> event.get("type").getAsString()).toList();
    }
}
