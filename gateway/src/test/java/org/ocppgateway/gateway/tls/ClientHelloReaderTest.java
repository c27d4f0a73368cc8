package org.ocppgateway.gateway.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

class ClientHelloReaderTest {
    private static byte[] hello(String... versions) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(versions);
        parameters.setServerNames(List.of(new SNIHostName("gateway.example")));
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The same message in records of at most {@code size} bytes. */
    private static byte[] inRecords(byte[] hello, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 5; at < hello.length; at += size) {
            int length = Math.min(size, hello.length - at);
            out.writeBytes(new byte[] {0x16, 3, 1, (byte) (length >> 8), (byte) length});
            out.write(hello, at, length);
        }
        return out.toByteArray();
    }

    @Test
    void offersAreRead() throws Exception {
        ClientHello hello = ClientHello.read(hello("TLSv1.2", "TLSv1.3"));
        assertTrue(hello.complete());
        assertEquals(List.of("TLSv1.3", "TLSv1.2"), hello.versions());
        assertEquals(Optional.of("gateway.example"), hello.serverName());
        assertTrue(hello.cipherSuites().contains("TLS_AES_128_GCM_SHA256"), hello.toString());
        assertTrue(hello.cipherSuites().contains("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"), hello.toString());
        assertFalse(hello.cipherSuites().contains("0x00FF"), hello.toString());
        assertTrue(hello.signatureSchemes().contains("ecdsa_secp256r1_sha256"), hello.toString());
        assertEquals(List.of("TLSv1.2"), ClientHello.read(hello("TLSv1.2")).versions());
    }

    @Test
    void aMessageInManyRecordsIsReadWhole() throws Exception {
        byte[] bytes = hello("TLSv1.2", "TLSv1.3");
        assertEquals(ClientHello.read(bytes), ClientHello.read(inRecords(bytes, 7)));
    }

    @Test
    void aCutMessageGivesWhatIsThere() throws Exception {
        byte[] bytes = hello("TLSv1.2", "TLSv1.3");
        for (int length = 0; length < bytes.length; length++) {
            assertFalse(ClientHello.read(Arrays.copyOf(bytes, length)).complete());
        }
        ClientHello cut = ClientHello.read(Arrays.copyOf(bytes, bytes.length - 1));
        assertFalse(cut.cipherSuites().isEmpty());
    }

    @Test
    void otherFirstBytesAreRecognised() {
        assertInstanceOf(FirstBytes.Nothing.class, FirstBytes.of(new byte[0]));
        FirstBytes.PlainHttp http = assertInstanceOf(
                FirstBytes.PlainHttp.class,
                FirstBytes.of("GET /ocpp/CP\u0001-1 HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals("GET /ocpp/CP?-1 HTTP/1.1", http.requestLine());
        assertInstanceOf(
                FirstBytes.ProxyHeader.class, FirstBytes.of("PROXY TCP4 1".getBytes(StandardCharsets.US_ASCII)));
        assertInstanceOf(
                FirstBytes.ProxyHeader.class,
                FirstBytes.of(new byte[] {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10, 0x21}));
        assertEquals(new FirstBytes.Unknown("000102"), FirstBytes.of(new byte[] {0, 1, 2}));
        assertInstanceOf(FirstBytes.Unknown.class, FirstBytes.of(new byte[] {0x16, 9, 9}));
    }

    /** Whatever comes, it is read without an exception, and no text leaves that is not printable. */
    @Test
    void anyBytesAreReadSafely() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed of ClientHelloReaderTest: " + seed);
        Random random = new Random(seed);
        byte[] whole = hello("TLSv1.2", "TLSv1.3");
        byte[][] samples = {whole, inRecords(whole, 50), inRecords(whole, 3)};
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = samples[random.nextInt(samples.length)].clone();
            for (int changes = random.nextInt(6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            FirstBytes first = FirstBytes.of(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            assertTrue(first.toString().chars().allMatch(c -> c >= ' ' && c <= '~'), first.toString());
        }
    }
}
