package org.ocppgateway.gateway.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Detects whether a file has changed since the last check, by its real path, its inode, its size and its times. Polling, because
 * notifications miss symbolic links and network file systems. Used by one thread.
 */
final class WatchedFile {
    /** A file may change twice within the resolution of its time: one that is younger than this is read again. */
    private static final Duration RACY = Duration.ofSeconds(2);

    private final Path path;
    private final Clock clock;
    private @Nullable Look last;

    private record Look(
            Path realPath,
            @Nullable Object inode,
            long size,
            FileTime modified,
            @Nullable Object changed,
            boolean settled) {}

    WatchedFile(Path path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    Path path() {
        return path;
    }

    /** Also true at each call for a file that does not exist; reading it reports the reason. */
    boolean hasChanged() {
        Look before = last;
        last = look();
        return last == null || !last.equals(before) || !last.settled();
    }

    /** Has the next look find a change. */
    void forget() {
        last = null;
    }

    private @Nullable Look look() {
        try {
            Path realPath = path.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(realPath, BasicFileAttributes.class);
            FileTime modified = attributes.lastModifiedTime();
            Duration age =
                    Duration.between(modified.toInstant(), clock.instant()).abs();
            boolean settled = age.compareTo(RACY) > 0;
            return new Look(realPath, attributes.fileKey(), attributes.size(), modified, changeTime(realPath), settled);
        } catch (IOException e) {
            return null;
        }
    }

    /** Time of the last change of the inode: it detects a change whose modification time was set back. Null if the file system has none. */
    private static @Nullable Object changeTime(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(path, "unix:ctime")
                : null;
    }
}
