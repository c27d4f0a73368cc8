package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A charge point of OCPP 1.6 without behaviour: the test sends and sees every frame. For one thread. */
final class RawChargePoint implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int CALL = 2;

    private final String id;
    private final WebSocket socket;
    private final Inbox inbox;
    private final AtomicInteger lastMessage = new AtomicInteger();

    private RawChargePoint(String id, WebSocket socket, Inbox inbox) {
        this.id = id;
        this.socket = socket;
        this.inbox = inbox;
    }

    /** The upgrade was answered with a status other than 101. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String challenge;
        private final String retryAfter;

        Refused(HttpResponse<?> answer) {
            super("refused with " + answer.statusCode());
            status = answer.statusCode();
            challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
            retryAfter = answer.headers().firstValue("Retry-After").orElse("");
        }

        int status() {
            return status;
        }

        /** The header {@code WWW-Authenticate}; empty without one. */
        String challenge() {
            return challenge;
        }

        /** The header {@code Retry-After}; empty without one. */
        String retryAfter() {
            return retryAfter;
        }
    }

    /**
     * Connects.
     *
     * @param endpoint URI without the identity
     * @throws Refused if the upgrade was refused
     */
    static RawChargePoint connect(URI endpoint, String id) {
        return join(connectLater(endpoint, id));
    }

    /** Starts to connect. */
    static CompletableFuture<RawChargePoint> connectLater(URI endpoint, String id) {
        return connectLater(endpoint, id, new Inbox(true));
    }

    /** Connects and reads nothing, so it answers no ping either. */
    static RawChargePoint connectWithoutReading(URI endpoint, String id) {
        return join(connectLater(endpoint, id, new Inbox(false)));
    }

    /**
     * Connects with Basic credentials.
     *
     * @throws Refused if the upgrade was refused
     */
    static RawChargePoint connect(URI endpoint, String id, String user, String password) {
        return connect(CLIENT, endpoint, id, user, password);
    }

    /** Connects with the TLS settings of a client. */
    static RawChargePoint connect(HttpClient client, URI endpoint, String id, String user, String password) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        Inbox inbox = new Inbox(true);
        return join(client.newWebSocketBuilder()
                .subprotocols("ocpp1.6")
                .header("Authorization", "Basic " + credentials)
                .connectTimeout(TIMEOUT)
                .buildAsync(URI.create(endpoint + "/" + id), inbox)
                .thenApply(socket -> new RawChargePoint(id, socket, inbox)));
    }

    /** Connects without credentials, with the TLS settings of a client and another version. */
    static RawChargePoint connect(HttpClient client, URI endpoint, String id, String subprotocol) {
        Inbox inbox = new Inbox(true);
        return join(client.newWebSocketBuilder()
                .subprotocols(subprotocol)
                .connectTimeout(TIMEOUT)
                .buildAsync(URI.create(endpoint + "/" + id), inbox)
                .thenApply(socket -> new RawChargePoint(id, socket, inbox)));
    }

    /** Connects with the subprotocol of any version and with a password as bytes. */
    static RawChargePoint connect(URI endpoint, String id, String subprotocol, byte[] password) {
        byte[] prefix = (id + ":").getBytes(UTF_8);
        byte[] both = Arrays.copyOf(prefix, prefix.length + password.length);
        System.arraycopy(password, 0, both, prefix.length, password.length);
        Inbox inbox = new Inbox(true);
        return join(CLIENT.newWebSocketBuilder()
                .subprotocols(subprotocol)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both))
                .connectTimeout(TIMEOUT)
                .buildAsync(URI.create(endpoint + "/" + id), inbox)
                .thenApply(socket -> new RawChargePoint(id, socket, inbox)));
    }

    private static CompletableFuture<RawChargePoint> connectLater(URI endpoint, String id, Inbox inbox) {
        return CLIENT.newWebSocketBuilder()
                .subprotocols("ocpp1.6")
                .connectTimeout(TIMEOUT)
                .buildAsync(URI.create(endpoint + "/" + id), inbox)
                .thenApply(socket -> new RawChargePoint(id, socket, inbox));
    }

    private static RawChargePoint join(CompletableFuture<RawChargePoint> connecting) {
        try {
            return connecting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new Refused(refused.getResponse());
            }
            throw e;
        }
    }

    /** Connects and has its BootNotification accepted, so that it has a route and can receive commands. */
    static RawChargePoint boot(URI endpoint, String id) throws InterruptedException {
        RawChargePoint chargePoint = connect(endpoint, id);
        chargePoint.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
        return chargePoint;
    }

    String id() {
        return id;
    }

    /** Sends any text. The future completes when it is written; it stays open while the server does not read. */
    CompletableFuture<WebSocket> send(String text) {
        return socket.sendText(text, true);
    }

    /** Sends a CALL with the next message id. Returns the id. */
    String sendCall(String action, String payload) {
        String messageId = "m" + lastMessage.incrementAndGet();
        sendCall(messageId, action, payload);
        return messageId;
    }

    void sendCall(String messageId, String action, String payload) {
        send("[2,\"%s\",\"%s\",%s]".formatted(messageId, action, payload)).join();
    }

    /** Sends a CALL. Returns the payload of its CALLRESULT. */
    JsonObject call(String action, String payload) throws InterruptedException {
        String messageId = sendCall(action, payload);
        JsonArray answer = awaitFrame(isAnswerTo(messageId));
        if (answer.get(0).getAsInt() != 3) {
            throw new AssertionError(action + " was answered with " + answer);
        }
        return answer.get(2).getAsJsonObject();
    }

    /** Waits for an answer to this message. Returns the whole frame. */
    JsonArray awaitAnswer(String messageId) {
        return awaitFrame(isAnswerTo(messageId));
    }

    /** Waits for the next command. Returns the whole frame. */
    JsonArray awaitCommand() throws InterruptedException {
        JsonArray command = inbox.commands.poll(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        if (command == null) {
            throw new AssertionError("no command arrived at " + id + ", only " + inbox.frames);
        }
        return command;
    }

    /** Returns all frames so far that match. */
    List<JsonArray> frames(Predicate<JsonArray> wanted) {
        return inbox.frames.stream().filter(wanted).toList();
    }

    /** Returns the number of commands received so far. */
    int commandsReceived() {
        return frames(frame -> frame.get(0).getAsInt() == CALL).size();
    }

    /** Answers a command with a CALLRESULT. */
    void answer(JsonArray command, String payload) {
        send("[3,%s,%s]".formatted(command.get(1), payload)).join();
    }

    /** Answers a command with a CALLERROR. */
    void refuse(JsonArray command, String code) {
        send("[4,%s,\"%s\",\"\",{}]".formatted(command.get(1), code)).join();
    }

    /**
     * Waits until the server has closed the connection.
     *
     * @return the close code; 1006 without a close frame
     */
    int awaitClosed() {
        await(id + " to be closed").atMost(TIMEOUT).until(inbox.closed::isDone);
        return inbox.closed.join();
    }

    boolean isOpen() {
        return !inbox.closed.isDone();
    }

    /** Sends a ping and waits for its pong. */
    void ping() {
        int before = inbox.pongs.get();
        socket.sendPing(ByteBuffer.allocate(0)).join();
        await("a pong").atMost(TIMEOUT).until(() -> inbox.pongs.get() > before);
    }

    private JsonArray awaitFrame(Predicate<JsonArray> wanted) {
        await("a frame to " + id).atMost(TIMEOUT).until(() -> !frames(wanted).isEmpty());
        return frames(wanted).getFirst();
    }

    static Predicate<JsonArray> isAnswerTo(String messageId) {
        return frame ->
                frame.get(0).getAsInt() != CALL && frame.get(1).getAsString().equals(messageId);
    }

    /** Drops the connection without a closing handshake. */
    @Override
    public void close() {
        socket.abort();
    }

    private static final class Inbox implements WebSocket.Listener {
        private final boolean reads;
        private final List<JsonArray> frames = new CopyOnWriteArrayList<>();
        private final BlockingQueue<JsonArray> commands = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final AtomicInteger pongs = new AtomicInteger();
        private final StringBuilder part = new StringBuilder();

        Inbox(boolean reads) {
            this.reads = reads;
        }

        @Override
        public void onOpen(WebSocket to) {
            if (reads) {
                to.request(1);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                JsonArray frame = JsonParser.parseString(part.toString()).getAsJsonArray();
                part.setLength(0);
                frames.add(frame);
                if (frame.get(0).getAsInt() == CALL) {
                    commands.add(frame);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            pongs.incrementAndGet();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }
}
