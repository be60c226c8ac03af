package dev.waybill.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {

    private final Typed typed = new Typed(Map.of());

    @Test
    void teachesEveryCommandByExamplesThatCanBeTyped() {
        CommandLine line = Waybill.line(typed.terminal());
        List<CommandLine> commands = new ArrayList<>(line.getSubcommands().values());
        commands.addAll(Objects.requireNonNull(line.getSubcommands().get("keys"))
                .getSubcommands()
                .values());
        assertThat(commands).hasSizeGreaterThan(14).allSatisfy(command -> {
            String footer =
                    String.join("\n", command.getCommandSpec().usageMessage().footer());
            List<String> examples = Pattern.compile("waybill ([a-z](?:[^\\n|;>)]|\\\\\\n)*)")
                    .matcher(footer.substring(footer.indexOf("Example")).replace("\\\n", " "))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(examples).as(command.getCommandName()).isNotEmpty();
            assertThat(examples).anyMatch(example -> example.startsWith(name(command)));
            for (String example : examples) {
                if (!example.startsWith("serve")) {
                    Waybill.line(typed.terminal()).parseArgs(words(example));
                }
            }
        });
    }

    @Test
    void explainsEveryExitCode() {
        assertThat(typed.run("help", "exit-codes")).isZero();
        assertThat(typed.lines()).hasSize(ExitCode.values().length);
        assertThat(typed.run("help", "environment")).isZero();
        assertThat(typed.out()).contains("WAYBILL_URL", "WAYBILL_API_KEY", "NO_COLOR");
        assertThat(typed.run("help", "keys", "create")).isZero();
        assertThat(typed.out()).contains("Usage: waybill keys create");
        assertThat(typed.run("help", "nothing")).isEqualTo(2);
    }

    @Test
    void refusesWhatItDoesNotUnderstandOnTheStandardErrorAlone() {
        for (String[] args : new String[][] {
            {"submot"},
            {"watch"},
            {"watch", "x"},
            {"keys"},
            {"submit", "import", "--watch", "--wait"},
            {"watch", "1", "--timeout", "soon"},
            {"decide", "1", "perhaps"},
            {"keys", "create", "ci"},
            {"items", "1", "--csv", "--json"},
            {"submit", "x", "--input", "{"},
            {"submit", "x", "--input", "[]"},
            {"submit", "x", "--input", "@/nowhere"},
            {"list", "--api-key-file", "/nowhere"},
            {"list", "--url", "::"},
            {"list", "--limit", "0"},
            {"items", "1", "--output", "x"},
            {"list", "--api-key", "two words"}
        }) {
            assertThat(typed.run(args)).as(Arrays.toString(args)).isEqualTo(2);
            assertThat(typed.out()).isEmpty();
            assertThat(typed.err()).startsWith("waybill: ").doesNotContain("Exception");
        }
    }

    @Test
    void warnsOfAKeyThatOthersCanRead() {
        typed.with("WAYBILL_URL", "http://127.0.0.1:1").run("list", "--api-key", "wbk_1_S3cret");
        assertThat(typed.err()).contains("can be read by").doesNotContain("S3cret");
    }

    @Test
    void printsAScriptThatCompletes() {
        assertThat(typed.run("completion")).isZero();
        assertThat(typed.out()).startsWith("#!").contains("--failed-items", "revoke", "complete");
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("waybill ", "");
    }

    private static String[] words(String example) {
        return Pattern.compile("'([^']*)'|(\\S+)")
                .matcher(example)
                .results()
                .map(HelpTest::word)
                .toArray(String[]::new);
    }

    private static String word(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }
}
