package dev.waybill.api;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The runnable api. Its settings are in {@code waybill-api.yml}, a name of its own so that they stay out of applications
 * that have this jar as a library; an {@code application.yml} beside the jar wins over them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ApiApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(ApiApplication.class)
                .properties("spring.config.name=waybill-api,application")
                .run(args);
    }
}
