package org.ocppgateway.ops.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.ocppgateway.ops.stack.process.Ports;

/** A receiver of OTLP over HTTP that keeps the received spans. It reads protobuf by the numbers of opentelemetry-proto 1.x. */
final class TraceReceiver implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String PATH = "/v1/traces";

    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

    /**
     * A received span.
     *
     * @param parentId empty for the first span of a trace
     * @param kind 2 server, 3 client, 4 producer, 5 consumer
     */
    record ReceivedSpan(
            String traceId,
            String spanId,
            String parentId,
            String name,
            long kind,
            long startedAt,
            long endedAt,
            Map<String, String> attributes) {}

    private TraceReceiver(HttpServer server) {
        this.server = server;
    }

    static TraceReceiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
        TraceReceiver receiver = new TraceReceiver(server);
        server.createContext(PATH, exchange -> {
            boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] body = compressed
                    ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                    : exchange.getRequestBody().readAllBytes();
            receiver.read(body);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return receiver;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /** Waits for a span with this name in a trace. */
    ReceivedSpan await(String traceId, String name) {
        return await(name, span -> span.traceId().equals(traceId));
    }

    /** Waits for the first span with this name and this value of an attribute. */
    ReceivedSpan awaitAttribute(String name, String attribute, String value) {
        return await(name, span -> value.equals(span.attributes().get(attribute)));
    }

    private ReceivedSpan await(String name, Predicate<ReceivedSpan> wanted) {
        return Awaitility.await(name)
                .atMost(TIMEOUT)
                .until(
                        () -> spans.stream()
                                .filter(span -> span.name().equals(name) && wanted.test(span))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<ReceivedSpan> ofTrace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    private void read(byte[] request) {
        for (byte[] resourceSpans : ProtobufMessage.read(request).messages(1)) {
            for (byte[] scopeSpans : ProtobufMessage.read(resourceSpans).messages(2)) {
                for (byte[] span : ProtobufMessage.read(scopeSpans).messages(2)) {
                    spans.add(span(ProtobufMessage.read(span)));
                }
            }
        }
    }

    private static ReceivedSpan span(ProtobufMessage span) {
        HexFormat hex = HexFormat.of();
        Map<String, String> attributes = new HashMap<>();
        for (byte[] attribute : span.messages(9)) {
            ProtobufMessage entry = ProtobufMessage.read(attribute);
            ProtobufMessage value = ProtobufMessage.read(entry.bytes(2));
            attributes.put(text(entry.bytes(1)), text(value.bytes(1)));
        }
        return new ReceivedSpan(
                hex.formatHex(span.bytes(1)),
                hex.formatHex(span.bytes(2)),
                hex.formatHex(span.bytes(4)),
                text(span.bytes(5)),
                span.number(6),
                span.number(7),
                span.number(8),
                attributes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
