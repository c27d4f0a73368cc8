package org.ocppgateway.gateway.proxyprotocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderParserTest {
    private static final String V1 = "PROXY TCP4 192.0.2.1 192.0.2.2 40000 8443\r\n";

    private static Optional<ProxyHeader> parse(byte[] bytes) throws InvalidProxyHeaderException {
        return new ProxyHeaderParser().feed(ByteBuffer.wrap(bytes));
    }

    private static Optional<ProxyHeader> parse(String text) throws InvalidProxyHeaderException {
        return parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ProxyHeader.Forwarded forwarded(byte[] bytes) throws InvalidProxyHeaderException {
        return assertInstanceOf(ProxyHeader.Forwarded.class, parse(bytes).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.1 192.0.2.2 40000 8443, 192.0.2.1, 40000",
        "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535, 255.255.255.255, 65535",
        "PROXY TCP6 2001:db8::1 2001:db8::2 0 443, 2001:db8:0:0:0:0:0:1, 0",
        "PROXY TCP6 ffff:f:f:f:f:f:f:ffff ffff:f:f:f:f:f:f:ffff 65535 65535, ffff:f:f:f:f:f:f:ffff, 65535",
    })
    void aVersion1LineGivesTheClient(String line, String address, int port) throws Exception {
        ProxyHeader.Forwarded header = forwarded((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertEquals(address, header.client().getAddress().getHostAddress());
        assertEquals(port, header.client().getPort());
        assertTrue(header.tls().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n",
                "PROXY UNKNOWN \u0000\u00ff anything\r\n",
            })
    void anUnknownVersion1ClientHasNoAddress(String line) throws Exception {
        assertEquals(new ProxyHeader.Unaddressed(Optional.empty()), parse(line).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "PROXY\r\n",
                "PROXY \r\n",
                "proxy TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3\r\n",
                "PROXY TCP4  192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 localhost 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.01 192.0.2.2 1 2\r\n",
                "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
                "PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP6 fe80::1%1 fe80::2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 65536 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 -1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 +1 2\r\n",
                "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY UNKNOWNS\r\n",
            })
    void whatIsNoVersion1LineIsRefused(String line) {
        assertThrows(InvalidProxyHeaderException.class, () -> parse(line));
    }

    @Test
    void aVersion1LineHasAtMost107Bytes() throws Exception {
        String longest = "PROXY UNKNOWN " + "x".repeat(107 - 14 - 2) + "\r\n";
        assertTrue(parse(longest).isPresent());
        InvalidProxyHeaderException e =
                assertThrows(InvalidProxyHeaderException.class, () -> parse("PROXY UNKNOWN " + "x".repeat(10_000_000)));
        assertTrue(e.toString().contains("107"), e.toString());
        assertThrows(InvalidProxyHeaderException.class, () -> parse("x" + longest));
    }

    @Test
    void whatFollowsTheHeaderIsLeft() throws Exception {
        for (byte[] header : new byte[][] {
            V1.getBytes(StandardCharsets.US_ASCII), HeaderBytes.tcp4().bytes()
        }) {
            ByteBuffer input = ByteBuffer.allocate(header.length + 3)
                    .put(header)
                    .put(new byte[] {22, 3, 1})
                    .flip();
            assertTrue(new ProxyHeaderParser().feed(input).isPresent());
            assertEquals(3, input.remaining());
        }
    }

    @Test
    void aHeaderMayComeByteByByte() throws Exception {
        for (byte[] header : new byte[][] {
            V1.getBytes(StandardCharsets.US_ASCII), HeaderBytes.tcp4().checked(0)
        }) {
            ProxyHeaderParser parser = new ProxyHeaderParser();
            for (int i = 0; i < header.length - 1; i++) {
                assertTrue(parser.feed(ByteBuffer.wrap(header, i, 1)).isEmpty());
            }
            assertInstanceOf(
                    ProxyHeader.Forwarded.class,
                    parser.feed(ByteBuffer.wrap(header, header.length - 1, 1)).orElseThrow());
        }
    }

    @Test
    void aVersion2HeaderGivesTheClient() throws Exception {
        ProxyHeader.Forwarded four = forwarded(HeaderBytes.tcp4().bytes());
        assertEquals("/192.0.2.1:40000", four.client().toString());
        assertEquals("/192.0.2.2:8443", four.destination().toString());
        ProxyHeader.Forwarded six = forwarded(HeaderBytes.of(0x21, 0x21)
                .raw("20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "9c4020fb")
                .bytes());
        assertEquals("2001:db8:0:0:0:0:0:1", six.client().getAddress().getHostAddress());
        assertEquals(40000, six.client().getPort());
    }

    @Test
    void localIsTakenWhateverItCarries() throws Exception {
        assertEquals(
                new ProxyHeader.Local(),
                parse(HeaderBytes.of(0x20, 0x00).bytes()).orElseThrow());
        assertEquals(
                new ProxyHeader.Local(),
                parse(HeaderBytes.of(0x20, 0x11).raw("c0").bytes()).orElseThrow());
        // As network load balancers check health: checksum and NOOP fields, no addresses.
        assertEquals(
                new ProxyHeader.Local(),
                parse(HeaderBytes.of(0x20, 0x00).tlv(0x04, new byte[40]).checked(0))
                        .orElseThrow());
    }

    @Test
    void clientsWithoutAddressAreTaken() throws Exception {
        assertEquals(
                new ProxyHeader.Unaddressed(Optional.empty()),
                parse(HeaderBytes.of(0x21, 0x00).bytes()).orElseThrow());
        assertEquals(
                new ProxyHeader.Unaddressed(Optional.empty()),
                parse(HeaderBytes.of(0x21, 0x31).raw("00".repeat(216)).bytes()).orElseThrow());
    }

    @Test
    void tlsOfTheProxyIsRead() throws Exception {
        ProxyTls tls = forwarded(HeaderBytes.tcp4()
                        .tlv(0x05, new byte[] {1, 2})
                        .ssl(
                                7,
                                0,
                                HeaderBytes.field(0x21, "TLSv1.3"),
                                HeaderBytes.field(0x22, "CP-1"),
                                HeaderBytes.field(0x23, "TLS_AES_128_GCM_SHA256"),
                                HeaderBytes.field(0x24, "SHA256"))
                        .checked(0))
                .tls()
                .orElseThrow();
        assertEquals(Optional.of("TLSv1.3"), tls.version());
        assertEquals(Optional.of("TLS_AES_128_GCM_SHA256"), tls.cipher());
        assertEquals(new ProxyTls.ClientCertificate.Verified(Optional.of("CP-1")), tls.certificate());
    }

    @ParameterizedTest(name = "client bits {0}, verify {1}: {2}")
    @CsvSource({
        "1, 0, None[]",
        "1, 1, None[]",
        "3, 0, Verified[commonName=Optional[CP-1]]",
        "5, 0, Verified[commonName=Optional[CP-1]]",
        "7, 0, Verified[commonName=Optional[CP-1]]",
        "3, 1, Unverified[]",
        "7, 18, Unverified[]",
        "7, -1, Unverified[]",
    })
    void aNameCountsOnlyWithACertificateAndVerifyResultZero(int client, int verify, String expected) throws Exception {
        ProxyTls tls = forwarded(HeaderBytes.tcp4()
                        .ssl(client, verify, HeaderBytes.field(0x22, "CP-1"))
                        .bytes())
                .tls()
                .orElseThrow();
        assertEquals(expected, tls.certificate().toString());
    }

    @Test
    void sslFieldWithoutTheTlsBitMeansNoTls() throws Exception {
        assertTrue(forwarded(HeaderBytes.tcp4()
                        .ssl(6, 0, HeaderBytes.field(0x22, "CP-1"))
                        .bytes())
                .tls()
                .isEmpty());
    }

    @Test
    void aWrongChecksumIsRefused() throws Exception {
        assertTrue(parse(HeaderBytes.tcp4().checked(0)).isPresent());
        assertThrows(
                InvalidProxyHeaderException.class,
                () -> parse(HeaderBytes.tcp4().checked(1)));
        assertThrows(
                InvalidProxyHeaderException.class,
                () -> parse(HeaderBytes.tcp4().tlv(0x03, new byte[3]).bytes()));
    }

    @Test
    void brokenVersion2HeadersAreRefused() {
        byte[][] broken = {
            HeaderBytes.of(0x11, 0x11).bytes(),
            HeaderBytes.of(0x31, 0x11).bytes(),
            HeaderBytes.of(0x22, 0x11).bytes(),
            HeaderBytes.of(0x2F, 0x11).bytes(),
            HeaderBytes.of(0x21, 0x41).bytes(),
            HeaderBytes.of(0x21, 0x12).raw("c0000201c00002029c4020fb").bytes(),
            HeaderBytes.of(0x21, 0x11).raw("c0000201").bytes(),
            HeaderBytes.of(0x21, 0x21).raw("c0000201c00002029c4020fb").bytes(),
            HeaderBytes.of(0x21, 0x31).raw("00".repeat(215)).bytes(),
            HeaderBytes.tcp4().raw("20").bytes(),
            HeaderBytes.tcp4().raw("200005").bytes(),
            HeaderBytes.tcp4().tlv(0x20, new byte[4]).bytes(),
            HeaderBytes.tcp4().ssl(1, 0, new byte[] {0x22, 0, 9, 65}).bytes(),
            HeaderBytes.tcp4().ssl(7, 0, new byte[] {0x22, 0, 1, (byte) 0xFF}).bytes(),
            HeaderBytes.tcp4()
                    .ssl(7, 0, HeaderBytes.field(0x22, "x".repeat(257)))
                    .bytes(),
            HeaderBytes.tcp4()
                    .ssl(7, 0, HeaderBytes.field(0x22, "a"), HeaderBytes.field(0x22, "b"))
                    .bytes(),
            HeaderBytes.tcp4().ssl(1, 0).ssl(7, 0, HeaderBytes.field(0x22, "a")).bytes(),
        };
        for (byte[] bytes : broken) {
            assertThrows(InvalidProxyHeaderException.class, () -> parse(bytes));
        }
    }

    @Test
    void aHeaderOverTheBoundIsRefusedBeforeItIsRead() {
        byte[] huge = HeaderBytes.tcp4()
                .tlv(0x04, new byte[ProxyHeaderParser.MAX_BYTES])
                .bytes();
        byte[] fixed = Arrays.copyOf(huge, 16);
        assertThrows(InvalidProxyHeaderException.class, () -> parse(fixed));
    }

    /** Whatever comes: a header, a refusal, or a wait for more; never another exception, never more bytes than the bound. */
    @Test
    void anyBytesAreParsedSafely() {
        long seed = System.nanoTime();
        System.out.println("seed of anyBytesAreParsedSafely: " + seed);
        Random random = new Random(seed);
        byte[][] samples = {
            V1.getBytes(StandardCharsets.US_ASCII),
            "PROXY TCP6 2001:db8::1 2001:db8::2 1 2\r\n".getBytes(StandardCharsets.US_ASCII),
            HeaderBytes.tcp4().bytes(),
            HeaderBytes.of(0x21, 0x31).raw("00".repeat(216)).bytes(),
            HeaderBytes.of(0x20, 0x00).tlv(0x04, new byte[40]).bytes(),
            HeaderBytes.tcp4()
                    .ssl(7, 0, HeaderBytes.field(0x21, "TLSv1.3"), HeaderBytes.field(0x22, "CP-1"))
                    .checked(0),
        };
        int headers = 0;
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = samples[random.nextInt(samples.length)].clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            ByteBuffer input = ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1));
            try {
                Optional<ProxyHeader> header = new ProxyHeaderParser().feed(input);
                headers += header.isPresent() ? 1 : 0;
                assertFalse(header.isEmpty() && input.hasRemaining());
            } catch (InvalidProxyHeaderException e) {
                assertFalse(e.toString().contains("CP-1"));
            }
        }
        assertTrue(headers > 1000, "only " + headers + " headers were valid");
    }
}
