package dev.waybill.dashboard;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and for whom JobRunr's dashboard is served. It can delete and requeue jobs, so an address that other machines
 * reach needs a password.
 *
 * @param enabled whether it is served at all
 * @param bindAddress IP address, or {@code localhost}; {@code 0.0.0.0} and {@code ::} mean every interface
 * @param port TCP port; 0 takes a free one
 * @param username who may sign in when a password is set
 * @param password what they sign in with (HTTP basic); unset means no sign-in, which only a loopback address allows
 * @param allowedHosts names, without port, that a proxy or a container's port mapping puts into the Host header, beside
 *     {@code localhost} and the address itself
 * @param stopTimeout how long running requests may take to end at shutdown; at most a minute
 */
@ConfigurationProperties("waybill.dashboard")
public record DashboardProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1") InetAddress bindAddress,
        @DefaultValue("8000") int port,
        @DefaultValue("waybill") String username,
        @Nullable String password,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("2s") Duration stopTimeout) {

    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    public DashboardProperties {
        password = password == null || password.isEmpty() ? null : password;
        allowedHosts =
                allowedHosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        require(port >= 0 && port <= 65_535, "port", "must lie in 0..65535 (0 takes a free port): " + port);
        require(!username.isEmpty() && username.indexOf(':') < 0, "username", "must not be empty nor hold a colon");
        require(
                !stopTimeout.isNegative() && stopTimeout.compareTo(LONGEST_STOP) <= 0,
                "stop-timeout",
                "must lie in 0s..1m: " + stopTimeout);
        require(
                bindAddress.isLoopbackAddress() || password != null,
                "password",
                "must be set when waybill.dashboard.bind-address is " + bindAddress.getHostAddress()
                        + ", which other machines can reach; or bind 127.0.0.1");
    }

    private static void require(boolean holds, String key, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("waybill.dashboard." + key + " " + problem);
        }
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "DashboardProperties[" + bindAddress.getHostAddress() + ":" + port + ", "
                + (password == null ? "no sign-in" : "sign-in as " + username) + "]";
    }
}
