package org.ocppgateway.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.journal.JournalFixture;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.trace.TraceReader;

class FramesApiTest {
    private static final String HEARTBEAT = "[2,\"%d\",\"Heartbeat\",{}]";

    private final JournalFixture fixture = new JournalFixture().start();
    private final JournalFixture otherPod = new JournalFixture().start();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<InputStream> streams = new ArrayList<>();
    private volatile boolean onOtherPod;
    private volatile boolean otherPodIsSilent;
    private volatile boolean known = true;
    private volatile int answeredFinds = Integer.MAX_VALUE;
    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicInteger greatestLimit = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        connector.setPort(0);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        FramesApi api = new FramesApi(fixture.journal, cluster(), System::nanoTime);
        server.setHandler(new ApiHandler(
                List.of(),
                api.routes(),
                new AuditLog(
                        new PodId("pod-0"), new TestAuditStore(), InstantSource.system(), new PrometheusRegistry()),
                new PrometheusRegistry()));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (InputStream stream : streams) {
            stream.close();
        }
        client.shutdownNow();
        server.stop();
        fixture.stop();
        otherPod.stop();
    }

    private ClusterFrames cluster() {
        return new ClusterFrames() {
            @Override
            public Optional<PodId> otherPodOf(ChargePointId id) {
                return onOtherPod ? Optional.of(new PodId("pod-1")) : Optional.empty();
            }

            @Override
            public boolean isKnown(ChargePointId id) {
                return known;
            }

            @Override
            public Found find(ChargePointId id, JournalPosition after, int limit) {
                greatestLimit.accumulateAndGet(limit, Math::max);
                List<JournalLine> lines = new ArrayList<>(fixture.journal.after(id, after, limit));
                lines.addAll(otherPod.journal.after(id, after, limit));
                MissingPart silent = new MissingPart("pod-1", "no answer within 2 s");
                boolean missing = otherPodIsSilent || finds.incrementAndGet() > answeredFinds;
                return new Found(lines, missing ? List.of(silent) : List.of());
            }

            @Override
            public List<JournalLine> framesOf(PodId pod, ChargePointId id, @Nullable JournalPosition after, int limit) {
                JournalPosition from = after == null ? otherPod.journal.last(id).before() : after;
                return otherPodIsSilent ? List.of() : otherPod.journal.after(id, from, limit);
            }
        };
    }

    @Test
    void listsTheFramesOfAChargePointInPages() throws Exception {
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6).start();
        for (int i = 1; i <= 5; i++) {
            session.received(HEARTBEAT.formatted(i));
        }
        session.received("no frame");
        awaitRecords(fixture, 7);
        JsonObject first = json(get("?limit=4"));
        assertEquals(3, first.getAsJsonArray("items").size()); // the start of the session is a record, but no frame
        JsonObject second = json(get("?limit=4&after=" + first.get("next").getAsString()));
        JsonArray items = second.getAsJsonArray("items");
        assertEquals(3, items.size());
        assertFalse(second.has("next"));
        assertEquals("4", items.get(0).getAsJsonObject().get("messageId").getAsString());
        assertTrue(items.get(2).getAsJsonObject().has("unreadable"));
    }

    @Test
    void exportsTheTraceFormatAndCountsTheFramesLeftOut() throws Exception {
        fixture.session(OcppVersion.V1_6)
                .start()
                .received(HEARTBEAT.formatted(1))
                .received("no frame")
                .received("no frame either")
                .received(HEARTBEAT.formatted(2));
        awaitRecords(fixture, 5);
        HttpResponse<String> export = get("", "Accept", "application/x-ndjson");
        assertEquals(
                "application/x-ndjson",
                export.headers().firstValue("content-type").orElseThrow());
        List<String> lines = export.body().lines().toList();
        assertEquals(2, lines.size());
        for (String line : lines) {
            assertNotNull(TraceReader.read(line));
        }
        assertFalse(meta(lines.get(0)).has("unreadable"));
        assertEquals(2, meta(lines.get(1)).get("unreadable").getAsInt());
    }

    @Test
    void anExportIsReadInParts() throws Exception {
        recordWithUnreadable(2_500, 1_000);
        List<String> lines = export().body().lines().toList();
        assertIterableEquals(
                IntStream.rangeClosed(1, 2_500).filter(i -> i != 1_000).boxed().toList(),
                lines.stream().map(line -> meta(line).get("number").getAsInt()).toList());
        assertEquals(1, meta(lines.get(999)).get("unreadable").getAsInt());
        assertTrue(greatestLimit.get() <= 1_001, greatestLimit + " records at once");
    }

    @Test
    void anExportThatLosesThePodOfTheChargePointDoesNotLookComplete() throws Exception {
        recordWithUnreadable(2_500, 1_000);
        onOtherPod = true;
        answeredFinds = 1;
        assertThrows(IOException.class, this::export);
    }

    private void recordWithUnreadable(int count, int unreadable) {
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6);
        for (int i = 1; i <= count; i++) {
            session.received(i == unreadable ? "no frame" : HEARTBEAT.formatted(i));
        }
        await().until(() -> fixture.journal.last(JournalFixture.ID).number() == count);
    }

    private HttpResponse<String> export() throws Exception {
        return get("", "Accept", "application/x-ndjson");
    }

    @Test
    void aStreamFollowsTheFramesLive() throws Exception {
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6).received(HEARTBEAT.formatted(1));
        awaitRecords(fixture, 1);
        Events events = stream("");
        session.received(HEARTBEAT.formatted(2)).received("no frame").end(false);
        Event frame = events.next();
        assertEquals("frame", frame.type());
        assertEquals("1:2", frame.id());
        assertEquals("2", frame.data().get("messageId").getAsString());
        Event unreadable = events.next();
        assertEquals("frame", unreadable.type());
        assertTrue(unreadable.data().has("unreadable"));
        Event end = events.next();
        assertEquals("session", end.type());
        assertEquals("ended", end.data().get("state").getAsString());
        assertEquals(1006, end.data().get("closeCode").getAsInt());
    }

    @Test
    void aStreamWaitsForAnOfflineChargePoint() throws Exception {
        Events events = stream("");
        fixture.session(JournalFixture.ID, OcppVersion.V2_0_1, 9).start();
        Event started = events.next();
        assertEquals("session", started.type());
        assertEquals("connected", started.data().get("state").getAsString());
    }

    @Test
    void aStreamResumesAfterTheLastEvent() throws Exception {
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6);
        session.received(HEARTBEAT.formatted(1))
                .received(HEARTBEAT.formatted(2))
                .received(HEARTBEAT.formatted(3));
        awaitRecords(fixture, 3);
        Events events = stream("", "Last-Event-ID", "1:1");
        assertEquals("1:2", events.next().id());
        assertEquals("1:3", events.next().id());
    }

    @Test
    void aGapInTheStreamIsReported() throws Exception {
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6);
        session.received(HEARTBEAT.formatted(1));
        awaitRecords(fixture, 1);
        for (int i = 0; i < 3; i++) {
            session.nextRecordNumber();
        }
        session.received(HEARTBEAT.formatted(2));
        Events events = stream("", "Last-Event-ID", "1:1");
        Event dropped = events.next();
        assertEquals("dropped", dropped.type());
        assertEquals(3, dropped.data().get("count").getAsInt());
        assertEquals("1:5", events.next().id());
    }

    @Test
    void aStreamFollowsTheChargePointToAnotherPod() throws Exception {
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6).received(HEARTBEAT.formatted(1));
        awaitRecords(fixture, 1);
        Events events = stream("");
        session.received(HEARTBEAT.formatted(2));
        assertEquals("1:2", events.next().id());
        onOtherPod = true;
        otherPod.session(JournalFixture.ID, OcppVersion.V1_6, 2).start().received(HEARTBEAT.formatted(3));
        assertEquals("session", events.next().type());
        assertEquals("2:2", events.next().id());
    }

    @Test
    void aStreamShowsTheEndOfASessionOnAnotherPodAlthoughItsRouteIsGone() throws Exception {
        onOtherPod = true;
        JournalFixture.Session session = otherPod.session(JournalFixture.ID, OcppVersion.V1_6, 1);
        Events events = stream("");
        session.received(HEARTBEAT.formatted(1));
        assertEquals("1:1", events.next().id());
        onOtherPod = false;
        session.end(true);
        assertEquals("ended", events.next().data().get("state").getAsString());
        fixture.session(JournalFixture.ID, OcppVersion.V1_6, 2).start();
        assertEquals("connected", events.next().data().get("state").getAsString());
    }

    @Test
    void aStreamEndsAfterTheRequestedTime() throws Exception {
        Events events = stream("?seconds=1");
        Event end = events.next();
        assertEquals("end", end.type());
        assertTrue(end.data().has("reason"));
        assertTrue(events.isOver());
    }

    @Test
    void aPodHasTwentyStreamsAtMost() throws Exception {
        for (int i = 0; i < 20; i++) {
            stream("");
        }
        assertEquals(429, get("", "Accept", "text/event-stream").statusCode());
        streams.getFirst().close();
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6);
        await().until(() -> {
            session.received(HEARTBEAT.formatted(1)); // a write finds that the client has gone
            return fixture.journal.openStreams() < 20;
        });
    }

    @Test
    void aListNamesThePodThatDidNotAnswer() throws Exception {
        onOtherPod = true;
        otherPodIsSilent = true;
        JsonObject page = json(get(""));
        assertEquals(0, page.getAsJsonArray("items").size());
        assertEquals(
                "pod-1",
                page.getAsJsonArray("missing")
                        .get(0)
                        .getAsJsonObject()
                        .get("pod")
                        .getAsString());
        assertEquals(503, get("", "Accept", "application/x-ndjson").statusCode());
    }

    @Test
    void anUnknownChargePointIsNotFound() throws Exception {
        known = false;
        assertEquals(404, get("").statusCode());
        assertEquals(404, get("", "Accept", "text/event-stream").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?after=x", "?after=1", "?seconds=0", "?seconds=1801", "?seconds=x"})
    void anInvalidParameterIsABadRequest(String query) throws Exception {
        assertEquals(400, get(query).statusCode());
    }

    private record Event(String type, String id, JsonObject data) {}

    /** Reads server-sent events. */
    private record Events(BufferedReader reader) {
        Event next() throws IOException {
            String type = "message";
            String id = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    return new Event(
                            type, id, JsonParser.parseString(line.substring(6)).getAsJsonObject());
                }
            }
            throw new AssertionError("the stream is over");
        }

        boolean isOver() throws IOException {
            return reader.lines().allMatch(String::isEmpty);
        }
    }

    /** Opens a stream, and returns when it has begun. */
    private Events stream(String query, String... headers) throws Exception {
        HttpRequest.Builder request = request(query).header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        streams.add(response.body());
        BufferedReader reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        assertEquals(":", reader.readLine());
        return new Events(reader);
    }

    private HttpResponse<String> get(String query, String... headers) throws Exception {
        HttpRequest.Builder request = request(query);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + connector.getLocalPort() + "/api/v1/charge-points/CP-1/frames" + query));
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private static JsonObject meta(String line) {
        return JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("meta");
    }

    private static void awaitRecords(JournalFixture pod, int count) {
        await().until(() -> pod.journal
                        .after(JournalFixture.ID, JournalPosition.START, 1_000)
                        .size()
                == count);
    }
}
