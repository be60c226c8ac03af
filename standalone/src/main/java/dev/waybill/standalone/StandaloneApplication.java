package dev.waybill.standalone;

import dev.waybill.api.hub.DashboardLink;
import dev.waybill.dashboard.DashboardServer;
import dev.waybill.shared.verify.VerifyCommand;
import dev.waybill.standalone.StandaloneProperties.DemoMode;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * {@code waybill.jar}: api, worker and dashboard in one JVM; with the argument {@code verify} it only compares the ledger
 * with itself.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(StandaloneProperties.class)
public class StandaloneApplication {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneApplication.class);

    public static void main(String[] args) {
        if (VerifyCommand.isAskedFor(args)) {
            System.exit(VerifyCommand.run(System.out, new EmbeddedDatabase(), args));
        }
        SpringApplication application = new SpringApplication(StandaloneApplication.class);
        application.addInitializers(new EmbeddedDatabase(), new ModelStandIn(), new FirstKey());
        ConfigurableApplicationContext context = application.run(args);
        StandaloneProperties properties = context.getBean(StandaloneProperties.class);
        boolean asExpected = demonstrate(context, properties);
        if (properties.demo() == DemoMode.EXIT) {
            System.exit(SpringApplication.exit(context, () -> asExpected ? 0 : 1));
        }
    }

    /** What is configured, else the dashboard of this process, wherever it has bound itself. */
    @Bean
    DashboardLink dashboardLink(
            @Value("${waybill.hub.dashboard-url:}") String configured, ObjectProvider<DashboardServer> dashboards) {
        if (!configured.isEmpty()) {
            return () -> configured;
        }
        return () -> dashboards.stream()
                .filter(DashboardServer::isRunning)
                .map(server -> server.address().resolve("/").toString())
                .findFirst()
                .orElse("");
    }

    private static boolean demonstrate(ConfigurableApplicationContext context, StandaloneProperties properties) {
        try {
            Path packs = properties.data().resolve("review-packs");
            LocalAccess access = new LocalAccess(context);
            access.printFirstKey(System.out);
            Addresses addresses = addresses(context, access, properties.demo());
            return access.withKey(key -> new Demo(addresses, key, properties.demo(), packs, System.out).run());
        } catch (RuntimeException e) {
            LOG.error("The demonstration failed", e);
            return false;
        }
    }

    private static Addresses addresses(ConfigurableApplicationContext context, LocalAccess access, DemoMode mode) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return new Addresses(
                port,
                mode == DemoMode.EXIT ? null : access.link(Addresses.api(port)).orElse(null),
                context.getBean(DashboardServer.class).address(),
                context.getEnvironment().getRequiredProperty("waybill.database.url"),
                context.getEnvironment().getProperty(ModelStandIn.PROPERTY, Boolean.class, false));
    }
}
