package dev.waybill.testkit;

import dev.waybill.shared.database.Connections;
import dev.waybill.shared.database.DatabaseMigration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A migrated database to clone from, one for each set of migration scripts; made by the first JVM that needs it. */
final class TestTemplate {

    private static final String SCRIPTS = "classpath*:dev/waybill/migration/**/*.sql";
    private static final String PREFIX = "waybill_template_";

    private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(2);

    private static final String LOCK = "SELECT pg_advisory_lock(hashtext(:name))";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(hashtext(:name))";
    private static final String EXISTS = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = :name)";

    private TestTemplate() {}

    static String name() {
        return Holder.NAME;
    }

    private static String create() {
        String name = PREFIX + fingerprint();
        // A connection of its own: the lock belongs to the session.
        SingleConnectionDataSource session = TestCluster.shared().adminSession();
        try {
            JdbcClient admin = JdbcClient.create(session);
            admin.sql(LOCK).param("name", PREFIX).query().listOfRows();
            if (!admin.sql(EXISTS).param("name", name).query(Boolean.class).single()) {
                build(admin, name);
            }
            admin.sql(UNLOCK).param("name", PREFIX).query().listOfRows();
            return name;
        } finally {
            session.destroy();
        }
    }

    // Renamed when complete, so that a crash in between leaves no half template.
    private static void build(JdbcClient admin, String name) {
        String fresh = name + "_new";
        admin.sql("DROP DATABASE IF EXISTS " + fresh + " WITH (FORCE)").update();
        admin.sql("CREATE DATABASE " + fresh + " OWNER " + TestCluster.LOGIN).update();
        DatabaseMigration.run(Connections.direct(TestCluster.shared().database(fresh)), LONGEST_MIGRATION);
        admin.sql("ALTER DATABASE " + fresh + " RENAME TO " + name).update();
    }

    private static String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SCRIPTS.getBytes(StandardCharsets.UTF_8));
            Resource[] scripts = new PathMatchingResourcePatternResolver().getResources(SCRIPTS);
            Arrays.sort(scripts, Comparator.comparing(script -> String.valueOf(script.getFilename())));
            for (Resource script : scripts) {
                digest.update(String.valueOf(script.getFilename()).getBytes(StandardCharsets.UTF_8));
                digest.update(script.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Holder {
        private static final String NAME = create();
    }
}
