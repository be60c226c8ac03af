package dev.waybill.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.client.ProcessView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextStepsTest {

    @Test
    void namesCommandsThatFitWhatRan() throws IOException {
        ProcessView partial = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .readValue(
                        "{\"id\":7,\"type\":\"import\",\"status\":\"completed\",\"failed_items\":5}",
                        ProcessView.class);
        assertThat(printed(8080, List.of(partial)))
                .contains("java -jar standalone/target/waybill.jar list" + System.lineSeparator())
                .contains("waybill.jar items 7 --status error")
                .contains("waybill.jar help");
        assertThat(printed(9000, List.of()))
                .contains("list --url http://127.0.0.1:9000")
                .doesNotContain("items");
    }

    private static String printed(int port, List<ProcessView> ran) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NextSteps(new PrintStream(out, true, UTF_8), URI.create("http://127.0.0.1:" + port)).print(ran);
        return out.toString(UTF_8);
    }
}
