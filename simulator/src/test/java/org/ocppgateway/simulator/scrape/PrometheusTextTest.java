package org.ocppgateway.simulator.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void metricsAreSummedOverLabelsAndHeapExcludesOtherMemory() {
        GatewayMetrics metrics = GatewayMetrics.of(PrometheusText.sums("""
            # HELP ocpp_gateway_connections_open Open WebSocket connections
            # TYPE ocpp_gateway_connections_open gauge
            ocpp_gateway_connections_open 19500.0
            ocpp_gateway_endpoint_upgrade_refusals_total{reason="not ready",status="503"} 2.0
            ocpp_gateway_endpoint_upgrade_refusals_total{reason="a } b",status="404"} 3.0
            jvm_memory_used_bytes{area="heap"} 1.5E8
            jvm_memory_used_bytes{area="nonheap"} 7.0E7
            jvm_gc_collection_seconds_count{gc="G1 Young Generation"} 4
            jvm_gc_collection_seconds_sum{gc="G1 Young Generation"} 0.25
            odd_one +Inf
            """));
        assertEquals(
                new GatewayMetrics(19_500, 0, 0, 5, new GatewayMetrics.ProcessMetrics(150_000_000, 0, 4, 0.25, 0)),
                metrics);
    }
}
