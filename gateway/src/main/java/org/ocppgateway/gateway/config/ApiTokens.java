package org.ocppgateway.gateway.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ocppgateway.gateway.api.ApiRole;
import org.ocppgateway.gateway.api.ApiToken;

/** Reads the list of API tokens. */
final class ApiTokens {
    private static final Set<String> KEYS = Set.of("name", "role", "sha256");

    private final Section section;
    private final String key;

    ApiTokens(Section section, String key) {
        this.section = section;
        this.key = key;
    }

    List<ApiToken> read() {
        List<ApiToken> tokens = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigValue value : section.list(key)) {
            try {
                ApiToken token = token(value);
                if (!names.add(token.name())) {
                    section.problem(key, "the name " + token.name() + " occurs twice");
                }
                tokens.add(token);
            } catch (IllegalArgumentException | ConfigException e) {
                section.problem(key, String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(tokens);
    }

    private static ApiToken token(ConfigValue value) {
        if (!(value instanceof ConfigObject object) || !object.keySet().equals(KEYS)) {
            throw new IllegalArgumentException("a token has name, role (read or write) and sha256");
        }
        Config token = object.toConfig();
        return new ApiToken(token.getString("name"), role(token.getString("role")), token.getString("sha256"));
    }

    private static ApiRole role(String text) {
        for (ApiRole role : ApiRole.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("role must be read or write");
    }
}
