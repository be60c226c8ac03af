package dev.waybill.worker.runtime;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What this worker is called: as configured, or by its host and process id. Its database sessions are named after it, so
 * that others can end them when it is dead.
 */
final class WorkerName implements EnvironmentPostProcessor, Ordered {

    private static final int LONGEST_HOST = 28;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("waybill.worker.enabled", Boolean.class, true)) {
            String name = of(environment.getProperty("waybill.worker.name"));
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "waybillWorkerName", Map.of("waybill.database.application-name", "waybill/" + name)));
        }
    }

    /** After the configuration files are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    static String of(@Nullable String configured) {
        return configured != null
                ? configured
                : host() + "-" + ManagementFactory.getRuntimeMXBean().getPid();
    }

    private static String host() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return host.substring(0, Math.min(LONGEST_HOST, host.length()));
        } catch (UnknownHostException e) {
            return "worker";
        }
    }
}
