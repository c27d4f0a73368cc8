package org.ocppgateway.ops.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a small repository of its own: the clone that runs the tests may be shallow, or no clone. */
class RevisionTest {
    @TempDir
    Path repository;

    @BeforeEach
    void createRepository() throws Exception {
        git("init", "--quiet");
        commit("0.2.0");
    }

    @Test
    void theVersionIsThatOfTheTag() throws Exception {
        commit("0.3.0-SNAPSHOT");
        git("tag", "v0.3.0");
        git("tag", "not-a-version");
        assertEquals(new Revision(head(), "0.3.0", "0.3.0"), resolve("v0.3.0", changelog("0.3.0", head())));
        assertEquals("0.3.0", resolve(head(), changelog("0.3.0", head())).version());
    }

    @Test
    void aTagWithoutASectionOfTheChangelogIsRefused() throws Exception {
        git("tag", "0.4.0");
        ReleaseException refused =
                assertThrows(ReleaseException.class, () -> resolve("0.4.0", changelog("0.3.0", head())));
        assertEquals(".github/CHANGELOG.md has no section \"## 0.4.0\"", refused.getMessage());
    }

    @Test
    void withoutATagTheChangelogNamesTheVersion() throws Exception {
        assertEquals(new Revision(head(), "0.2.0", "0.2.0"), resolve("HEAD", changelog("0.2.0", head())));
    }

    @Test
    void anyOtherCommitHasTheNextVersionAndItsHash() throws Exception {
        String released = head();
        commit("0.3.0-SNAPSHOT");
        assertEquals(
                new Revision(head(), "0.3.0-g" + head().substring(0, 12), "Unreleased"),
                resolve("HEAD", changelog("0.2.0", released)));
    }

    @Test
    void aMissingCommitIsNamed() throws Exception {
        String missing = "1".repeat(40);
        ReleaseException refused =
                assertThrows(ReleaseException.class, () -> resolve(missing, changelog("0.2.0", missing)));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(missing + " is not in this repository."), message);
    }

    @Test
    void theSourceTreeHasTheVersionInEveryModule() throws Exception {
        Revision revision = new Revision(head(), "0.9.9", "0.9.9");
        try (SourceTree tree = SourceTree.checkOut(repository, revision)) {
            for (String pom : new String[] {"pom.xml", "protocol/pom.xml", "ops/pom.xml"}) {
                assertEquals(pom("0.9.9"), Files.readString(tree.file(pom)), pom);
            }
            assertTrue(tree.commitTime().matches("\\d{10}"), tree.commitTime());
        }
        assertEquals(1, Revision.git(repository, "worktree", "list").lines().count(), "the worktree is removed");
    }

    private Revision resolve(String name, Changelog changelog) throws Exception {
        return Revision.resolve(repository, name, changelog);
    }

    private static Changelog changelog(String version, String lastCommit) {
        return Changelog.parse("## " + version + " (2026-11-29)\n\n### Last commit\n\n`" + lastCommit + "`\n");
    }

    private void commit(String version) throws Exception {
        for (String module : new String[] {".", "protocol", "routing", "gateway", "simulator", "ops"}) {
            Path folder = Files.createDirectories(repository.resolve(module));
            Files.writeString(folder.resolve("pom.xml"), pom(version));
        }
        git("add", ".");
        git("-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", version);
    }

    /** The version of a library is equal to that of the project, and is not changed. */
    private static String pom(String version) {
        return "<artifactId>parent</artifactId>\n  <version>" + version + "</version>\n<library>0.2.0</library>\n";
    }

    private String head() throws Exception {
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) throws Exception {
        return Revision.git(repository, arguments);
    }
}
