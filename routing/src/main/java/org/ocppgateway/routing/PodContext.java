package org.ocppgateway.routing;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import org.ocppgateway.protocol.PodId;

/**
 * Shared dependencies of the components of one pod.
 *
 * @param clock wall clock, for times that are published or compared with times of other processes
 * @param steady monotonic clock, for durations within this process
 */
public record PodContext(PodId pod, Clock clock, Clock steady, PrometheusRegistry registry) {}
