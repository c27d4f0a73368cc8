package org.ocppgateway.gateway.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Parsed path of an upgrade request: a configured prefix and, in the last segment, the charge point identity. Segments between the two
 * (tenants) and empty segments are ignored.
 */
record ChargePointPath(String prefix, ChargePointId chargePointId) implements ParsedPath {

    /** Parses a raw path that is still percent-encoded. */
    static ParsedPath parse(String rawPath, List<String> prefixes) {
        List<String> segments = segments(rawPath);
        for (String prefix : prefixes) {
            List<String> expected = segments(prefix);
            if (segments.size() > expected.size()
                    && segments.subList(0, expected.size()).equals(expected)) {
                return parse(prefix, segments.getLast());
            }
        }
        boolean isPrefix = prefixes.stream().map(ChargePointPath::segments).anyMatch(segments::equals);
        return new ParsedPath.Unknown(segments.isEmpty() || isPrefix ? null : identity(segments.getLast()));
    }

    private static @Nullable String identity(String segment) {
        return parse("", segment) instanceof ChargePointPath path
                ? path.chargePointId().value()
                : null;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static ParsedPath parse(String prefix, String segment) {
        String identity = segment;
        try {
            identity = decode(segment);
            return new ChargePointPath(prefix, new ChargePointId(identity));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return new ParsedPath.InvalidIdentity(identity);
        }
    }

    /** Percent-decodes once (RFC 3986). A plus sign is not decoded. */
    private static String decode(String segment) throws CharacterCodingException {
        byte[] encoded = segment.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                if (i + 2 >= encoded.length) {
                    throw new IllegalArgumentException("incomplete percent escape");
                }
                decoded.put(
                        (byte) (HexFormat.fromHexDigit(encoded[i + 1]) * 16 + HexFormat.fromHexDigit(encoded[i + 2])));
                i += 2;
            } else {
                decoded.put(encoded[i]);
            }
        }
        return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    }
}
