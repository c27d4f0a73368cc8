package org.ocppgateway.gateway.trace;

/**
 * Settings of tracing.
 *
 * @param endpoint URL of an OTLP receiver for traces, for example {@code http://collector:4318/v1/traces}; empty: off
 * @param sampleRatio share of the CALLs of charge points, and of the commands without a trace context, that is traced; 0 to 1
 */
public record TracingSettings(String endpoint, double sampleRatio) {
    public boolean isOn() {
        return !endpoint.isEmpty();
    }
}
