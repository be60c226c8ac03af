package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.ProcessId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WakeupCodecTest {

    @Test
    void tellsWhatWasSaid() {
        Map<ProcessId, WakeupCodec.Change> changes = new LinkedHashMap<>();
        changes.put(new ProcessId(1), new WakeupCodec.Change(false, false));
        changes.put(new ProcessId(2), new WakeupCodec.Change(true, false));
        changes.put(new ProcessId(3), new WakeupCodec.Change(false, true));

        assertThat(WakeupCodec.encode(changes, false, false)).containsExactly("u1,q2,r3");
        assertThat(WakeupCodec.decode(List.of("u1,q2,r3")))
                .isEqualTo(new Wakeup(
                        Set.of(new ProcessId(1), new ProcessId(2), new ProcessId(3)),
                        Set.of(new ProcessId(3)),
                        true,
                        false,
                        false));
    }

    @Test
    void tellsOfWorkWithoutAnyProcess() {
        List<String> payloads = WakeupCodec.encode(Map.of(), true, false);

        assertThat(payloads).containsExactly("w");
        assertThat(WakeupCodec.decode(payloads)).isEqualTo(new Wakeup(Set.of(), Set.of(), true, false, false));
    }

    @Test
    void tellsOfAccessBesideTheRest() {
        List<String> payloads =
                WakeupCodec.encode(Map.of(new ProcessId(1), new WakeupCodec.Change(false, false)), false, true);

        assertThat(payloads).containsExactly("a", "u1");
        assertThat(WakeupCodec.decode(payloads))
                .isEqualTo(new Wakeup(Set.of(new ProcessId(1)), Set.of(), false, true, false));
    }

    @Test
    void staysUnderTheLimitOfAPayloadAndLosesNothing() {
        Map<ProcessId, WakeupCodec.Change> changes = new LinkedHashMap<>();
        for (long id = Long.MAX_VALUE / 10; changes.size() < 5000; id--) {
            changes.put(new ProcessId(id), new WakeupCodec.Change(true, true));
        }

        List<String> payloads = WakeupCodec.encode(changes, false, false);

        assertThat(payloads).allMatch(payload -> payload.getBytes(StandardCharsets.UTF_8).length < 8000);
        assertThat(WakeupCodec.decode(payloads).revoked()).isEqualTo(changes.keySet());
    }

    @Test
    void ignoresWhatIsNotOurs() {
        assertThat(WakeupCodec.decode(List.of("", "hello", "u0", "x1", "u1x", "u99999999999999999999")))
                .isEqualTo(new Wakeup(Set.of(), Set.of(), false, false, false));
    }
}
