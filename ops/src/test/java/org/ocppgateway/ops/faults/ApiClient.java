package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;

/** Calls the API of one gateway. An answer that its description does not contain, or that takes longer than its timeout, fails the test. */
final class ApiClient {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final OpenApi DESCRIPTION = OpenApi.load();

    private final GatewayProcess gateway;

    ApiClient(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /** A response. */
    record Answer(int status, String text) {
        JsonObject json() {
            return JsonParser.parseString(text).getAsJsonObject();
        }

        List<JsonObject> items() {
            return list("items");
        }

        List<JsonObject> list(String member) {
            JsonArray array = json().has(member) ? json().getAsJsonArray(member) : new JsonArray();
            return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
        }

        /** Whether no pod is named that did not answer in time. */
        boolean isComplete() {
            return status != 200 || !json().has("missing");
        }

        String text(String member) {
            return json().get(member).getAsString();
        }
    }

    /** Returns an answer to which all pods have contributed. Asks again while a busy machine keeps one from it. */
    Answer get(String path) {
        return await(path)
                .atMost(RawChargePoint.TIMEOUT)
                .until(() -> send("GET", path, "", TIMEOUT), Answer::isComplete);
    }

    /** @param headers names and values in turn */
    Answer send(String method, String path, String body, Duration timeout, String... headers)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.admin("/api/v1" + path))
                .timeout(timeout)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            DESCRIPTION.check(method, path, response.statusCode(), response.body());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    /** Requests a command. */
    Answer command(String chargePointId, String body, String... headers) throws InterruptedException {
        return send("POST", "/charge-points/" + chargePointId + "/commands", body, TIMEOUT, headers);
    }
}
