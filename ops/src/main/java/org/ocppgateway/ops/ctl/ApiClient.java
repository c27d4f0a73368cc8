package org.ocppgateway.ops.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Client of the HTTP API of one pod. It follows no redirects, so the token goes to the given address only. */
final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final URI url;
    private final @Nullable String token;
    private final HttpClient client;

    /** @param authorities certificates in PEM; null for those of Java */
    ApiClient(URI url, @Nullable String token, @Nullable Path authorities) throws IOException {
        if (url.getHost() == null || url.getScheme() == null || !url.getScheme().matches("https?")) {
            throw new IOException("--url must begin with http:// or https://, and have a host: " + url);
        }
        this.url = url;
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        if (authorities != null) {
            builder.sslContext(ServerTrust.context(authorities));
        }
        this.client = builder.build();
    }

    JsonObject get(String path) throws ApiException, NoAnswerException, InterruptedException {
        return exchange("GET", path, null, Map.of(), ANSWER);
    }

    /**
     * Sends a request.
     *
     * @param body null for none
     * @param wait time in which the gateway has to answer
     * @return the answer, empty if it has no body
     */
    JsonObject exchange(
            String method, String path, @Nullable JsonObject body, Map<String, String> headers, Duration wait)
            throws ApiException, NoAnswerException, InterruptedException {
        HttpRequest.Builder request = request(path).timeout(wait);
        headers.forEach(request::header);
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(UTF_8));
            if (response.statusCode() >= 300) {
                throw problem(response.statusCode(), response.body(), path);
            }
            return response.body().isBlank() ? new JsonObject() : object(response.body());
        } catch (IOException e) {
            throw noAnswer(e);
        }
    }

    /**
     * Opens a stream. The caller closes it.
     *
     * @param accept media type
     */
    InputStream open(String path, String accept) throws ApiException, NoAnswerException, InterruptedException {
        try {
            HttpResponse<InputStream> response =
                    client.send(request(path).setHeader("Accept", accept).build(), BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                try (InputStream body = response.body()) {
                    throw problem(response.statusCode(), new String(body.readNBytes(10_000), UTF_8), path);
                }
            }
            return response.body();
        } catch (IOException e) {
            throw noAnswer(e);
        }
    }

    NoAnswerException noAnswer(IOException cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new NoAnswerException("no answer from " + url + ": " + reason, cause);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.resolve("/api/v1" + path)).header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private static ApiException problem(int status, String body, String path) {
        String detail = "";
        try {
            JsonElement element = JsonParser.parseString(body);
            if (element.isJsonObject()) {
                detail = Text.of(element.getAsJsonObject(), "detail");
            }
        } catch (JsonParseException e) {
            // An answer that is not of the gateway, for example of a proxy; its status says enough.
        }
        String hint = switch (status) {
            case 401 -> "; set OCPP_GATEWAY_TOKEN or --token-file";
            case 404 -> detail.startsWith("no such resource") ? "; this gateway does not offer " + path : "";
            default -> "";
        };
        return new ApiException(status, status + " " + (detail.isEmpty() ? "without a reason" : detail) + hint);
    }

    private static JsonObject object(String body) throws ApiException {
        try {
            JsonElement element = JsonParser.parseString(body);
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            // Handled like another kind of JSON.
        }
        throw new ApiException(200, "the answer is not a JSON object; is --url the admin port of a gateway?");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
