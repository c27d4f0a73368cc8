package org.ocppgateway.gateway.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleHandlerTest {
    private static final int MAX_COMPRESSED = 100 * 1024;

    /** Files that a file names: sources and links of the page, imports of a script, and the pages that scripts link. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?:src=|href=|from |import )\"(?:\\./)?([a-z][a-z/-]*\\.[a-z]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new ConsoleHandler());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        client.close();
    }

    @Test
    void thePageAndAllFilesThatItNeedsAreServed() {
        Map<String, HttpResponse<byte[]>> files = allFiles();
        assertTrue(files.keySet().containsAll(List.of("", "app.js", "style.css", "lib/preact.js")), files::toString);
        files.forEach((name, response) -> assertEquals(200, response.statusCode(), name));
    }

    @Test
    void allFilesTogetherHaveAtMost100KibibytesCompressed() {
        int size = allFiles().values().stream()
                .mapToInt(response -> response.body().length)
                .sum();
        System.out.println("Files of the console, compressed: " + size + " B");
        assertTrue(size <= MAX_COMPRESSED, () -> size + " B");
    }

    @Test
    void noScriptOrStyleIsInline() {
        for (Map.Entry<String, HttpResponse<byte[]>> file : allFiles().entrySet()) {
            String text = text(file.getValue());
            if (type(file.getValue()).startsWith("text/html")) {
                assertFalse(
                        Pattern.compile("<script(?![^>]* src=)").matcher(text).find(), file.getKey());
                assertFalse(
                        Pattern.compile("<style|\\son[a-z]+=|\\sstyle=")
                                .matcher(text)
                                .find(),
                        file.getKey());
            }
        }
    }

    @Test
    void aPolicyForbidsInlineScriptsAndOtherSites() {
        HttpResponse<byte[]> response = get("/console/");
        String policy = header(response, "Content-Security-Policy");
        assertTrue(policy.contains("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
        assertEquals("no-referrer", header(response, "Referrer-Policy"));
        assertEquals("nosniff", header(get("/console/absent.js"), "X-Content-Type-Options"));
    }

    @Test
    void filesHaveTheirTypes() {
        assertEquals("text/html; charset=utf-8", type(get("/console/")));
        assertEquals("text/javascript; charset=utf-8", type(get("/console/app.js")));
        assertEquals("text/css; charset=utf-8", type(get("/console/lib/uplot.css")));
        assertEquals("image/svg+xml", type(get("/console/icon.svg")));
        assertEquals("text/plain; charset=utf-8", type(get("/console/lib/htm-licence.txt")));
    }

    @Test
    void anUnchangedFileIsNotSentAgain() {
        HttpResponse<byte[]> first = get("/console/app.js");
        String tag = header(first, "ETag");
        assertEquals("no-cache", header(first, "Cache-Control"));
        HttpResponse<byte[]> second = send(request("/console/app.js").header("If-None-Match", "\"other\", " + tag));
        assertEquals(304, second.statusCode());
        assertEquals(0, second.body().length);
        assertEquals(
                200,
                send(request("/console/app.js").header("If-None-Match", "\"other\""))
                        .statusCode());
    }

    @Test
    void aClientWithoutCompressionGetsTheSameContent() throws IOException {
        HttpResponse<byte[]> plain = get("/console/app.js");
        HttpResponse<byte[]> compressed = send(request("/console/app.js").header("Accept-Encoding", "gzip, br"));
        assertEquals("", plain.headers().firstValue("Content-Encoding").orElse(""));
        assertEquals("gzip", header(compressed, "Content-Encoding"));
        assertArrayEquals(
                plain.body(), new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes());
    }

    @Test
    void theFolderHasOneAddress() {
        HttpResponse<byte[]> response = get("/console");
        assertEquals(308, response.statusCode());
        assertEquals("/console/", header(response, "Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void onlyGetAndHeadAreAnswered(String method) {
        HttpResponse<byte[]> response = send(request("/console/").method(method, BodyPublishers.noBody()));
        assertEquals(405, response.statusCode());
        assertEquals("GET, HEAD", header(response, "Allow"));
    }

    @Test
    void headHasTheHeadersWithoutTheContent() {
        HttpResponse<byte[]> response = send(request("/console/app.js").method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, response.statusCode());
        assertEquals(Integer.toString(get("/console/app.js").body().length), header(response, "Content-Length"));
        assertEquals(0, response.body().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../reference.conf",
                "/console/%2e%2e/reference.conf",
                "/console/..%2freference.conf",
                "/console/%2e%2e%2freference.conf",
                "/console/..%5creference.conf",
                "/console//reference.conf",
                "/console/./app.js%00.txt",
                "/console/lib/../../logback.xml",
                "/console/lib/",
                "/console/lib",
                "/console/App.js",
                "/console/app.js/",
                "/console/META-INF/MANIFEST.MF",
                "/console/%c0%ae%c0%ae/logback.xml"
            })
    void noOtherFileOfTheClassPathIsServed(String path) throws IOException {
        // A client library would normalise the path.
        String response = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Matcher status = Pattern.compile("HTTP/1\\.1 (\\d+) ").matcher(response);
        assertTrue(status.find() && !status.group(1).startsWith("2"), response);
    }

    /** All files that can be reached from the page, compressed. */
    private Map<String, HttpResponse<byte[]>> allFiles() {
        Map<String, HttpResponse<byte[]>> files = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(
                List.of("", "lib/preact-licence.txt", "lib/htm-licence.txt", "lib/uplot-licence.txt", "licences.txt"));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (files.containsKey(name)) {
                continue;
            }
            HttpResponse<byte[]> response = send(request("/console/" + name).header("Accept-Encoding", "gzip"));
            files.put(name, response);
            if (!name.startsWith("lib/")) {
                REFERENCE.matcher(text(response)).results().forEach(found -> open.add(found.group(1)));
            }
        }
        return files;
    }

    private static String text(HttpResponse<byte[]> response) {
        try {
            return new String(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(), UTF_8);
        } catch (IOException e) {
            return new String(response.body(), UTF_8);
        }
    }

    private static String type(HttpResponse<byte[]> response) {
        return header(response, "Content-Type");
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    private HttpResponse<byte[]> get(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
