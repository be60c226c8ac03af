package dev.waybill.shared.verify;

import dev.waybill.shared.database.DatabaseAutoConfiguration;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Compares the whole ledger with itself and ends: {@code java -jar waybill.jar verify}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DatabaseAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class
})
public class VerifyCommand {

    private static final int UNABLE = 2;

    /** Whether these arguments ask for it. */
    public static boolean isAskedFor(String... arguments) {
        return arguments.length > 0 && arguments[0].equals("verify");
    }

    /**
     * Prints each divergence, and how much was looked at, on the settings of {@code waybill.database}.
     *
     * @param initializer what makes the database ready
     * @return the exit code: 0 when all agrees, 1 when something diverges, 2 when it could not look
     */
    public static int run(
            PrintStream out,
            ApplicationContextInitializer<ConfigurableApplicationContext> initializer,
            String... arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(VerifyCommand.class)
                .web(WebApplicationType.NONE)
                .initializers(initializer)
                .properties("spring.main.banner-mode=off", "waybill.database.migrate=false", "logging.level.root=warn")
                .run(arguments)) {
            AtomicLong diverged = new AtomicLong();
            long looked = context.getBean(Verification.class).all(one -> {
                diverged.incrementAndGet();
                out.println(one.sentence());
            });
            out.println(looked + " processes, " + diverged + " divergences");
            return diverged.get() == 0 ? 0 : 1;
        } catch (RuntimeException failure) {
            out.println("The ledger could not be looked at: "
                    + NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
            return UNABLE;
        }
    }

    @Bean
    Verification verification(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        return new Verification(jdbc, new RoleTransactions(jdbc, transactionManager), transactionManager);
    }
}
