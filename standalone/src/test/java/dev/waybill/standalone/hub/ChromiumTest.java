package dev.waybill.standalone.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ChromiumTest {

    private static final Path NOWHERE = Path.of("/nowhere/chromium");
    private static final Path SHELL = Path.of("/bin/sh");

    @Test
    void isTheOneThatIsNamedElseTheInstalledOne() throws BrowserMissing {
        Map<String, String> named = Map.of("CHROMIUM_PATH", "/bin/sh");
        assertThat(Chromium.find(named, NOWHERE).program()).isEqualTo(SHELL);
        assertThat(Chromium.find(Map.of(), SHELL).program()).isEqualTo(SHELL);
    }

    @Test
    void isNeverAnotherThanTheOneThatIsNamed() {
        Map<String, String> wrong = Map.of("CHROMIUM_PATH", NOWHERE.toString());
        assertThatThrownBy(() -> Chromium.find(wrong, SHELL)).hasMessageContaining("CHROMIUM_PATH is /nowhere");
    }

    @Test
    void isMissingWhereNothingCanFetchIt() {
        assertThatThrownBy(() -> Chromium.find(Map.of("PATH", "/nowhere"), NOWHERE))
                .isInstanceOf(BrowserMissing.class);
    }

    @Test
    void isSkippedWithAWordUnlessItIsDemanded(@TempDir Path directory) {
        Path note = directory.resolve("browser").resolve("skipped.txt");
        BrowserMissing missing = new BrowserMissing("npm is not on the PATH");
        assertThat(BrowserRun.refusal(missing, true, note))
                .isNotInstanceOf(TestAbortedException.class)
                .hasMessageContaining("CI must run the browser tests")
                .hasMessageContaining("npm is not on the PATH");
        assertThat(Files.exists(note)).isFalse();
        assertThat(BrowserRun.refusal(missing, false, note)).isInstanceOf(TestAbortedException.class);
        assertThat(note).content().contains("skipped", "npm is not on the PATH");
    }

    @Test
    void isDemandedInCi() {
        assertThat(BrowserRun.demanded(Map.of("CI", "true"))).isTrue();
        assertThat(BrowserRun.demanded(Map.of("CI", "1"))).isTrue();
        assertThat(BrowserRun.demanded(Map.of("CI", "false"))).isFalse();
        assertThat(BrowserRun.demanded(Map.of())).isFalse();
    }
}
