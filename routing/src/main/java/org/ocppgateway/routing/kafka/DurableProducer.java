package org.ocppgateway.routing.kafka;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

/**
 * The pod's one producer: a send returns when all in-sync replicas have the record. Called by any number of virtual
 * threads, each of which waits for its own record; Kafka's own thread only wakes them.
 *
 * <p>While no broker can be reached the producer forgets which brokers there are, and begins anew with the bootstrap servers. Its
 * {@code send} blocks then, and fails after {@code max.block.ms}. So one thread at a time tries, and the others wait in front of it, for
 * the delivery timeout at most: a restart of the brokers that is shorter fails no record.
 *
 * <p>Bounds: the records in flight (one more fails at once) and the delivery timeout, by which the producer itself ends
 * every record. There is no timed wait per record: setting and cancelling a timer for each costs a fifth of the throughput.
 */
public final class DurableProducer {
    private final Producer<byte[], byte[]> producer;
    private final int maxInFlight;
    private final Semaphore permits;
    private final ProducerMetrics metrics;
    private final long deliveryNanos;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    DurableProducer(
            Producer<byte[], byte[]> producer, int maxInFlight, Duration deliveryTimeout, PrometheusRegistry registry) {
        this.producer = producer;
        this.maxInFlight = maxInFlight;
        this.deliveryNanos = deliveryTimeout.toNanos();
        this.permits = new Semaphore(maxInFlight);
        this.metrics = new ProducerMetrics(registry, () -> maxInFlight - permits.availablePermits());
    }

    /**
     * Opens a pod's producer with the metadata of all topics, so that no send has to wait for it.
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
            fetchMetadata(producer, topics, settings.startTimeout());
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw TopicsException.outage(
                    "Kafka at " + settings.bootstrapServers() + " gives no metadata: " + e.getMessage(), e);
        }
        return new DurableProducer(producer, settings.maxInFlight(), settings.deliveryTimeout(), registry);
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
                    // Waits for max.block.ms only, which is kept short for the sake of senders.
                    if (System.nanoTime() > deadline) {
                        throw e;
                    }
                }
            }
        }
    }

    /** How many partitions the topic has, as the producer sees it: at most {@code max.block.ms} if it does not know by heart. */
    public int partitionsOf(KafkaSettings.Topic topic) {
        return producer.partitionsFor(topic.name()).size();
    }

    /** How many records may be unacknowledged at a time. */
    int maxInFlight() {
        return maxInFlight;
    }

    ProducerMetrics.OfTopic metricsOf(KafkaSettings.Topic topic) {
        return metrics.of(topic.name());
    }

    CounterDataPoint reducedOf(KafkaSettings.Topic topic) {
        return metrics.reduced(topic.name());
    }

    /** Blocks until the record is acknowledged, at most the delivery timeout, and as long again if no broker can be reached. */
    void send(ProducerRecord<byte[], byte[]> message, ProducerMetrics.OfTopic topicMetrics)
            throws PublishException, InterruptedException {
        if (!permits.tryAcquire()) {
            topicMetrics.failed(Reason.OVERLOADED);
            throw new PublishException(Reason.OVERLOADED, "too many records in flight to Kafka");
        }
        long begun = System.nanoTime();
        Delivery delivery = handOver(message, topicMetrics, begun + deliveryNanos);
        delivery.await();
        Exception failure = delivery.failure;
        if (failure != null) {
            throw failed(message, failure, topicMetrics);
        }
        topicMetrics.succeeded(System.nanoTime() - begun);
    }

