package org.ocppgateway.routing.kafka;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.event.PublishException.Reason;
import org.ocppgateway.routing.trace.TraceSpan;

/**
 * The producer of a process. A send returns when all in-sync replicas have the record. Called by any number of virtual
 * threads, each of which waits for its own record; Kafka's thread only wakes them.
 *
 * <p>While no broker is reachable the producer drops its broker list and starts again with the bootstrap servers. Its
 * {@code send} then blocks and fails after {@code max.block.ms}. Therefore one thread at a time tries and the others
 * wait for it, at most the delivery timeout: a shorter restart of the brokers fails no record.
 *
 * <p>Bounds: the number of records in flight, and the bytes in flight to one topic, beyond which a send fails
 * immediately; and the delivery timeout, after which the producer ends every record. There is no timed wait per record,
 * because setting and cancelling a timer for each costs a fifth of the throughput.
 */
public final class DurableProducer {
    private final Producer<byte[], byte[]> producer;
    private final int maxInFlight;
    private final Semaphore permits;
    private final long maxTopicBytes;
    private final ProducerMetrics metrics;
    private final long deliveryNanos;
    private final Map<String, TopicGate> gates = new ConcurrentHashMap<>();

    DurableProducer(Producer<byte[], byte[]> producer, KafkaSettings settings, PrometheusRegistry registry) {
        this.producer = producer;
        this.maxInFlight = settings.sending().maxInFlight();
        this.maxTopicBytes = TopicGate.maxBytes(KafkaClients.bufferBytes(settings));
        this.deliveryNanos = settings.timeouts().delivery().toNanos();
        this.permits = new Semaphore(maxInFlight);
        this.metrics = new ProducerMetrics(registry, () -> maxInFlight - permits.availablePermits(), maxInFlight);
    }

    /**
     * Opens a pod's producer and loads the metadata of all topics, so that no send waits for it.
     *
     * @throws TopicsException if Kafka does not answer
     */
    public static DurableProducer open(KafkaSettings settings, PrometheusRegistry registry) throws TopicsException {
        return open(settings, settings.topics().all(), registry);
    }

    /**
     * Opens a backend's producer, which writes to {@code commands-down} only.
     *
     * @throws TopicsException if Kafka does not answer
     */
    public static DurableProducer openForCommands(KafkaSettings settings, PrometheusRegistry registry)
            throws TopicsException {
        return open(settings, List.of(settings.topics().commands()), registry);
    }

    private static DurableProducer open(
            KafkaSettings settings, List<KafkaSettings.Topic> topics, PrometheusRegistry registry)
            throws TopicsException {
        Producer<byte[], byte[]> producer = KafkaClients.producer(settings);
        try {
            fetchMetadata(producer, topics, settings.timeouts().start());
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw TopicsException.outage(
                    "Kafka at " + settings.bootstrapServers() + " returns no metadata: " + e.getMessage(), e);
        }
        return new DurableProducer(producer, settings, registry);
    }

    private static void fetchMetadata(
            Producer<byte[], byte[]> producer, List<KafkaSettings.Topic> topics, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (KafkaSettings.Topic topic : topics) {
            while (true) {
                try {
                    producer.partitionsFor(topic.name());
                    break;
                } catch (TimeoutException e) {
                    // Waits for max.block.ms only, which is short because senders hold a lock meanwhile.
                    if (System.nanoTime() > deadline) {
                        throw e;
                    }
                }
            }
        }
    }

    /**
     * Returns the number of partitions of a topic according to the producer. Blocks at most {@code max.block.ms} if it
     * has no metadata.
     */
    public int partitionsOf(KafkaSettings.Topic topic) {
        return producer.partitionsFor(topic.name()).size();
    }

    /** Maximum number of unacknowledged records. */
    int maxInFlight() {
        return maxInFlight;
    }

    ProducerMetrics.OfTopic metricsOf(KafkaSettings.Topic topic) {
        return metrics.of(topic.name());
    }

