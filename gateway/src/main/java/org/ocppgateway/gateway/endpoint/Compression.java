package org.ocppgateway.gateway.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.eclipse.jetty.util.compression.InflaterPool;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Negotiates permessage-deflate (RFC 7692). OCPP 2.x requires it from the CSMS, OCPP 1.6 does not define it. Always without context
 * takeover; the number of compressed connections is limited. Thread-safe.
 */
final class Compression extends WebSocketExtensionRegistry {
    private static final String NAME = "permessage-deflate";
    private static final String WINDOW = "server_max_window_bits";

    /** The only window size of {@link Deflater}. */
    private static final String WINDOW_BITS = "15";

    /** Capacity of the pools. The number of processors limits how many are used at the same time. */
    private static final int POOL_CAPACITY = 64;

    private final int maxConnections;
    private final EndpointMetrics metrics;
    private final AtomicInteger connections = new AtomicInteger();

    Compression(int maxConnections, EndpointMetrics metrics) {
        this.maxConnections = maxConnections;
        this.metrics = metrics;
        metrics.compressedConnections(connections::get);
    }

    static InflaterPool inflaters() {
        return new InflaterPool(POOL_CAPACITY, true);
    }

    static DeflaterPool deflaters() {
        return new DeflaterPool(POOL_CAPACITY, Deflater.BEST_SPEED, true);
    }

    /** Selects the first acceptable offer; empty if there is none or the limit is reached. */
    List<ExtensionConfig> negotiate(@Nullable OcppVersion version, Request request, List<ExtensionConfig> offered) {
        if (version == null || version == OcppVersion.V1_6) {
            return List.of();
        }
        for (ExtensionConfig offer : offered) {
            if (offer.getName().equals(NAME) && isAcceptable(offer.getParameters())) {
                Negotiated negotiated = reserve(offer);
                if (negotiated == null) {
                    metrics.compressionDeclined();
                    return List.of();
                }
                Request.addCompletionListener(request, failure -> {
                    if (failure != null) {
                        negotiated.release();
                    }
                });
                return List.of(negotiated);
            }
        }
        return List.of();
    }

    private static boolean isAcceptable(Map<String, String> parameters) {
        return parameters.entrySet().stream().allMatch(parameter -> {
            @Nullable String value = parameter.getValue();
            return switch (parameter.getKey()) {
                case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
                case "client_max_window_bits" -> value == null || value.matches("[89]|1[0-5]");
                case WINDOW -> WINDOW_BITS.equals(value);
                default -> false;
            };
        });
    }

    private @Nullable Negotiated reserve(ExtensionConfig offer) {
        if (connections.incrementAndGet() > maxConnections) {
            connections.decrementAndGet();
            return null;
        }
        Map<String, @Nullable String> parameters = new HashMap<>();
        parameters.put("server_no_context_takeover", null);
        parameters.put("client_no_context_takeover", null);
        if (offer.getParameterKeys().contains(WINDOW)) {
            parameters.put(WINDOW, WINDOW_BITS);
        }
        return new Negotiated(parameters, connections);
    }

    @Override
    public @Nullable Extension newInstance(ExtensionConfig config, WebSocketComponents components) {
        if (!(config instanceof Negotiated negotiated)) {
            return null;
        }
        PerMessageDeflate extension = new PerMessageDeflate(negotiated::release);
        extension.init(config, components);
        return extension;
    }

    /** A negotiated extension. It counts towards the limit until it is released. */
    private static final class Negotiated extends ExtensionConfig {
        private final AtomicInteger connections;
        private final AtomicBoolean counted = new AtomicBoolean(true);

        Negotiated(Map<String, @Nullable String> parameters, AtomicInteger connections) {
            super(NAME, parameters);
            this.connections = connections;
        }

        void release() {
            if (counted.compareAndSet(true, false)) {
                connections.decrementAndGet();
            }
        }
    }
}
