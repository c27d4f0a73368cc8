package org.ocppgateway.routing.kafka;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.event.PublishException.Reason;

/**
 * The pod's one producer: a send returns when all in-sync replicas have the record. Called by any number of virtual
 * threads, each of which waits for its own record; Kafka's own thread only wakes them.
 *
 * <p>Bounds: the records in flight (one more fails at once) and the delivery timeout, by which the producer itself ends
 * every record. There is no timed wait per record: setting and cancelling a timer for each costs a fifth of the throughput.
 */
public final class DurableProducer {
    private final Producer<byte[], byte[]> producer;
    private final int maxInFlight;
    private final Semaphore permits;
    private final ProducerMetrics metrics;

    DurableProducer(Producer<byte[], byte[]> producer, int maxInFlight, PrometheusRegistry registry) {
        this.producer = producer;
        this.maxInFlight = maxInFlight;
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
        return new DurableProducer(producer, settings.maxInFlight(), registry);
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

    /** Blocks until the record is acknowledged, at most the delivery timeout. */
    void send(ProducerRecord<byte[], byte[]> message, ProducerMetrics.OfTopic topicMetrics)
            throws PublishException, InterruptedException {
        if (!permits.tryAcquire()) {
            topicMetrics.failed(Reason.OVERLOADED);
            throw new PublishException(Reason.OVERLOADED, "too many records in flight to Kafka");
        }
        long begun = System.nanoTime();
        Delivery delivery = new Delivery(permits, Thread.currentThread());
        handOver(message, delivery, topicMetrics);
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
        try {
            handOver(message, completion, topicMetrics);
            return true;
        } catch (PublishException e) {
            ended.run();
            return false;
        } catch (InterruptedException e) {
            ended.run();
            throw e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private void handOver(
            ProducerRecord<byte[], byte[]> message, Callback completion, ProducerMetrics.OfTopic topicMetrics)
            throws PublishException, InterruptedException {
        try {
            producer.send(message, completion);
        } catch (InterruptException e) {
            permits.release();
            Thread.interrupted(); // the exception below carries it on
            throw new InterruptedException("interrupted while handing a record to Kafka");
        } catch (KafkaException | IllegalStateException e) {
            permits.release();
            throw failed(message, e, topicMetrics);
        }
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
            case InvalidTopicException e -> Reason.REFUSED;
            case AuthorizationException e -> Reason.REFUSED;
            case BufferExhaustedException e -> Reason.OVERLOADED;
            default -> Reason.OUTAGE;
        };
    }

    /** Ends what is in flight, at most within the timeout; what has not ended by then fails. Not under traffic. */
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    /** One record on its way. Completed on the producer's thread, which only wakes the waiting one. */
    private static final class Delivery implements Callback {
        private final Semaphore permits;
        private final Thread waiting;
        private @Nullable Exception failure;
        private volatile boolean done;

        Delivery(Semaphore permits, Thread waiting) {
            this.permits = permits;
            this.waiting = waiting;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata ignored, @Nullable Exception exception) {
            failure = exception;
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
