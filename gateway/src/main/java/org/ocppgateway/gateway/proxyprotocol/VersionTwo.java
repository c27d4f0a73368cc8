package org.ocppgateway.gateway.proxyprotocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Version 2: a binary header of 16 bytes, addresses, and TLVs. */
final class VersionTwo {
    /** Signature, version and command, family and protocol, length of the rest. */
    static final int FIXED_BYTES = 16;

    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int VERSION = 2;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int FAMILY_UNSPEC = 0;
    private static final int FAMILY_INET = 1;
    private static final int FAMILY_INET6 = 2;
    private static final int FAMILY_UNIX = 3;
    private static final int PROTOCOL_STREAM = 1;
    private static final int INET_BYTES = 4;
    private static final int INET6_BYTES = 16;
    private static final int UNIX_BYTES = 216;

    private VersionTwo() {}

    /** Whether what is there can begin a header of version 2. */
    static boolean matches(byte[] header, int length) {
        for (int i = 0; i < Math.min(length, SIGNATURE.length); i++) {
            if (header[i] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of the whole header, known from its fixed part. */
    static int expectedBytes(byte[] fixed) {
        return FIXED_BYTES + (((fixed[14] & 0xFF) << 8) | (fixed[15] & 0xFF));
    }

    /** Reads a complete header. */
    static ProxyHeader read(ByteBuffer header) throws InvalidProxyHeaderException {
        ByteBuffer whole = header.slice();
        int versionAndCommand = header.get(12) & 0xFF;
        int familyAndProtocol = header.get(13) & 0xFF;
        header.position(FIXED_BYTES);
        if (versionAndCommand >> 4 != VERSION) {
            throw new InvalidProxyHeaderException("a header of version " + (versionAndCommand >> 4));
        }
        int command = versionAndCommand & 0xF;
        if (command == LOCAL) {
            // Family, addresses and fields must be ignored.
            return new ProxyHeader.Local();
        }
        if (command != PROXY) {
            throw new InvalidProxyHeaderException("the unknown command " + command);
        }
        return forwarded(header, whole, familyAndProtocol >> 4, familyAndProtocol & 0xF);
    }

    private static ProxyHeader forwarded(ByteBuffer rest, ByteBuffer whole, int family, int protocol)
            throws InvalidProxyHeaderException {
        return switch (family) {
            case FAMILY_INET -> inet(rest, whole, INET_BYTES, protocol);
            case FAMILY_INET6 -> inet(rest, whole, INET6_BYTES, protocol);
            case FAMILY_UNIX -> {
                skip(rest, UNIX_BYTES);
                yield new ProxyHeader.Unaddressed(Tlvs.read(rest, whole));
            }
            case FAMILY_UNSPEC -> new ProxyHeader.Unaddressed(Tlvs.read(rest, whole));
            default -> throw new InvalidProxyHeaderException("the unknown address family " + family);
        };
    }

    private static ProxyHeader inet(ByteBuffer rest, ByteBuffer whole, int addressBytes, int protocol)
            throws InvalidProxyHeaderException {
        if (protocol != PROTOCOL_STREAM) {
            throw new InvalidProxyHeaderException("a transport that is not TCP: " + protocol);
        }
        ByteBuffer addresses = skip(rest, 2 * addressBytes + 4);
        InetAddress client = address(addresses, addressBytes);
        InetAddress destination = address(addresses, addressBytes);
        InetSocketAddress from = new InetSocketAddress(client, addresses.getShort() & 0xFFFF);
        InetSocketAddress to = new InetSocketAddress(destination, addresses.getShort() & 0xFFFF);
        return new ProxyHeader.Forwarded(from, to, Tlvs.read(rest, whole));
    }

    private static InetAddress address(ByteBuffer input, int bytes) {
        byte[] address = new byte[bytes];
        input.get(address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteBuffer skip(ByteBuffer input, int bytes) throws InvalidProxyHeaderException {
        if (bytes > input.remaining()) {
            throw new InvalidProxyHeaderException("a header too short for its address family");
        }
        ByteBuffer skipped = input.slice(input.position(), bytes);
        input.position(input.position() + bytes);
        return skipped;
    }
}
