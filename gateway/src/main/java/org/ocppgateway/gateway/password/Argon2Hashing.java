package org.ocppgateway.gateway.password;

import java.security.MessageDigest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id by Bouncy Castle. */
final class Argon2Hashing {
    static final int VERSION = Argon2Parameters.ARGON2_VERSION_13;

    /**
     * Memory of the checks of a thread, cleared and used again: new memory for each check costs the garbage collector more time than the
     * check itself takes. At most {@link Argon2Cost#MAX_MEMORY_KIB}, kept until the thread ends.
     */
    private static final ThreadLocal<BlockPool> MEMORY =
            ThreadLocal.withInitial(() -> new FixedBlockPool(Argon2Cost.MAX_MEMORY_KIB));

    private Argon2Hashing() {}

    /** Whether a password has that hash; takes the same time wherever the tags differ. Called by few threads. */
    static boolean matches(PasswordHash.Argon2 hash, byte[] password) {
        Argon2Parameters.Builder parameters =
                parameters(hash.cost(), hash.version(), hash.salt()).withBlockPool(MEMORY.get());
        return MessageDigest.isEqual(hash.tag(), tag(parameters, hash.tag().length, password));
    }

    /** Computes a tag. Its duration and memory depend on {@code cost}. */
    static byte[] tag(Argon2Cost cost, int version, byte[] salt, int length, byte[] password) {
        return tag(parameters(cost, version, salt), length, password);
    }

    private static Argon2Parameters.Builder parameters(Argon2Cost cost, int version, byte[] salt) {
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(version)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt);
    }

    private static byte[] tag(Argon2Parameters.Builder parameters, int length, byte[] password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters.build());
        byte[] tag = new byte[length];
        generator.generateBytes(password, tag);
        return tag;
    }
}
