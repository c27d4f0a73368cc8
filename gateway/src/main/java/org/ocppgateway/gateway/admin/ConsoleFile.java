package org.ocppgateway.gateway.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the console, in memory.
 *
 * @param type value of {@code Content-Type}
 * @param tag value of {@code ETag}; the plain and the compressed form have the same
 * @param plain content
 * @param compressed content with gzip
 */
record ConsoleFile(String type, String tag, byte[] plain, byte[] compressed) {
    private static final int TAG_BYTES = 12;

    static ConsoleFile of(String type, byte[] content) {
        return new ConsoleFile(type, tagOf(content), content, compress(content));
    }

    /** A weak tag, because it names the content and not its encoding. */
    private static String tagOf(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] compress(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
