package dev.waybill.worker;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The runnable worker. Its settings are in {@code waybill-worker.yml}, a name of its own so that they stay out of
 * applications that have this jar as a library; an {@code application.yml} beside the jar wins over them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WorkerApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(WorkerApplication.class)
                .properties("spring.config.name=waybill-worker,application")
                .run(args);
    }
}