    CounterDataPoint reducedOf(KafkaSettings.Topic topic) {
        return metrics.reduced(topic.name());
    }

    /**
     * Blocks until the record is acknowledged: at most the delivery timeout, plus the same again if no broker is
     * reachable.
     */
    void send(ProducerRecord<byte[], byte[]> message, ProducerMetrics.OfTopic topicMetrics)
            throws PublishException, InterruptedException {
        TopicGate gate = gateOf(message);
        if (!gate.tryAcquire(sizeOf(message))) {
            topicMetrics.failed(Reason.OVERLOADED);
            throw new PublishException(
                    Reason.OVERLOADED, "too many records or bytes in flight to topic " + message.topic());
        }
        try (TraceSpan span = Headers.trace(message)) {
            long begun = System.nanoTime();
            Delivery delivery = submit(message, gate, topicMetrics, begun + deliveryNanos);
            delivery.await();
            Exception failure = delivery.failure;
            if (failure != null) {
                span.failed(String.valueOf(failure.getMessage()));
                throw failed(message, failure, topicMetrics);
            }
            topicMetrics.succeeded(System.nanoTime() - begun);
        }
    }

    /**
     * Sends a record without waiting for its acknowledgement. Blocks at most {@code max.block.ms}. While no broker is
     * reachable, one caller at a time tries and the records of the others are lost.
     *
     * @param ended run once, when the record is acknowledged or lost; on Kafka's thread or on the caller's
     * @return false if the record is already lost
     */
    boolean offer(ProducerRecord<byte[], byte[]> message, ProducerMetrics.OfTopic topicMetrics, Runnable ended)
            throws InterruptedException {
        TopicGate gate = gateOf(message);
        int size = sizeOf(message);
        if (!gate.tryAcquire(size)) {
            topicMetrics.failed(Reason.OVERLOADED);
            ended.run();
            return false;
        }
        TraceSpan span = Headers.trace(message);
        long begun = System.nanoTime();
        Offered offered = new Offered(failure -> {
            span.close();
            gate.release(size);
            ended.run();
            if (failure == null) {
                topicMetrics.succeeded(System.nanoTime() - begun);
            } else {
                topicMetrics.failed(reasonOf(failure));
            }
        });
        try {
            Exception refusal = trySubmit(message, offered, gate, begun);
            if (refusal != null) {
                offered.completed(refusal);
            }
            return refusal == null;
        } catch (InterruptException | InterruptedException e) {
            Thread.interrupted(); // the exception below reports it
            offered.completed(e);
            throw new InterruptedException("interrupted while passing a record to Kafka");
        }
    }

    private TopicGate gateOf(ProducerRecord<byte[], byte[]> message) {
        return gates.computeIfAbsent(message.topic(), first -> new TopicGate(permits, maxTopicBytes));
    }

    private static int sizeOf(ProducerRecord<byte[], byte[]> message) {
        return (message.key() == null ? 0 : message.key().length)
                + (message.value() == null ? 0 : message.value().length);
    }

    /** Passes the record to the producer and returns its delivery. The permit is released in every case. */
    private Delivery submit(
            ProducerRecord<byte[], byte[]> message, TopicGate gate, ProducerMetrics.OfTopic topicMetrics, long deadline)
            throws PublishException, InterruptedException {
        int size = sizeOf(message);
        boolean handedOver = false;
        try {
            while (true) {
                Delivery delivery = new Delivery(gate, size);
                Exception refusal = trySubmit(message, delivery, gate, deadline);
                if (refusal == null) {
                    handedOver = true;
                    return delivery;
                }
                if (!gate.isClosed() || System.nanoTime() - deadline >= 0) {
                    throw failed(message, refusal, topicMetrics);
                }
            }
        } catch (InterruptException e) {
            Thread.interrupted(); // the exception below reports it
            throw new InterruptedException("interrupted while passing a record to Kafka");
        } finally {
            if (!handedOver) {
                gate.release(size);
            }
        }
    }

