package dev.waybill.standalone;

import dev.waybill.testkit.GeminiStandIn;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Without a key for the model, a server in this JVM answers in its place, over HTTP and in its wire format. What it made
 * says so in its {@code model_name}.
 */
final class ModelStandIn implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Whether the stand-in answers. */
    static final String PROPERTY = "waybill.standalone.stand-in";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (StringUtils.hasText(environment.getProperty("waybill.ai.gemini.api-key"))
                || StringUtils.hasText(environment.getProperty("GEMINI_API_KEY"))) {
            return;
        }
        GeminiStandIn standIn = new GeminiStandIn();
        SpringApplication.getShutdownHandlers().add(standIn::close);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "stand-in for the model",
                        Map.of(
                                PROPERTY,
                                "true",
                                "waybill.ai.gemini.api-key",
                                "stand-in",
                                "waybill.ai.gemini.base-url",
                                standIn.uri().toString())));
    }
}
