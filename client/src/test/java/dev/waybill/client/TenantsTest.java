package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.hangUp;
import static dev.waybill.client.ApiStandIn.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TenantsTest {

    private static final String NONE = "{\"items\": [], \"next\": null}";
    private static final String ACME = "{\"id\": 7, \"external_id\": \"crm-7\", \"name\": \"Acme\", \"newer\": true}";

    private final ApiStandIn api = new ApiStandIn();
    private final WaybillClient client = WaybillClient.builder(api.address())
            .requestTimeout(Duration.ofSeconds(2))
            .giveUpAfter(Duration.ofMillis(500))
            .repeats(2, Duration.ofMillis(10))
            .build();

    TenantsTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void makesATenantThatIsNotThere() {
        api.on("GET /api/tenants", json(200, NONE));
        api.on("POST /api/tenants", json(201, ACME));

        TenantView tenant = client.tenants().findOrCreate("crm-7", "Acme");

        assertThat(tenant.id()).isEqualTo(7);
        assertThat(api.received().getFirst().query()).isEqualTo("external_id=crm-7");
        assertThat(api.received().getLast().text()).contains("\"external_id\":\"crm-7\"", "\"name\":\"Acme\"");
    }

    @Test
    void findsTheTenantWhoseAnswerWasLost() {
        api.on("GET /api/tenants", json(200, NONE), json(200, "{\"items\": [" + ACME + "], \"next\": null}"));
        api.on("POST /api/tenants", hangUp());

        assertThat(client.tenants().findOrCreate("crm-7", "Acme").name()).isEqualTo("Acme");
    }
}
