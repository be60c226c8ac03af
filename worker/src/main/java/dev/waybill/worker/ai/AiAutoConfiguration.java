package dev.waybill.worker.ai;

import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.usage.UsageAutoConfiguration;
import dev.waybill.shared.usage.UsageLedger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives jobs a model to ask: {@link JsonAnswers}. An application that brings an {@link AiProvider} of its own has that asked
 * instead of Gemini, with the same limits, breaker and ledger around it.
 */
@AutoConfiguration(
        after = {QueueAutoConfiguration.class, UsageAutoConfiguration.class},
        afterName = "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean({Clock.class, UsageLedger.class})
@EnableConfigurationProperties(AiProperties.class)
public class AiAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AiProvider aiProvider(AiProperties properties, Environment environment, Clock clock) {
        return new GeminiProvider(withKey(properties.gemini(), environment), clock);
    }

    @Bean
    JsonAnswers jsonAnswers(
            AiProvider provider,
            AiProperties properties,
            Clock clock,
            JdbcClient jdbc,
            RoleTransactions roles,
            UsageLedger usage,
            AiPrices prices,
            ObjectProvider<MeterRegistry> registry) {
        String name = provider.name();
        AiProvider breaking = new CircuitBreaking(provider, name, properties.breaker(), clock);
        RateLimits limits = new RateLimits(jdbc, roles, properties.limits());
        AiProvider limited = new SharedLimit(breaking, name, limits, properties.waitInPlace(), clock);
        AiProvider patient = new RateLimitPatience(limited, properties.waitInPlace(), clock);
        AiMeters meters = new AiMeters(registry.getIfAvailable(CompositeMeterRegistry::new), name);
        return new JsonAnswers(new Metering(patient, name, usage, prices, meters));
    }

    @Bean
    AiPrices aiPrices(AiProperties properties, Environment environment) {
        return new AiPrices(properties.prices(), environment);
    }

    private static AiProperties.Gemini withKey(AiProperties.Gemini settings, Environment environment) {
        String key = orNull(settings.apiKey());
        return new AiProperties.Gemini(
                key == null ? orNull(environment.getProperty("GEMINI_API_KEY")) : key,
                settings.baseUrl(),
                settings.connectTimeout(),
                settings.callTimeout());
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
