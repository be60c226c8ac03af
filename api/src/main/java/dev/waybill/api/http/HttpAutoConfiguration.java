package dev.waybill.api.http;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all routes share. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(ProcessQueue.class)
@EnableConfigurationProperties(HttpProperties.class)
public class HttpAutoConfiguration {

    @Bean
    JsonBody jsonBody(HttpProperties properties) {
        return new JsonBody(properties);
    }

    @Bean
    WebMvcConfigurer apiDialect(HttpProperties properties) {
        return new Dialect(new IfMatchArguments(properties.requireIfMatch()));
    }

    private static final class Dialect implements WebMvcConfigurer {

        private final IfMatchArguments conditions;

        Dialect(IfMatchArguments conditions) {
            this.conditions = conditions;
        }

        @Override
        public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
            converters.addFirst(new ApiJson());
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new QueryArguments());
            resolvers.add(conditions);
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(conditions).addPathPatterns("/api/**");
        }

        @Override
        public void addFormatters(FormatterRegistry registry) {
            registry.addConverter(String.class, ProcessId.class, HttpAutoConfiguration::processId);
        }
    }

    private static ProcessId processId(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("no process id");
        }
        return new ProcessId(Long.parseLong(text));
    }
}
