package org.ocppgateway.routing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.clients.jedis.Jedis;

/** Ways to make a real Redis refuse writes, and to undo that. */
enum RefusedWrites {
    OOM {
        @Override
        void begin(Jedis admin, Path directory) {
            admin.configSet("maxmemory", "1");
        }

        @Override
        void end(Jedis admin) {
            admin.configSet("maxmemory", "0");
        }
    },

    /** A snapshot that cannot be written because a directory has its name. */
    MISCONF {
        @Override
        void begin(Jedis admin, Path directory) {
            try {
                Files.createDirectories(directory.resolve("in-the-way"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            admin.configSet("dir", directory.toString());
            admin.configSet("dbfilename", "in-the-way");
            admin.configSet("stop-writes-on-bgsave-error", "yes");
            admin.configSet("save", "3600 1");
            admin.bgsave();
        }

        @Override
        void end(Jedis admin) {
            admin.configSet("stop-writes-on-bgsave-error", "no");
            admin.configSet("save", ""); // otherwise it would not stop without a snapshot
        }
    },

    NOREPLICAS {
        @Override
        void begin(Jedis admin, Path directory) {
            admin.configSet("min-replicas-to-write", "1");
        }

        @Override
        void end(Jedis admin) {
            admin.configSet("min-replicas-to-write", "0");
        }
    },

    /** A replica of a master that does not answer. */
    READONLY {
        @Override
        void begin(Jedis admin, Path directory) {
            admin.replicaof("127.0.0.1", 1);
        }

        @Override
        void end(Jedis admin) {
            admin.replicaofNoOne();
        }
    },

    MASTERDOWN {
        @Override
        void begin(Jedis admin, Path directory) {
            admin.configSet("replica-serve-stale-data", "no");
            admin.configSet("replica-read-only", "no"); // otherwise this would be the reason
            admin.replicaof("127.0.0.1", 1);
        }

        @Override
        void end(Jedis admin) {
            admin.replicaofNoOne();
        }
    },

    NOPERM {
        @Override
        void begin(Jedis admin, Path directory) {
            admin.aclSetUser("default", "-hset");
        }

        @Override
        void end(Jedis admin) {
            admin.aclSetUser("default", "+hset");
        }
    };

    /** @param directory an empty directory */
    abstract void begin(Jedis admin, Path directory);

    abstract void end(Jedis admin);
}
