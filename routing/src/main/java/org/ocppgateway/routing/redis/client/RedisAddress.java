package org.ocppgateway.routing.redis.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Location of Redis and credentials.
 *
 * @param nodes the server; or the sentinels; or some nodes of the cluster, from which the others are discovered
 * @param master name of the master at the sentinels; empty without sentinels
 * @param database 0 in a cluster
 * @param credentials credentials for the servers
 * @param sentinelCredentials credentials for the sentinels
 */
public record RedisAddress(
        Kind kind,
        List<Node> nodes,
        String master,
        int database,
        Credentials credentials,
        Credentials sentinelCredentials,
        Tls tls) {
    private static final Pattern URI_FORM = Pattern.compile(
            "(?<scheme>rediss?)(?<kind>-sentinel|-cluster|)://(?:(?<user>[^@]*)@)?(?<nodes>[^/@]+)(?:/(?<path>.*))?");
    private static final Pattern NODE_FORM = Pattern.compile("(?<host>[^:\\[\\]]+|\\[[^]]+])(?::(?<port>\\d{1,5}))?");
    private static final Pattern DATABASE_FORM = Pattern.compile("\\d{1,4}");
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;

    /** How the servers are organised. */
    public enum Kind {
        /** One server at a fixed address. */
        STANDALONE,
        /** One master at a time, whose address the sentinels know. */
        SENTINEL,
        /** Several masters, which share the keys. */
        CLUSTER
    }

    /** One address. */
    public record Node(String host, int port) {}

    /** User and password; both may be empty. */
    public record Credentials(String user, String password) {
        /** No authentication. */
        public static final Credentials NONE = new Credentials("", "");

        boolean given() {
            return !password.isEmpty();
        }

        @Override
        public String toString() {
            return given() ? "***" : "none";
        }
    }

    /**
     * Encryption of connections and trusted certificates; the server's certificate must contain its host name.
     *
     * @param trustStore trusted certificates; none for those of the JVM
     * @param keyStore certificate and key of this client; none if the servers do not ask for one
     */
    public record Tls(boolean on, Store trustStore, Store keyStore) {
        @Override
        public String toString() {
            return on ? "TLS" : "plain";
        }
    }

    /**
     * A PKCS12 or JKS file.
     *
     * @param file empty for none
     */
    public record Store(String file, String password) {
        /** No file. */
        public static final Store NONE = new Store("", "");

        boolean given() {
            return !file.isEmpty();
        }

        @Override
        public String toString() {
            return file;
        }
    }

    public RedisAddress {
        nodes = List.copyOf(nodes);
        if (kind == Kind.CLUSTER && database != 0) {
            throw new IllegalArgumentException("a Redis Cluster has no databases");
        }
    }

    /**
     * Parses {@code redis://[user:password@]host:port[/database]},
     * {@code redis-sentinel://host:port,.../master[/database]} or {@code redis-cluster://host:port,...}; {@code rediss}
     * instead of {@code redis} for TLS.
     *
     * @throws IllegalArgumentException if the text has none of these forms
     */
    public static RedisAddress parse(String uri) {
        Matcher form = URI_FORM.matcher(uri);
        if (!form.matches()) {
            throw unreadable();
        }
        Kind kind = switch (form.group("kind")) {
            case "-sentinel" -> Kind.SENTINEL;
            case "-cluster" -> Kind.CLUSTER;
            default -> Kind.STANDALONE;
        };
        List<Node> nodes = nodes(form.group("nodes"), kind == Kind.SENTINEL ? SENTINEL_PORT : PORT);
        if (kind == Kind.STANDALONE && nodes.size() > 1) {
            throw new IllegalArgumentException(
                    "a single server has one address; use redis-sentinel:// or redis-cluster:// for several");
        }
        String path = form.group("path") == null ? "" : form.group("path");
        int slash = path.indexOf('/');
        boolean named = kind == Kind.SENTINEL;
        String master = named ? (slash < 0 ? path : path.substring(0, slash)) : "";
        String database = named ? (slash < 0 ? "" : path.substring(slash + 1)) : path;
        if (named && master.isEmpty()) {
            throw new IllegalArgumentException(
                    "a sentinel URI needs the name of the master: redis-sentinel://host:port/name");
        }
        if (!database.isEmpty() && !DATABASE_FORM.matcher(database).matches()) {
            throw unreadable();
        }
        return new RedisAddress(
                kind,
                nodes,
                master,
                database.isEmpty() ? 0 : Integer.parseInt(database),
                credentials(form.group("user")),
                Credentials.NONE,
                new Tls(form.group("scheme").equals("rediss"), Store.NONE, Store.NONE));
    }

    private static List<Node> nodes(String text, int defaultPort) {
        List<Node> nodes = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            Matcher form = NODE_FORM.matcher(each);
            if (!form.matches()) {
                throw unreadable();
            }
            int port = form.group("port") == null ? defaultPort : Integer.parseInt(form.group("port"));
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("invalid port " + port);
            }
            nodes.add(new Node(form.group("host"), port));
        }
        return nodes;
    }

    private static Credentials credentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return Credentials.NONE;
        }
        int colon = userInfo.indexOf(':');
        return new Credentials(
                decoded(userInfo.substring(0, Math.max(0, colon))), decoded(userInfo.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("the Redis URI must look like redis://host:port[/database],"
                + " redis-sentinel://host:port,.../master[/database] or redis-cluster://host:port,...;"
                + " with rediss instead of redis for TLS");
    }

    /** Whether the servers can know this client: by a password or by a certificate. */
    public boolean authenticates() {
        return credentials.given() || (tls.on() && tls.keyStore().given());
    }

    /** Copies the address with these credentials; unchanged if no password is given. */
    public RedisAddress withCredentials(String user, String password) {
        return password.isEmpty()
                ? this
                : new RedisAddress(
                        kind, nodes, master, database, new Credentials(user, password), sentinelCredentials, tls);
    }

    /** Copies the address with credentials for the sentinels. */
    public RedisAddress withSentinelCredentials(String user, String password) {
        return new RedisAddress(kind, nodes, master, database, credentials, new Credentials(user, password), tls);
    }

    /** Copies the address with these trusted certificates, and this certificate of the client. */
    public RedisAddress withStores(Store trustStore, Store keyStore) {
        return new RedisAddress(
                kind, nodes, master, database, credentials, sentinelCredentials, new Tls(tls.on, trustStore, keyStore));
    }
}
