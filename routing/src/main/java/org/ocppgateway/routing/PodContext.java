package org.ocppgateway.routing;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import org.ocppgateway.protocol.PodId;

/**
 * What a part of one pod needs to know of it.
 *
 * @param clock wall-clock time, which is published and compared with times of others
 * @param steady a clock that is never set, for durations within this process
 */
public record PodContext(PodId pod, Clock clock, Clock steady, PrometheusRegistry registry) {}
