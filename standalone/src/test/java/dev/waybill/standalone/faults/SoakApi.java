package dev.waybill.standalone.faults;

import dev.waybill.testkit.faults.Census;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An api of the soak; configured by properties of its JVM. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SoakTypes.class)
class SoakApi {

    public static void main(String[] args) {
        Census.start();
        new SpringApplicationBuilder(SoakApi.class).run(args);
    }
}