    /**
     * Hands over a record and does not wait for its acknowledgement.
     *
     * @param ended run once, when the record is acknowledged or lost; on Kafka's thread, or on the caller's
     * @return false if the record is lost already
     */
    boolean offer(ProducerRecord<byte[], byte[]> message, ProducerMetrics.OfTopic topicMetrics, Runnable ended)
            throws InterruptedException {
        if (!permits.tryAcquire()) {
            topicMetrics.failed(Reason.OVERLOADED);
            ended.run();
            return false;
        }
        long begun = System.nanoTime();
        Callback completion = (metadata, failure) -> {
            permits.release();
            ended.run();
            if (failure == null) {
                topicMetrics.succeeded(System.nanoTime() - begun);
            } else {
                topicMetrics.failed(reasonOf(failure));
            }
        };
        if (gates.computeIfAbsent(message.topic(), first -> new Gate()).closed) {
            completion.onCompletion(null, new TimeoutException("no broker can be reached"));
            return false;
        }
        try {
            var unused = producer.send(message, completion); // the completion gets the same result
            return true;
        } catch (InterruptException e) {
            Thread.interrupted(); // the exception below carries it on
            completion.onCompletion(null, e);
            throw new InterruptedException("interrupted while handing a record to Kafka");
        } catch (KafkaException | IllegalStateException e) {
            completion.onCompletion(null, e);
            return false;
        }
    }

    /** Returns the delivery under way. Whatever else happens, the permit is given back. */
    private Delivery handOver(
            ProducerRecord<byte[], byte[]> message, ProducerMetrics.OfTopic topicMetrics, long deadline)
            throws PublishException, InterruptedException {
        Gate gate = gates.computeIfAbsent(message.topic(), first -> new Gate());
        boolean handedOver = false;
        try {
            while (true) {
                Delivery delivery = new Delivery(permits, Thread.currentThread());
                Exception refusal = tryToHandOver(message, delivery, gate, deadline);
                if (refusal == null) {
                    handedOver = true;
                    return delivery;
                }
                if (!gate.closed || System.nanoTime() - deadline >= 0) {
                    throw failed(message, refusal, topicMetrics);
                }
            }
        } catch (InterruptException e) {
            Thread.interrupted(); // the exception below carries it on
            throw new InterruptedException("interrupted while handing a record to Kafka");
        } finally {
            if (!handedOver) {
                permits.release();
            }
        }
    }

    /** Returns why the producer did not take the record; null if it did. */
    private @Nullable Exception tryToHandOver(
            ProducerRecord<byte[], byte[]> message, Delivery delivery, Gate gate, long deadline)
            throws InterruptedException {
        boolean inTurn = gate.closed;
        if (inTurn && !gate.turn.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            return new TimeoutException("no broker can be reached");
        }
        try {
            var unused = producer.send(message, delivery); // the delivery gets the same result
            Exception refusal = delivery.refused ? delivery.failure : null;
            gate.close(refusal != null && isWithoutMetadata(refusal));
            return refusal;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            return e;
        } finally {
            if (inTurn) {
                gate.turn.release();
            }
        }
    }

    /** Whether no broker was there to say where the record belongs. A topic that is missing is another matter. */
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

    /** Only what is certainly about this one record is a refusal: an error sent for an outage loses a transaction. */
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

    /** Ends what is in flight, at most within the timeout; what has not ended by then fails. Not under traffic. */
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    /** Senders to one topic wait here for their turn to try while the producer has no metadata of the topic. */
    private static final class Gate {
        private final Semaphore turn = new Semaphore(1, true);
        private volatile boolean closed;

        /** Writes only what changes: every send comes by here. */
        void close(boolean close) {
            if (closed != close) {
                closed = close;
            }
        }
    }

    /**
     * One record on its way. Completed on the producer's thread, which only wakes the waiting one; or within {@code send}, by the waiting
     * thread itself, if the producer does not take it.
     */
    private static final class Delivery implements Callback {
        private final Semaphore permits;
        private final Thread waiting;
        private @Nullable Exception failure;
        private boolean refused;
        private volatile boolean done;

        Delivery(Semaphore permits, Thread waiting) {
            this.permits = permits;
            this.waiting = waiting;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata ignored, @Nullable Exception exception) {
            failure = exception;
            if (waiting.equals(Thread.currentThread())) {
                refused = true;
                return;
            }
            done = true;
            permits.release();
            LockSupport.unpark(waiting);
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
