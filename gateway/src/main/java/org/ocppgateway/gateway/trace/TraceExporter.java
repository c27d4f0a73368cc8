package org.ocppgateway.gateway.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.trace.Tracing;

/**
 * Samples spans and sends them to an OTLP receiver on a thread of its own. At most {@value #QUEUE_SIZE} ended spans wait; further ones
 * are dropped and counted, and so are those that the receiver does not accept within {@link #TIMEOUT}.
 */
public final class TraceExporter {
    private static final int QUEUE_SIZE = 8192;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String SCOPE = "org.ocppgateway";

    private final SdkTracerProvider provider;

    private TraceExporter(SdkTracerProvider provider) {
        this.provider = provider;
    }

    /** Starts to export, if an endpoint is configured, and makes it the tracing of this process. */
    public static TraceExporter start(TracingSettings settings, PodId pod, PrometheusRegistry registry) {
        SpanCounts counts = new SpanCounts(registry);
        if (!settings.isOn()) {
            return new TraceExporter(SdkTracerProvider.builder().build());
        }
        SdkMeterProvider meters =
                SdkMeterProvider.builder().registerMetricReader(counts).build();
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint())
                .setTimeout(TIMEOUT)
                .setMeterProvider(meters)
                .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", "ocpp-gateway")
                        .put("service.instance.id", pod.value())
                        .build()))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sampleRatio())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(QUEUE_SIZE)
                        .setScheduleDelay(INTERVAL)
                        .setExporterTimeout(TIMEOUT)
                        .setMeterProvider(meters)
                        .build())
                .build();
        Tracing.use(Tracing.with(provider.get(SCOPE)));
        return new TraceExporter(provider);
    }

    /** Starts no further spans, and exports the ended ones for at most the timeout. */
    public void stop(Duration timeout) {
        Tracing.use(Tracing.OFF);
        var unused = provider.shutdown().join(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
