package dev.waybill.api.guard;

import dev.waybill.api.problem.ProblemAutoConfiguration;
import dev.waybill.api.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Filters before every route. Authentication, at -100, stands between the first three and the rate limit. */
@AutoConfiguration(after = ProblemAutoConfiguration.class)
@ConditionalOnBean(ProblemWriter.class)
@EnableConfigurationProperties(GuardProperties.class)
public class GuardAutoConfiguration {

    private static final String API = "/api/*";
    private static final int AFTER_AUTHENTICATION = -50;

    @Bean
    FilterRegistrationBean<ForwardedFilter> forwardedFilter(GuardProperties properties) {
        FilterRegistrationBean<ForwardedFilter> registration = registration(
                new ForwardedFilter(new TrustedProxies(properties.proxies())), Ordered.HIGHEST_PRECEDENCE, "/*");
        registration.setEnabled(!properties.trustedProxies().isEmpty());
        return registration;
    }

    @Bean
    FilterRegistrationBean<SecureHeadersFilter> secureHeadersFilter(GuardProperties properties) {
        boolean all = properties.secureHeaders() == GuardProperties.Pages.ALL;
        FilterRegistrationBean<SecureHeadersFilter> registration =
                registration(new SecureHeadersFilter(), Ordered.HIGHEST_PRECEDENCE + 1, all ? "/*" : API);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return registration;
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        return registration(new TraceFilter(), Ordered.HIGHEST_PRECEDENCE + 1, API);
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(GuardProperties properties) {
        return registration(new BodyFilter(properties.limits().bodyTime()), Ordered.HIGHEST_PRECEDENCE + 2, API);
    }

    @Bean
    @ConditionalOnProperty(name = "waybill.api.limits.rates", havingValue = "true", matchIfMissing = true)
    FilterRegistrationBean<RateLimitFilter> rateLimitFilter(GuardProperties properties, ProblemWriter writer) {
        GuardProperties.Limits limits = properties.limits();
        RateLimits rates = new RateLimits(limits, System::nanoTime);
        return registration(new RateLimitFilter(rates, limits.period(), writer), AFTER_AUTHENTICATION, API);
    }

    private static <F extends Filter> FilterRegistrationBean<F> registration(F filter, int order, String pattern) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(pattern);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        registration.setOrder(order);
        return registration;
    }
}