    /** Returns the reason why the producer refused the record; null if it accepted it. */
    private @Nullable Exception trySubmit(
            ProducerRecord<byte[], byte[]> message, Submission submission, TopicGate gate, long deadline)
            throws InterruptedException {
        boolean inTurn = gate.isClosed();
        if (inTurn && !gate.awaitTurn(Math.max(0, deadline - System.nanoTime()))) {
            return new TimeoutException("no broker is reachable");
        }
        try {
            var unused = producer.send(message, submission); // the submission gets the same result
            Exception refusal = submission.refusal;
            gate.close(refusal != null && isWithoutMetadata(refusal));
            return refusal;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            return e;
        } finally {
            if (inTurn) {
                gate.endTurn();
            }
        }
    }

    /** Returns whether no broker answered with metadata of the topic. A missing topic is a different error. */
    private static boolean isWithoutMetadata(Exception refusal) {
        return refusal instanceof TimeoutException
                && !(refusal instanceof BufferExhaustedException)
                && reasonOf(refusal) == Reason.OUTAGE;
    }

    private static PublishException failed(
            ProducerRecord<byte[], byte[]> message, Exception failure, ProducerMetrics.OfTopic topicMetrics) {
        Reason reason = reasonOf(failure);
        topicMetrics.failed(reason);
        return new PublishException(
                reason, "a record for topic " + message.topic() + " was not acknowledged: " + failure, failure);
    }

    /**
     * Maps a failure to a reason. Only a failure that certainly concerns this one record is a refusal: an error answer
     * because of an outage would lose a transaction.
     */
    private static Reason reasonOf(Exception failure) {
        return switch (failure) {
            case RecordTooLargeException e -> Reason.REFUSED;
            case RecordBatchTooLargeException e -> Reason.REFUSED;
            case BufferExhaustedException e -> Reason.OVERLOADED;
            case AuthorizationException e -> Reason.NOT_AUTHORISED;
            case AuthenticationException e -> Reason.NOT_AUTHORISED;
            case InvalidTopicException e -> Reason.TOPIC_MISSING;
            case UnknownTopicOrPartitionException e -> Reason.TOPIC_MISSING;
            default -> failure.getCause() instanceof Exception cause ? reasonOf(cause) : Reason.OUTAGE;
        };
    }

    /**
     * Closes the producer, at most within the timeout; records that are not acknowledged by then fail. Called after
     * traffic has ended.
     */
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    /**
     * One record that is passed to the producer. If the producer refuses the record, it reports that within {@code send}
     * on the calling thread, without an exception.
     */
    private abstract static class Submission implements Callback {
        final Thread sender = Thread.currentThread();
        private @Nullable Exception refusal;

        @Override
        public void onCompletion(@Nullable RecordMetadata ignored, @Nullable Exception failure) {
            if (failure != null && sender.equals(Thread.currentThread())) {
                refusal = failure;
            } else {
                completed(failure);
            }
        }

        /** Called once, on the producer's thread, unless the record was refused. */
        abstract void completed(@Nullable Exception failure);
    }

    /** A record without a waiting thread. */
    private static final class Offered extends Submission {
        private final Consumer<@Nullable Exception> ended;

        Offered(Consumer<@Nullable Exception> ended) {
            this.ended = ended;
        }

        @Override
        void completed(@Nullable Exception failure) {
            ended.accept(failure);
        }
    }

    /** A record for whose acknowledgement the sender waits. Its completion only wakes the sender. */
    private static final class Delivery extends Submission {
        private final TopicGate gate;
        private final int size;
        private @Nullable Exception failure;
        private volatile boolean done;

        Delivery(TopicGate gate, int size) {
            this.gate = gate;
            this.size = size;
        }

        @Override
        void completed(@Nullable Exception failure) {
            this.failure = failure;
            done = true;
            gate.release(size);
            LockSupport.unpark(sender);
        }

        void await() throws InterruptedException {
            while (!done) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for Kafka's acknowledgement");
                }
            }
        }
    }
}
