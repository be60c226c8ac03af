package dev.waybill.api.access;

import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives requests their scope. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(ProcessQueue.class)
public class AccessAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Callers callers() {
        return request -> Scope.SEEDED;
    }

    @Bean
    WebMvcConfigurer scopeOfRequests(Callers callers) {
        ScopeArguments arguments = new ScopeArguments(callers);
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(arguments);
            }
        };
    }
}
