package dev.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.locations.CheckedLocation;
import dev.waybill.shared.locations.LocationDuplicates;
import dev.waybill.shared.locations.LocationRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventedLocationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {"USA, coast to coast", "Germany", "London", "United Kingdom", "France", "Ontario", "Australia"})
    void areGoodButForTheSlipsThatAreMeant(String geography) {
        List<CheckedLocation> checked = new ArrayList<>();
        invented(geography, 30).forEach(location -> checked.add(LocationRules.check(location)));

        for (int index = 0; index < checked.size(); index++) {
            CheckedLocation one = checked.get(index);
            assertThat(one.errors()).isEmpty();
            assertThat(one.warnings())
                    .as("%d: %s", index, one.draft())
                    .isEqualTo(index % 10 == 3 ? List.of("phone format unrecognized") : List.of());
            assertThat(one.draft().website() == null).isEqualTo(index % 10 == 5);
        }
        for (int index = 1; index < checked.size(); index++) {
            boolean twice = LocationDuplicates.same(
                    checked.get(index).draft(), checked.get(index - 1).draft());
            assertThat(twice).as("%d", index).isEqualTo(index % 10 == 7);
        }
    }

    @Test
    void goOnAfterThoseThatThePromptHas() {
        JsonNode all = invented("Germany", 6);
        ObjectNode request = request("Germany");
        request.withArray("/contents/0/parts").addObject().put("text", "[{\"name\": 1}, {\"name\": 2}]");
        assertThat(InventedLocations.next(PromptData.of(request), 4))
                .isEqualTo(JSON.createArrayNode()
                        .add(all.get(2))
                        .add(all.get(3))
                        .add(all.get(4))
                        .add(all.get(5)));
    }

    private static JsonNode invented(String geography, int count) {
        return InventedLocations.next(PromptData.of(request(geography)), count);
    }

    private static ObjectNode request(String geography) {
        ObjectNode request = JSON.createObjectNode();
        ObjectNode answers = JSON.createObjectNode()
                .put("brand", "Bean There")
                .put("business_type", "coffee bar")
                .put("geography", geography);
        request.withArray("/contents").addObject().putArray("parts").addObject().put("text", answers.toString());
        return request;
    }
}
