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
 * Agrees on permessage-deflate (RFC 7692) with those that offer it: OCPP 2.x demands it of us, 1.6 does not know it. Always without
 * context takeover, and only for so many connections at once. Any thread.
 */
final class Compression extends WebSocketExtensionRegistry {
    private static final String NAME = "permessage-deflate";
    private static final String WINDOW = "server_max_window_bits";

    /** The only window that zlib has here: a smaller one cannot be promised. */
    private static final String WINDOW_BITS = "15";

    /** What is used at the same time is bounded by the processors; what is kept for later need not be more. */
    private static final int POOLED = 64;

    private final int maxConnections;
    private final EndpointMetrics metrics;
    private final AtomicInteger connections = new AtomicInteger();

    Compression(int maxConnections, EndpointMetrics metrics) {
        this.maxConnections = maxConnections;
        this.metrics = metrics;
        metrics.compressedConnections(connections::get);
    }

    static InflaterPool inflaters() {
        return new InflaterPool(POOLED, true);
    }

    static DeflaterPool deflaters() {
        return new DeflaterPool(POOLED, Deflater.BEST_SPEED, true);
    }

    /** What is answered to the extensions offered: the first acceptable offer, or nothing. */
    List<ExtensionConfig> agree(@Nullable OcppVersion version, Request request, List<ExtensionConfig> offered) {
        if (version == null || version == OcppVersion.V1_6) {
            return List.of();
        }
        for (ExtensionConfig offer : offered) {
            if (offer.getName().equals(NAME) && acceptable(offer.getParameters())) {
                Agreed agreed = reserve(offer);
                if (agreed == null) {
                    metrics.compressionDeclined();
                    return List.of();
                }
                Request.addCompletionListener(request, failure -> {
                    if (failure != null) {
                        agreed.release();
                    }
                });
                return List.of(agreed);
            }
        }
        return List.of();
    }

    private static boolean acceptable(Map<String, String> parameters) {
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

    private @Nullable Agreed reserve(ExtensionConfig offer) {
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
        return new Agreed(parameters, connections);
    }

    @Override
    public @Nullable Extension newInstance(ExtensionConfig config, WebSocketComponents components) {
        if (!(config instanceof Agreed agreed)) {
            return null;
        }
        PerMessageDeflate extension = new PerMessageDeflate(agreed::release);
        extension.init(config, components);
        return extension;
    }

    /** An agreement, which takes up one of the places until it is released. */
    private static final class Agreed extends ExtensionConfig {
        private final AtomicInteger places;
        private final AtomicBoolean held = new AtomicBoolean(true);

        Agreed(Map<String, @Nullable String> parameters, AtomicInteger places) {
            super(NAME, parameters);
            this.places = places;
        }

        void release() {
            if (held.compareAndSet(true, false)) {
                places.decrementAndGet();
            }
        }
    }
}
