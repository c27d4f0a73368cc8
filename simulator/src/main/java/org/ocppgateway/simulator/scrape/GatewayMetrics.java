package org.ocppgateway.simulator.scrape;

import java.util.Map;

/**
 * Metrics of one gateway, or the sum over several gateways. All values are totals since the start, except connections
 * and memory.
 *
 * @param refusedUpgrades number of upgrade requests answered with an error
 */
public record GatewayMetrics(
        long connections, long pings, long skippedPings, long refusedUpgrades, ProcessMetrics process) {
    static final GatewayMetrics NONE = of(Map.of());

    /**
     * Metrics of the gateway's process.
     *
     * @param heapBytes used heap, including garbage
     * @param residentBytes resident memory of the process; 0 if the system does not report it
     * @param collections number of garbage collections
     * @param collectionSeconds total time of garbage collections
     * @param cpuSeconds CPU time over all processors
     */
    public record ProcessMetrics(
            long heapBytes, long residentBytes, long collections, double collectionSeconds, double cpuSeconds) {

        private static ProcessMetrics of(Map<String, Double> sums) {
            return new ProcessMetrics(
                    whole(sums, PrometheusText.HEAP_USED),
                    whole(sums, "process_resident_memory_bytes"),
                    whole(sums, "jvm_gc_collection_seconds_count"),
                    sums.getOrDefault("jvm_gc_collection_seconds_sum", 0.0),
                    sums.getOrDefault("process_cpu_seconds_total", 0.0));
        }

        private ProcessMetrics plus(ProcessMetrics other) {
            return new ProcessMetrics(
                    heapBytes + other.heapBytes,
                    residentBytes + other.residentBytes,
                    collections + other.collections,
                    collectionSeconds + other.collectionSeconds,
                    cpuSeconds + other.cpuSeconds);
        }
    }

    /** Creates metrics from sums by metric name. A missing metric counts as 0. */
    static GatewayMetrics of(Map<String, Double> sums) {
        return new GatewayMetrics(
                whole(sums, "ocpp_gateway_connections_open"),
                whole(sums, "ocpp_gateway_connection_pings_sent_total"),
                whole(sums, "ocpp_gateway_connection_pings_skipped_total"),
                whole(sums, "ocpp_gateway_endpoint_upgrade_refusals_total"),
                ProcessMetrics.of(sums));
    }

    GatewayMetrics plus(GatewayMetrics other) {
        return new GatewayMetrics(
                connections + other.connections,
                pings + other.pings,
                skippedPings + other.skippedPings,
                refusedUpgrades + other.refusedUpgrades,
                process.plus(other.process));
    }

    private static long whole(Map<String, Double> sums, String name) {
        return Math.round(sums.getOrDefault(name, 0.0));
    }
}
