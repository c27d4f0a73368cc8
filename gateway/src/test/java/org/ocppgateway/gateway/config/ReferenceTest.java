package org.ocppgateway.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void theReferenceDocumentsEveryKey() throws Exception {
        Config reference = ConfigFactory.parseResources("reference.conf").resolve();
        Set<String> documented = new TreeSet<>();
        collect("gateway", reference.getObject("gateway"), documented);
        assertEquals(documented, new TreeSet<>(Configuration.load(null).keys()));
    }

    private static void collect(String path, ConfigObject object, Set<String> keys) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            String key = path + "." + entry.getKey();
            boolean free = entry.getValue().valueType() == ConfigValueType.OBJECT
                    && ((ConfigObject) entry.getValue()).isEmpty();
            if (entry.getValue() instanceof ConfigObject nested && !free) {
                collect(key, nested, keys);
            } else {
                keys.add(key);
            }
        }
    }
}
