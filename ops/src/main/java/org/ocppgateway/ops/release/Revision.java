package org.ocppgateway.ops.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ocppgateway.ops.release.Changelog.Section;

/**
 * A commit and the version that is built from it.
 *
 * @param commit full hash
 * @param section version of its section in the changelog
 */
record Revision(String commit, String version, String section) {
    private static final Pattern TAG = Pattern.compile("v?\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");
    private static final Pattern POM_VERSION =
            Pattern.compile("<artifactId>parent</artifactId>\\s*<version>([^<]+)</version>");
    private static final int SHORT_HASH = 12;

    /**
     * Resolves a tag, branch or commit. Its version is that of its tag ({@code v0.3.0} or {@code 0.3.0}); without a tag,
     * the version whose last commit it is by the changelog; otherwise the version in its {@code pom.xml} without
     * {@code -SNAPSHOT}, followed by {@code -g} and the start of the hash.
     *
     * @throws ReleaseException if the repository does not contain it, or the changelog lacks its version
     */
    static Revision resolve(Path repository, String name, Changelog changelog)
            throws IOException, InterruptedException, ReleaseException {
        String commit = commit(repository, name);
        Optional<String> released = tag(repository, commit, name)
                .or(() -> changelog.endingAt(commit).map(Section::version));
        if (released.isEmpty()) {
            String pom = pomVersion(git(repository, "show", commit + ":pom.xml"));
            String version = pom.replace("-SNAPSHOT", "") + "-g" + commit.substring(0, SHORT_HASH);
            return new Revision(commit, version, Changelog.UNRELEASED);
        }
        if (changelog.of(released.get()).isEmpty()) {
            throw new ReleaseException(Changelog.FILE + " has no section \"## " + released.get() + "\"");
        }
        return new Revision(commit, released.get(), released.get());
    }

    /** Returns the version of the tag with this name, or of the newest tag of the commit. */
    private static Optional<String> tag(Path repository, String commit, String name)
            throws IOException, InterruptedException, ReleaseException {
        List<String> tags = git(repository, "tag", "--points-at", commit, "--sort=-version:refname")
                .lines()
                .filter(tag -> TAG.matcher(tag).matches())
                .toList();
        return (tags.contains(name) ? Optional.of(name) : tags.stream().findFirst())
                .map(tag -> tag.startsWith("v") ? tag.substring(1) : tag);
    }

    /** Returns whether the repository contains the commit; a shallow clone may lack it. */
    static boolean exists(Path repository, String name) throws IOException, InterruptedException {
        try {
            commit(repository, name);
            return true;
        } catch (ReleaseException missing) {
            return false;
        }
    }

    /** Returns the version in the text of the top {@code pom.xml}. */
    static String pomVersion(String pom) throws ReleaseException {
        Matcher version = POM_VERSION.matcher(pom);
        if (!version.find()) {
            throw new ReleaseException("pom.xml has no version of the artifact parent");
        }
        return version.group(1);
    }

    private static String commit(Path repository, String name)
            throws IOException, InterruptedException, ReleaseException {
        try {
            return git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        } catch (ReleaseException e) {
            throw new ReleaseException(
                    name + " is not in this repository. A shallow clone lacks earlier commits: git fetch --unshallow");
        }
    }

    static String git(Path repository, String... arguments) throws IOException, InterruptedException, ReleaseException {
        return Program.run(
                repository,
                Stream.concat(Stream.of("git"), List.of(arguments).stream()).toList());
    }
}
