package dev.waybill.dashboard;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The runnable dashboard. Its settings are in {@code waybill-dashboard.yml}, a name of its own so that they stay out of
 * applications that have this jar as a library; an {@code application.yml} beside the jar wins over them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class DashboardApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(DashboardApplication.class)
                .properties("spring.config.name=waybill-dashboard,application")
                .run(args);
    }
}
