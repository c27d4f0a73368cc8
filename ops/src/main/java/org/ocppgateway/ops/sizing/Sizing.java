package org.ocppgateway.ops.sizing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Resources that a fleet needs. Sizes of a pod are for the time when one pod is missing.
 *
 * @param pods number of gateways, one of them spare
 * @param redisMemory in MiB
 */
record Sizing(long pods, Pod pod, Kafka kafka, long redisMemory) {
    /**
     * One gateway.
     *
     * @param heap in MiB ({@code -Xms} and {@code -Xmx})
     * @param memory of the container, in MiB
     * @param processors as a request
     */
    record Pod(long heap, long memory, double processors) {}

    /**
     * Kafka, over all brokers.
     *
     * @param eventsPerSecond on the topic of events
     * @param eventPartitions partitions of {@code ocpp-events-up}, at least
     * @param commandPartitions partitions of {@code commands-down}, at least
     * @param disk in GiB
     * @param processors for events only
     */
    record Kafka(double eventsPerSecond, long eventPartitions, long commandPartitions, long disk, double processors) {}

    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;
    private static final double SECONDS_PER_DAY = 86_400;

    private static final long SMALLEST_HEAP = 256;
    private static final double MEMORY_RESERVE = 1.25;
    private static final long MEMORY_STEP = 256;
    private static final double PROCESSOR_STEP = 0.5;
    // A processor that is busier than this has no room for garbage collections and bursts.
    private static final double BUSY = 0.5;
    // gateway.endpoint.max-compressed-connections
    private static final long MAX_COMPRESSED = 5_000;
    // gateway.kafka.topics
    private static final long EVENT_PARTITIONS = 12;
    private static final long COMMAND_PARTITIONS = 128;
    private static final double REDIS_RESERVE = 1.5;

    static Sizing of(Fleet fleet, Operation operation) {
        long working = Math.ceilDiv(fleet.chargePoints(), operation.perPod());
        long onPod = Math.ceilDiv(fleet.chargePoints(), working);
        long heap = heap(fleet, onPod);
        return new Sizing(
                working + 1,
                new Pod(heap, memory(fleet, onPod, heap), processors(fleet, operation, onPod)),
                kafka(fleet, operation, working + 1),
                (long) Math.ceil(REDIS_RESERVE * redisBytes(fleet) / MIB));
    }

    private static Kafka kafka(Fleet fleet, Operation operation, long pods) {
        double events = fleet.eventsPerSecond();
        double stored = events * SECONDS_PER_DAY * operation.retention() * operation.replicas();
        return new Kafka(
                events,
                Math.max(EVENT_PARTITIONS, (long) Math.ceil(events / operation.eventsPerPartition())),
                Math.max(COMMAND_PARTITIONS, pods),
                (long) Math.ceil(stored * Figure.EVENT.base() / GIB),
                events * Figure.BROKER_EVENT.base() * operation.replicas());
    }

    /** The next power of two: the heap must have room for the connections, and for messages on their way. */
    private static long heap(Fleet fleet, long onPod) {
        double needed =
                Figure.HEAP_BASE.base() + onPod * (Figure.HEAP.base() + fleet.tlsShare() * Figure.HEAP_TLS.base());
        long heap = SMALLEST_HEAP;
        while (heap * MIB < needed) {
            heap *= 2;
        }
        return heap;
    }

    private static long memory(Fleet fleet, long onPod, long heap) {
        double compressed = Math.min(MAX_COMPRESSED, onPod * fleet.compressibleShare());
        double outside = Figure.PROCESS.base() + onPod * Figure.SOCKET.base() + compressed * Figure.COMPRESSION.base();
        return (long) Math.ceil((heap * MIB + outside) * MEMORY_RESERVE / MIB / MEMORY_STEP) * MEMORY_STEP;
    }

    private static double processors(Fleet fleet, Operation operation, long onPod) {
        double share = (double) onPod / fleet.chargePoints();
        double steady = onPod / operation.pingInterval() * Figure.PING.base()
                + share * fleet.heartbeatsPerSecond() * Figure.HEARTBEAT.base()
                + share * fleet.eventsPerSecond() * Figure.METER_VALUES.base();
        double reconnects = onPod
                * (Figure.RECONNECT.base() + fleet.tlsShare() * Figure.TLS_HANDSHAKE.base())
                / operation.recovery();
        double needed = Math.max(steady / BUSY, steady + reconnects);
        return Math.max(1, Math.ceil(needed / PROCESSOR_STEP)) * PROCESSOR_STEP;
    }

    private static double redisBytes(Fleet fleet) {
        return fleet.chargePoints()
                * (Figure.REDIS_ROUTE.base()
                        + Figure.REDIS_HISTORY.base()
                        + fleet.commandsPerDay() * Figure.REDIS_COMMAND.base());
    }

    /** Names and values in the order of the table, with units in the names as in JSON. */
    Map<String, Number> values() {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("pods", pods);
        values.put("heapMiB", pod.heap());
        values.put("memoryMiB", pod.memory());
        values.put("processors", pod.processors());
        values.put("eventsPerSecond", Math.round(kafka.eventsPerSecond() * 10) / 10.0);
        values.put("eventPartitions", kafka.eventPartitions());
        values.put("commandPartitions", kafka.commandPartitions());
        values.put("kafkaDiskGiB", kafka.disk());
        values.put("brokerProcessors", Math.ceil(kafka.processors() * 10) / 10.0);
        values.put("redisMiB", redisMemory);
        return values;
    }

    /** The table for the terminal and the page. */
    String table() {
        return String.format(Locale.ROOT, """
            gateway pods, one of them spare     %,12d
            each pod: heap (-Xms, -Xmx)         %,12d MiB
            each pod: memory of the container   %,12d MiB
            each pod: processors, as a request  %,12.1f
            Kafka: events                       %,12.1f per second
            Kafka: partitions of ocpp-events-up %,12d
            Kafka: partitions of commands-down  %,12d
            Kafka: disk, all replicas           %,12d GiB
            Kafka: processors, all brokers      %,12.1f
            Redis: maxmemory                    %,12d MiB
            """, values().values().toArray());
    }
}
