package dev.waybill.worker.outbound;

import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Clients with settings as an operator writes them. */
public final class OutboundClients {

    private OutboundClients() {}

    /** One that may reach the loopback network; settings are {@code key=value} below {@code waybill.outbound}. */
    public static OutboundClient local(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "allow=127.0.0.0/8";
        return client(Dns.SYSTEM, all);
    }

    static OutboundClient client(Dns dns, String... settings) {
        return client(new OkHttpClient.Builder().dns(dns).build(), settings);
    }

    static OutboundClient client(OkHttpClient base, String... settings) {
        return new OutboundClient(properties(settings), Clock.systemUTC(), base);
    }

    static OutboundProperties properties(String... settings) {
        Map<String, String> map = Arrays.stream(settings)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(parts -> "waybill.outbound." + parts[0], parts -> parts[1]));
        return new Binder(new MapConfigurationPropertySource(map))
                .bindOrCreate("waybill.outbound", OutboundProperties.class);
    }
}
