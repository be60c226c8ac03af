package dev.waybill.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drops what killed runs left behind: clones after an hour, templates of other scripts after a day. */
final class StaleDatabases {

    static final String PREFIX = "waybill_test_";

    private static final String STALE = """
            SELECT d.datname
            FROM pg_database d
            CROSS JOIN LATERAL pg_stat_file('base/' || d.oid || '/PG_VERSION', true) AS made
            WHERE ((d.datname LIKE 'waybill\\_test\\_%' AND made.modification < now() - interval '1 hour')
                OR (d.datname LIKE 'waybill\\_template\\_%' AND made.modification < now() - interval '1 day'))
              AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)""";

    private static final Logger LOG = LoggerFactory.getLogger(StaleDatabases.class);
    private static final AtomicBoolean LOOKED = new AtomicBoolean();

    private StaleDatabases() {}

    /** Looks once in the life of a JVM. */
    static void drop() {
        if (!LOOKED.compareAndSet(false, true)) {
            return;
        }
        JdbcClient admin = TestCluster.shared().admin("postgres");
        List<String> stale = admin.sql(STALE).query(String.class).list();
        stale.forEach(name -> drop(admin, name));
    }

    // Another JVM may drop it at the same time, or have begun to use it: either way it is not ours to drop any more.
    private static void drop(JdbcClient admin, String name) {
        try {
            admin.sql("DROP DATABASE IF EXISTS " + name).update();
        } catch (DataAccessException e) {
            LOG.debug("Kept {}", name, e);
        }
    }
}
