package org.ocppgateway.gateway.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loads the configuration. Environment variables and system properties override the file, the file overrides the defaults. */
public final class Configuration {
    private static final String ROOT = "gateway";
    private static final Pattern SECRET =
            Pattern.compile(".*(password|secret|token|sasl\\.jaas\\.config|ssl\\.keystore\\.key|private\\.key).*");

    /** User and password inside a URI. */
    private static final Pattern CREDENTIALS = Pattern.compile("://[^/@]+@");

    private final GatewayConfig settings;
    private final Config source;
    private final Map<String, String> keys;

    private Configuration(GatewayConfig settings, Config source, Map<String, String> keys) {
        this.settings = settings;
        this.source = source;
        this.keys = keys;
    }

    /**
     * Loads the configuration once. Later changes of the file have no effect.
     *
     * @param file HOCON file; null for the defaults only
     * @throws ConfigurationException with all problems
     */
    public static Configuration load(@Nullable Path file) throws ConfigurationException {
        try {
            Config given = file == null ? ConfigFactory.empty() : parse(file);
            Config outside = ConfigFactory.systemProperties()
                    .withFallback(ConfigFactory.systemEnvironmentOverrides())
                    .withOnlyPath(ROOT);
            return read(outside.withFallback(given));
        } catch (ConfigException e) {
            throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static Config parse(Path file) {
        ConfigParseOptions strict =
                ConfigParseOptions.defaults().setAllowMissing(false).appendIncluder(new StrictIncluder());
        return ConfigFactory.parseFile(file.toFile(), strict);
    }

    private static Configuration read(Config overrides) throws ConfigurationException {
        Config source = overrides
                .withFallback(ConfigFactory.parseResources(Configuration.class.getClassLoader(), "reference.conf"))
                .resolve();
        List<String> problems = new ArrayList<>();
        Map<String, String> keys = new TreeMap<>();
        GatewayConfig settings = Mapping.gateway(new Section(ROOT, source, problems, keys));
        problems.addAll(UnknownKeys.in(source, keys.keySet()));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems.stream().distinct().toList());
        }
        return new Configuration(settings, source, keys);
    }

    public GatewayConfig settings() {
        return settings;
    }

    /** All keys with the defaults of {@code reference.conf}, whatever the environment contains; sorted by path. */
    public static List<ConfigKey> reference() {
        Config defaults = ConfigFactory.parseResources(Configuration.class.getClassLoader(), "reference.conf")
                .resolve(ConfigResolveOptions.noSystem());
        Map<String, String> keys = new TreeMap<>();
        Mapping.gateway(new Section(ROOT, defaults, new ArrayList<>(), keys));
        return keys.entrySet().stream()
                .map(key -> new ConfigKey(key.getKey(), key.getValue(), text(defaults.getValue(key.getKey()))))
                .toList();
    }

    private static String text(ConfigValue value) {
        return value.valueType() == ConfigValueType.STRING
                ? "\"" + value.unwrapped() + "\""
                : value.render(ConfigRenderOptions.concise());
    }

    /** Full paths of all keys that are read. */
    Set<String> keys() {
        return keys.keySet();
    }

    /** The effective configuration as HOCON, secrets masked. */
    public String print() {
        Config printed = source;
        for (Map.Entry<String, ConfigValue> entry : source.entrySet()) {
            String name = String.join(".", ConfigUtil.splitPath(entry.getKey())).toLowerCase(Locale.ROOT);
            String value = String.valueOf(entry.getValue().unwrapped());
            String shown = SECRET.matcher(name).matches() && !value.isEmpty()
                    ? "***"
                    : CREDENTIALS.matcher(value).replaceFirst("://***@");
            if (!shown.equals(value)) {
                printed = printed.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef(shown));
            }
        }
        return printed.root()
                .render(ConfigRenderOptions.defaults()
                        .setOriginComments(false)
                        .setComments(false)
                        .setJson(false));
    }
}
