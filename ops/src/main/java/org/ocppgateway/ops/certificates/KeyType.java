package org.ocppgateway.ops.certificates;

/** Key types of server certificates that the OCPP security profiles require. */
enum KeyType {
    RSA("rsa", "RSA", 2048),
    EC("ec", "EC", 256);

    private final String label;
    private final String algorithm;
    private final int bits;

    KeyType(String label, String algorithm, int bits) {
        this.label = label;
        this.algorithm = algorithm;
        this.bits = bits;
    }

    String label() {
        return label;
    }

    String algorithm() {
        return algorithm;
    }

    int bits() {
        return bits;
    }
}
