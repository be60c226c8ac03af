package dev.waybill.shared.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class OtherLanesPostgresTest {

    private static JdbcClient jdbc;

    @BeforeAll
    static void start(TestDatabase database) {
        jdbc = database.jdbc();
        jdbc.sql("INSERT INTO workspaces (id, name) VALUES (2, 'second'), (3, 'third')")
                .update();
    }

    @Test
    void seesExactlyWhetherAnythingWaitsInAnotherLane() {
        List<Lane> lanes = new ArrayList<>();
        for (Long workspace : new Long[] {null, 1L, 2L, 3L}) {
            for (String queue : List.of("B", "a", "default", "é")) {
                for (String label : List.of("Import", "import/csv", "import/xlsx", "zone")) {
                    lanes.add(Lane.of(workspace, queue, label));
                }
            }
        }
        Random random = new Random(27);
        for (int round = 0; round < 300; round++) {
            List<Lane> known = pick(lanes, random.nextInt(1, 12), random);
            List<Lane> waiting = pick(lanes, random.nextInt(0, 4), random);
            waiting.addAll(pick(known, random.nextInt(0, 4), random));
            jdbc.sql("DELETE FROM processes").update();
            waiting.forEach(OtherLanesPostgresTest::insert);

            boolean others = OtherLanes.than(known).ask(jdbc).getFirst();

            assertThat(others)
                    .as("%s beside %s", waiting, known)
                    .isEqualTo(!Set.copyOf(known).containsAll(waiting));
        }
    }

    private static List<Lane> pick(List<Lane> lanes, int most, Random random) {
        return random.ints(most, 0, lanes.size())
                .distinct()
                .mapToObj(lanes::get)
                .collect(ArrayList::new, List::add, List::addAll);
    }

    private static void insert(Lane lane) {
        String[] type = lane.label().split("/");
        jdbc.sql("""
                        INSERT INTO processes (workspace_id, queue, type, subtype, status, max_attempts)
                        VALUES (NULLIF(:workspace, 0), :queue, :type, :subtype, 'pending', 3)
                        """)
                .param("workspace", lane.workspace())
                .param("queue", lane.queue())
                .param("type", type[0])
                .param("subtype", type.length > 1 ? type[1] : null)
                .update();
    }
}
