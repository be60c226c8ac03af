package dev.waybill.api;

import dev.waybill.shared.database.MigrateCommand;
import dev.waybill.shared.verify.VerifyCommand;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The runnable api; with the argument {@code migrate} it only brings the schema up to date, with {@code verify} it
 * only compares the ledger with itself. Its settings are in
 * {@code waybill-api.yml}, a name of its own so that they stay out of applications that have this jar as a library; an
 * {@code application.yml} beside the jar wins over them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ApiApplication {

    public static void main(String[] args) {
        if (MigrateCommand.isAskedFor(args)) {
            MigrateCommand.run(args);
        } else if (VerifyCommand.isAskedFor(args)) {
            System.exit(VerifyCommand.run(System.out, context -> {}, args));
        } else {
            new SpringApplicationBuilder(ApiApplication.class)
                    .properties("spring.config.name=waybill-api,application")
                    .run(args);
        }
    }
}
