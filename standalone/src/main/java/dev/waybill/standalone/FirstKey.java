package dev.waybill.standalone;

import dev.waybill.shared.access.KeyText;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Makes up the first admin key, unless somebody has set one; it is used only while there is none. */
final class FirstKey implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The one that was made up; absent when somebody has set one. */
    static final String PROPERTY = "waybill.standalone.first-key";

    private static final String SETTING = "waybill.access.first-admin-key";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (StringUtils.hasText(environment.getProperty(SETTING))
                || StringUtils.hasText(environment.getProperty(SETTING + "-file"))) {
            return;
        }
        String key = KeyText.random().text();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("first admin key", Map.of(SETTING, key, PROPERTY, key)));
    }
}
