package org.ocppgateway.ops.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.ocppgateway.routing.redis.client.RedisAddress;
import org.ocppgateway.routing.redis.client.RedisSettings;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Everything that a gateway shows: logs, metrics, API, topics that others read, Redis. */
final class CanaryOutputs {
    private static final List<String> PAGES = List.of("/metrics", "/health", "/console/");

    /** Status codes of answers: some charge points are not connected. */
    private static final Set<Integer> STATUSES = Set.of(200, 404);

    /** Media types in which pages answer. */
    private static final List<String> TYPES = List.of("application/json", "application/x-ndjson");

    /** Topics that contain secrets by their purpose. */
    private static final Set<String> EXCEPTED = Set.of("commands-down", "commands-dead-letter");

    private final SecuredServers servers;
    private final HttpClient client = HttpClient.newHttpClient();

    CanaryOutputs(SecuredServers servers) {
        this.servers = servers;
    }

    /**
     * Returns all texts by their origin.
     *
     * @param ids charge points with entries
     * @param commandIds commands that have ended
     */
    Map<String, String> of(
            List<SecuredGateway> gateways,
            String token,
            String redisPassword,
            List<String> ids,
            List<String> commandIds)
            throws IOException, InterruptedException {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (SecuredGateway gateway : gateways) {
            outputs.put(
                    String.valueOf(gateway.server().log()),
                    Files.readString(gateway.server().log()));
            for (String page : PAGES) {
                outputs.put(gateway.adminPort() + page, get(gateway, page, token));
            }
            for (String path : readingPaths(gateway, token)) {
                for (String page : pages(path, ids, commandIds)) {
                    outputs.put(gateway.adminPort() + page, get(gateway, page, token));
                }
            }
        }
        outputs.put("the topics", topics());
        outputs.put("Redis", redis(redisPassword));
        return outputs;
    }

    private static List<String> pages(String path, List<String> ids, List<String> commandIds) {
        String page = "/api/v1" + path;
        if (path.contains("{commandId}")) {
            return commandIds.stream()
                    .map(id -> page.replace("{commandId}", id))
                    .toList();
        }
        if (path.equals("/search")) {
            return ids.stream().map(id -> page + "?q=" + id).toList();
        }
        return path.contains("{")
                ? ids.stream().map(id -> page.replaceFirst("\\{[^}]+}", id)).toList()
                : List.of(page);
    }

    /** Returns the paths of every GET that the API describes. */
    private List<String> readingPaths(SecuredGateway gateway, String token) throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>();
        String path = "";
        for (String line : get(gateway, "/api/openapi.yaml", token).lines().toList()) {
            if (line.matches(" {2}/.*:")) {
                path = line.substring(2, line.length() - 1);
            } else if (line.equals("    get:")) {
                paths.add(path);
            }
        }
        if (paths.size() < 4) {
            throw new AssertionError("the API describes only " + paths);
        }
        return paths;
    }

    private String get(SecuredGateway gateway, String page, String token) throws IOException, InterruptedException {
        StringBuilder answers = new StringBuilder();
        for (String type : TYPES) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(gateway.admin(page))
                            .header("Authorization", "Bearer " + token)
                            .header("Accept", type)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (!STATUSES.contains(answer.statusCode())) {
                throw new AssertionError(page + " is answered with " + answer.statusCode() + ": " + answer.body());
            }
            answers.append(answer.headers()).append('\n').append(answer.body()).append('\n');
        }
        return answers.toString();
    }

    /** Records of the topics that the gateway writes, with keys and headers. */
    private String topics() {
        Map<String, Object> properties = new HashMap<>(servers.kafkaProperties());
        properties.put("bootstrap.servers", servers.kafka());
        StringBuilder all = new StringBuilder();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().keySet().stream()
                    .filter(topic -> !topic.startsWith("__") && !EXCEPTED.contains(topic))
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    all.append(record).append('\n');
                }
            }
        }
        return all.toString();
    }

    /** All keys and values that the user of the gateway can read, which are all that it writes. */
    private String redis(String password) {
        StringBuilder all = new StringBuilder();
        try (Jedis redis = connect(password)) {
            for (String key : redis.keys("*")) {
                all.append(key).append(' ').append(value(redis, key)).append('\n');
            }
        }
        return all.toString();
    }

    private static String value(Jedis redis, String key) {
        return switch (redis.type(key)) {
            case "string" -> redis.get(key);
            case "hash" -> redis.hgetAll(key).toString();
            case "set" -> redis.smembers(key).toString();
            case "zset" -> redis.zrangeWithScores(key, 0, -1).toString();
            case "list" -> redis.lrange(key, 0, -1).toString();
            case "none" -> ""; // expired meanwhile
            default -> throw new AssertionError("the type of " + key + " is unknown");
        };
    }

    private Jedis connect(String password) {
        SslOptions tls = SslOptions.builder()
                .sslVerifyMode(SslVerifyMode.FULL)
                .truststore(servers.trustStore().toFile(), SecuredServers.STORE_PASSWORD.toCharArray())
                .keystore(servers.keyStore().toFile(), SecuredServers.STORE_PASSWORD.toCharArray())
                .build();
        RedisAddress address = RedisSettings.defaults(servers.redisUri()).address();
        RedisAddress.Node node = address.nodes().getFirst();
        return new Jedis(
                new HostAndPort(node.host(), node.port()),
                DefaultJedisClientConfig.builder()
                        .user("gateway")
                        .password(password)
                        .sslOptions(tls)
                        .build());
    }
}
