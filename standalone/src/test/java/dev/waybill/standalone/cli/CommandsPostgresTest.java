package dev.waybill.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command against an api and a worker in this JVM. */
@Timeout(180)
class CommandsPostgresTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static LiveServer server;

    @TempDir
    private Path folder;

    private Typed waybill;

    @BeforeAll
    static void start() {
        server = LiveServer.on(DATABASE);
    }

    @AfterAll
    static void stop() {
        server.close();
        DATABASE.close();
    }

    @BeforeEach
    void type() {
        waybill = new Typed(server.environment());
    }

    @Test
    void importsAFileAndTellsWhatBecameOfIt() throws IOException {
        Path file = Files.writeString(folder.resolve("p.csv"), "sku,name,price\nA,Apple,1\nB,Pear,nothing\nC,Plum,3\n");
        assertThat(waybill.run("submit", "import", "-f", file.toString(), "--name", "Frühling", "--watch"))
                .isEqualTo(3);
        String id = waybill.lines().getFirst();
        assertThat(waybill.lines().get(1)).startsWith("[1] ").endsWith(" queued");
        assertThat(waybill.lines().getLast())
                .contains("#" + id + " import/csv partial: 2 of 3 items succeeded, 1 failed");
        assertThat(waybill.err()).contains("waybill items " + id + " --status error");

        assertThat(waybill.run("items", id, "--status", "error")).isZero();
        assertThat(waybill.lines()).hasSize(2);
        assertThat(waybill.lines().getLast()).contains("B", "error");
        assertThat(waybill.run("items", id, "--json")).isZero();
        assertThat(waybill.lines()).hasSize(3).allSatisfy(line -> MAPPER.readTree(line));
        assertThat(waybill.run("items", id, "--csv")).isZero();
        assertThat(waybill.out()).startsWith("sku,name,price").contains("nothing");
        assertThat(waybill.run("items", id, "--csv", "-o", folder + "/failed.csv"))
                .isZero();
        assertThat(folder.resolve("failed.csv")).content().contains("B,Pear,nothing");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");

        assertThat(waybill.run("show", id, "--events")).isZero();
        assertThat(waybill.out()).contains("Name        Frühling", "Status      partial", "Can be", "[1] ");
        assertThat(waybill.run("retry", id, "--failed-items", "--wait")).isEqualTo(1);
        assertThat(waybill.lines()).hasSize(1).first().isNotEqualTo(id);
        assertThat(waybill.run("retry", id)).isEqualTo(10);
        assertThat(waybill.err()).startsWith("waybill: illegal_transition");
    }

    @Test
    void putsTheFileWhereTheInputWantsIt() throws IOException {
        Path file = Files.writeString(folder.resolve("p.csv"), "sku,name\nZ,Zucchini\n");
        assertThat(waybill.run(
                        "submit", "import/csv", "-f", file.toString(), "--file-at", "/file_id", "--wait", "--json"))
                .isZero();
        JsonNode ended = MAPPER.readTree(waybill.out());
        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.has("terminal")).isFalse();
        assertThat(ended.at("/input_payload/file_id").asText()).hasSize(36);
        assertThat(waybill.run("submit", "import/csv", "-f", file.toString(), "--file-at", "/a/b/c"))
                .isEqualTo(2);
    }

    @Test
    void endsAsTheJobDid() {
        assertThat(waybill.run("submit", "steps", "-i", steps(1, 0, "completed"), "--wait"))
                .isZero();
        assertThat(waybill.run("submit", "steps", "-i", steps(1, 0, "failed"), "--watch"))
                .isEqualTo(1);
        assertThat(waybill.lines().getLast()).contains("failed", "It was told to fail");
        String failed = waybill.lines().getFirst();
        assertThat(waybill.run("retry", failed, "--wait")).isEqualTo(1);
        assertThat(waybill.lines()).containsExactly(failed);
        assertThat(waybill.run("watch", failed)).isEqualTo(1);
    }

    @Test
    void takesTheInputFromWhereverItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("input.json"), steps(1, 0, "completed"));
        assertThat(waybill.run("submit", "steps", "--input", "@" + file, "--wait"))
                .isZero();
        assertThat(waybill.typing(steps(1, 0, "completed")).run("submit", "steps", "--input", "-", "--wait"))
                .isZero();
        assertThat(waybill.run("submit", "steps", "--input", "{\"steps\":1}")).isEqualTo(2);
        assertThat(waybill.err()).contains("invalid_input", "/input/end");
        assertThat(waybill.run("submit", "nonsense")).isEqualTo(2);
    }

    @Test
    void answersTheSameJobForTheSameKey() {
        assertThat(waybill.run("submit", "steps", "-i", steps(1, 0, "completed"), "--key", "once"))
                .isZero();
        String id = waybill.out();
        assertThat(waybill.err()).contains("waybill watch " + id.strip());
        assertThat(waybill.run("submit", "steps", "-i", steps(1, 0, "completed"), "--key", "once"))
                .isZero();
        assertThat(waybill.out()).isEqualTo(id);
        assertThat(waybill.run("submit", "steps", "-i", steps(2, 0, "completed"), "--key", "once"))
                .isEqualTo(2);
    }

    @Test
    void waitsForAPersonAndDecides() {
        assertThat(waybill.run("submit", "steps", "-i", steps(1, 0, "review"), "--watch"))
                .isEqualTo(5);
        String id = waybill.lines().getFirst();
        assertThat(waybill.err()).contains("waybill decide " + id + " approve");
        assertThat(waybill.run("watch", id, "--json")).isEqualTo(5);
        assertThat(waybill.run("watch", id, "--through-review", "--timeout", "1s"))
                .isEqualTo(9);
        assertThat(waybill.run("decide", id, "approve", "--note", "good", "--wait"))
                .isZero();
        assertThat(waybill.run("decide", id, "reject")).isEqualTo(10);
        assertThat(waybill.run("submit", "steps", "-i", steps(1, 0, "review"), "--wait"))
                .isEqualTo(5);
        assertThat(waybill.run("decide", waybill.lines().getFirst(), "reject")).isZero();
    }

    @Test
    void asksBeforeItCancelsIfSomebodyIsThere() {
        String id = later();
        assertThat(waybill.on(80).typing("n\n").run("cancel", id)).isEqualTo(130);
        assertThat(waybill.err()).contains("Cancel #" + id, "goes on");
        assertThat(waybill.typing("").run("cancel", id)).isEqualTo(130);
        assertThat(waybill.typing("y\n").run("cancel", id)).isZero();
        assertThat(waybill.out()).contains("cancelled");
        assertThat(waybill.run("watch", id)).isEqualTo(4);
        String other = later();
        assertThat(new Typed(server.environment()).run("cancel", other)).isZero();
        assertThat(waybill.run("cancel", later(), later(), "--yes")).isZero();
        assertThat(waybill.lines()).hasSize(2);
    }

    @Test
    void listsInColumnsThatFitTheScreen() {
        for (String name : List.of("春のカタログ、とても長い名前です、本当に", "👩‍👩‍👧 family", "\u001b[2Jgone\u202e", "plain")) {
            assertThat(waybill.run("submit", "steps", "-i", steps(1, 0, "completed"), "--name", name, "--wait"))
                    .as(name + waybill.err())
                    .isIn(0, 2);
        }
        assertThat(waybill.on(60).run("list", "--type", "steps", "--limit", "5"))
                .isZero();
        assertThat(waybill.lines())
                .hasSize(6)
                .allSatisfy(line -> assertThat(Cells.width(line)).isLessThanOrEqualTo(60));
        assertThat(waybill.out()).doesNotContain("\u001b", "\u202e");
        assertThat(new Typed(server.environment()).run("list", "--text", "family", "--json"))
                .isZero();
        assertThat(waybill.run("list", "--text", "family", "--json", "--since", "1d"))
                .isZero();
        assertThat(waybill.lines()).hasSize(1);
        assertThat(waybill.run("list", "--status", "failed,partial", "--type", "import/xml", "--all"))
                .isZero();
        assertThat(waybill.out()).isEmpty();
        assertThat(waybill.run("list", "--status", "strange")).isEqualTo(2);
    }

    @Test
    void drawsABarOnATerminalAndKeepsTheOutputData() {
        waybill.on(100);
        assertThat(waybill.run("submit", "steps", "-i", steps(5, 300, "completed"), "--watch"))
                .isZero();
        assertThat(waybill.lines()).hasSize(2);
        assertThat(waybill.err()).contains("\r\u001b[2K#", "█", "%", "\u001b[36m");
        assertThat(waybill.with("NO_COLOR", "1").run("watch", waybill.lines().getFirst()))
                .isZero();
        assertThat(waybill.err()).doesNotContain("\u001b[36m");
        assertThat(waybill.with("TERM", "dumb").run("submit", "steps", "-i", steps(1, 0, "completed"), "--watch"))
                .isZero();
        assertThat(waybill.err() + waybill.out()).doesNotContain("\u001b");
    }

    @Test
    void watchesAsJsonWithoutAGap() throws IOException {
        assertThat(waybill.run("submit", "steps", "-i", steps(20, 20, "completed"), "--watch", "--json"))
                .isZero();
        List<Long> seqs = new ArrayList<>();
        for (String line : waybill.lines().subList(1, waybill.lines().size())) {
            JsonNode one = MAPPER.readTree(line);
            assertThat(one.has("event") || one.has("progress") || one.has("end"))
                    .isTrue();
            if (one.has("event")) {
                seqs.add(one.at("/event/seq").asLong());
            }
        }
        assertThat(seqs).hasSizeGreaterThan(20);
        assertThat(seqs.getLast()).isEqualTo(seqs.size());
        assertThat(MAPPER.readTree(waybill.lines().getLast()).at("/end/status").asText())
                .isEqualTo("completed");
    }

    @Test
    void saysWhatIsNotThere() {
        for (String command : List.of("show", "watch", "items", "retry")) {
            assertThat(waybill.run(command, "999999")).as(command).isEqualTo(6);
            assertThat(waybill.out()).isEmpty();
            assertThat(waybill.err()).startsWith("waybill: not_found");
        }
    }

    private String later() {
        Typed submit = new Typed(server.environment());
        assertThat(submit.run("submit", "steps", "-i", steps(1, 0, "completed"), "--run-at", "2027-01-01T00:00:00Z"))
                .isZero();
        return submit.out().strip();
    }

    private static String steps(int steps, int pause, String end) {
        return "{\"steps\":%d,\"pause_millis\":%d,\"end\":\"%s\"}".formatted(steps, pause, end);
    }
}
