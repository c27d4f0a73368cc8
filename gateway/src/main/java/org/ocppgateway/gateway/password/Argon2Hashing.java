package org.ocppgateway.gateway.password;

import java.security.MessageDigest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id by Bouncy Castle. */
final class Argon2Hashing {
    static final int VERSION = Argon2Parameters.ARGON2_VERSION_13;

    private Argon2Hashing() {}

    /** Whether a password has that hash; takes the same time wherever the tags differ. */
    static boolean matches(PasswordHash.Argon2 hash, byte[] password) {
        byte[] tag = tag(hash.cost(), hash.version(), hash.salt(), hash.tag().length, password);
        return MessageDigest.isEqual(hash.tag(), tag);
    }

    /** Computes a tag. Its duration and memory depend on {@code cost}. */
    static byte[] tag(Argon2Cost cost, int version, byte[] salt, int length, byte[] password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(version)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] tag = new byte[length];
        generator.generateBytes(password, tag);
        return tag;
    }
}
