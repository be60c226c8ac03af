package dev.waybill.api.openapi;

import dev.waybill.api.http.AcceptedMedia;
import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.Opening;
import dev.waybill.shared.job.JobCatalog;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The route of the OpenAPI document. */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnBean(JsonBody.class)
public class OpenApiAutoConfiguration {

    @Bean
    OpenApiController openApiController(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping,
            JobCatalog catalog,
            ObjectProvider<Opening> openings) {
        return new OpenApiController(
                () -> OpenApiDocument.of(RouteMethod.all(mapping.getObject()), catalog, shapes(openings)));
    }

    @Bean
    WebMvcConfigurer acceptedMedia() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AcceptedMedia());
            }
        };
    }

    private static Map<String, Class<?>> shapes(ObjectProvider<Opening> openings) {
        return openings.stream().collect(Collectors.toMap(Opening::label, Opening::shape));
    }
}
