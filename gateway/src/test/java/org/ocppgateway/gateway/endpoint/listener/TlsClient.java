package org.ocppgateway.gateway.endpoint.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A blocking TLS client of the JDK: one request on one connection. */
final class TlsClient {
    private TlsClient() {}

    /** Connects with a deadline for reads and does the handshake. */
    static SSLSocket connect(SSLContext context, int port, Consumer<SSLParameters> change) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setSoTimeout(20_000);
            SSLParameters parameters = socket.getSSLParameters();
            change.accept(parameters);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    static Consumer<SSLParameters> version(String version) {
        return parameters -> parameters.setProtocols(new String[] {version});
    }

    static Consumer<SSLParameters> serverName(String name) {
        return parameters -> parameters.setServerNames(List.of(new SNIHostName(name)));
    }

    /** Asks for what the server knows about the connection, and closes. */
    static String request(SSLSocket socket) throws IOException {
        try (socket) {
            return request(socket, "127.0.0.1");
        }
    }

    static String request(SSLSocket socket, String host) throws IOException {
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
