package org.ocppgateway.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.trace.TraceRecord;

/** Replays recorded sessions against a server: each charge point on its own connection, in the time of the recording. */
public final class Replay {
    private static final long CONNECT_TIMEOUT_SECONDS = 30;

    private final Settings settings;
    private final ReplayTally tally = new ReplayTally();

    /**
     * Settings of a replay.
     *
     * @param file lines of OCPP Trace Format 1.x
     * @param speed 2 replays twice as fast
     * @param endpoint WebSocket endpoint without the identity
     * @param password for HTTP Basic authentication; null for none
     * @param tls for wss endpoints; null for that of the JVM
     * @param kafka bootstrap servers to which recorded commands are issued; null for none
     * @param pod key of the commands; null for the pod in the recording
     */
    public record Settings(
            Path file,
            double speed,
            URI endpoint,
            @Nullable String password,
            @Nullable SSLContext tls,
            @Nullable String kafka,
            @Nullable String pod) {
        public Settings {
            if (!(speed > 0)) {
                throw new IllegalArgumentException("the speed must be positive");
            }
        }
    }

    public Replay(Settings settings) {
        this.settings = settings;
    }

    /**
     * Replays all sessions and prints what happened.
     *
     * @return whether every CALL was answered as recorded
     * @throws IOException if the file cannot be read or a connection cannot be opened
     */
    public boolean run(PrintStream out) throws IOException, InterruptedException {
        List<Recording> recordings = Recording.read(settings.file());
        Instant first = recordings.stream()
                .map(recording -> recording.sessions().getFirst().getFirst().timestamp())
                .min(Instant::compareTo)
                .orElseThrow();
        ReplayClock clock = new ReplayClock(first, settings.speed());
        String kafka = settings.kafka();
        HttpClient client = client();
        try (CommandRepeater commands =
                        kafka == null ? CommandRepeater.NONE : new KafkaCommands(kafka, settings.pod());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> replays = new ArrayList<>();
            for (Recording recording : recordings) {
                replays.add(threads.submit(() -> {
                    replay(recording, client, commands, clock);
                    return null;
                }));
            }
            for (Future<?> replay : replays) {
                await(replay);
            }
        } finally {
            client.shutdownNow();
        }
        tally.lines().forEach(out::println);
        return tally.isSame();
    }

    private HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder();
        SSLContext tls = settings.tls();
        return (tls == null ? builder : builder.sslContext(tls)).build();
    }

    private void replay(Recording recording, HttpClient client, CommandRepeater commands, ReplayClock clock)
            throws IOException, InterruptedException {
        for (List<TraceRecord> records : recording.sessions()) {
            clock.await(records.getFirst().timestamp());
            SessionReplay session = new SessionReplay(recording, commands, tally).expect(records);
            session.run(records, connect(recording, client, session), clock);
        }
    }

    private WebSocket connect(Recording recording, HttpClient client, SessionReplay session)
            throws IOException, InterruptedException {
        String id = recording.chargePointId().value();
        WebSocket.Builder builder =
                client.newWebSocketBuilder().subprotocols(recording.version().subprotocol());
        if (settings.password() != null) {
            String credentials = id + ":" + settings.password();
            String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
            builder.header("Authorization", "Basic " + encoded);
        }
        URI uri = URI.create(
                settings.endpoint() + "/" + URLEncoder.encode(id, UTF_8).replace("+", "%20"));
        try {
            return builder.buildAsync(uri, session).get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("cannot connect to " + uri + ": " + e.getMessage(), e);
        }
    }

    private static void await(Future<?> replay) throws IOException, InterruptedException {
        try {
            replay.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }
}
