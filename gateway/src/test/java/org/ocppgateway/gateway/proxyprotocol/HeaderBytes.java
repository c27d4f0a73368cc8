package org.ocppgateway.gateway.proxyprotocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Builds version 2 headers for tests, valid and not. */
public final class HeaderBytes {
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final int versionAndCommand;
    private final int family;

    private HeaderBytes(int versionAndCommand, int family) {
        this.versionAndCommand = versionAndCommand;
        this.family = family;
    }

    public static HeaderBytes of(int versionAndCommand, int family) {
        return new HeaderBytes(versionAndCommand, family);
    }

    /** PROXY over TCP and IPv4, from 192.0.2.1:40000 to 192.0.2.2:8443. */
    public static HeaderBytes tcp4() {
        return of(0x21, 0x11).raw("c0000201c00002029c4020fb");
    }

    public HeaderBytes raw(String hex) {
        rest.writeBytes(HexFormat.of().parseHex(hex));
        return this;
    }

    public HeaderBytes tlv(int type, byte[] value) {
        rest.write(type);
        rest.write(value.length >> 8);
        rest.write(value.length);
        rest.writeBytes(value);
        return this;
    }

    /** PP2_TYPE_SSL with the given sub-fields. */
    public HeaderBytes ssl(int client, int verify, byte[]... fields) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(client);
        value.writeBytes(ByteBuffer.allocate(4).putInt(verify).array());
        for (byte[] field : fields) {
            value.writeBytes(field);
        }
        return tlv(0x20, value.toByteArray());
    }

    public static byte[] field(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + bytes.length)
                .put((byte) type)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    public byte[] bytes() {
        byte[] content = rest.toByteArray();
        return ByteBuffer.allocate(16 + content.length)
                .put(SIGNATURE)
                .put((byte) versionAndCommand)
                .put((byte) family)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    /** The same with a checksum field at its end, off by {@code error}. */
    public byte[] checked(int error) {
        tlv(0x03, new byte[4]);
        byte[] bytes = bytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue() + error);
        return bytes;
    }
}
