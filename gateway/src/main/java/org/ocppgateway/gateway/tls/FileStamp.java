package org.ocppgateway.gateway.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that show without reading a file that it may have changed. Follows symbolic links, so the exchange of a link at any level of the path
 * shows (Kubernetes exchanges the directory above mounted secrets).
 *
 * @param target the file behind all links; null if there is none
 * @param key inode and device, where the file system has them
 */
record FileStamp(
        Path file,
        @Nullable Path target,
        @Nullable Object key,
        long size,
        @Nullable FileTime modified) {
    static List<FileStamp> of(Collection<Path> files) {
        return files.stream().map(FileStamp::of).toList();
    }

    private static FileStamp of(Path file) {
        try {
            Path target = file.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
            return new FileStamp(file, target, attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            return new FileStamp(file, null, null, -1, null);
        }
    }
}
