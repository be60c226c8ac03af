package dev.waybill.shared.database;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Brings the schema up to date and ends: {@code java -jar api.jar migrate}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(DatabaseAutoConfiguration.class)
public class MigrateCommand {

    /** Whether these arguments ask for it. */
    public static boolean isAskedFor(String... arguments) {
        return arguments.length > 0 && arguments[0].equals("migrate");
    }

    /** Migrates with the settings of {@code waybill.database}; a failure is thrown. */
    public static void run(String... arguments) {
        new SpringApplicationBuilder(MigrateCommand.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "waybill.database.migrate=true")
                .run(arguments)
                .close();
    }
}
