package dev.waybill.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/writing-jobs.md, compiled as it stands and run as a reader's own application. */
@PostgresTest
class WritingJobsDocPostgresTest {

    private static final Path PAGE = Path.of("..", "docs", "writing-jobs.md");
    private static final Pattern FILE = Pattern.compile("```java\\n// (\\S+\\.java)\\n(.*?)```", Pattern.DOTALL);

    @Test
    void runsAReadersOwnJobInTheirOwnApplication(@TempDir Path directory, TestDatabase database) throws IOException {
        Path classes = compile(sources(directory), directory.resolve("classes"));

        try (ChildJvm application = ChildJvm.of("com.example.shop.Application", classes)
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .property("server.port", "0")
                .start()) {
            long id = Long.parseLong(application
                    .awaitOutput("Submitted process (\\d+), now (PENDING|RUNNING)", Duration.ofSeconds(60))
                    .group(1));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> text(database, "SELECT status FROM processes WHERE id = " + id)
                            .equals("completed"));
        }
        assertThat(text(database, "SELECT string_agg(DISTINCT cents::text, ',') FROM shop_prices"))
                .isEqualTo("1200");
        assertThat(text(database, "SELECT summary->>'raised' FROM processes")).isEqualTo("100");
        assertThat(text(database, "SELECT count(*)::text FROM process_items WHERE status = 'success'"))
                .isEqualTo("100");
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    private static List<Path> sources(Path directory) throws IOException {
        List<Path> sources = new ArrayList<>();
        Matcher blocks = FILE.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            Path source = directory.resolve(blocks.group(1));
            Files.createDirectories(source.getParent());
            sources.add(Files.writeString(source, blocks.group(2)));
        }
        assertThat(sources).as("files on the page").hasSize(3);
        return sources;
    }

    private static Path compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-parameters",
                                    "-d",
                                    Files.createDirectories(classes).toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as("%s", messages).isTrue();
        }
        return classes;
    }

    private static String text(TestDatabase database, String sql) {
        return database.jdbc().sql(sql).query(String.class).single();
    }
}
