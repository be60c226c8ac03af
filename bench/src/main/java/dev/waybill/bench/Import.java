package dev.waybill.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** A CSV that is imported, ledger and results included, beside {@code \copy} of the same rows into the same two tables. */
final class Import implements Measurement {

    private static final List<String> TABLES = List.of("products", "process_items");

    private static final String COLUMNS = """
            SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
            FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = :table AND is_generated = 'NEVER'
            """;

    private final int rows = Setting.number("rows", 1_000_000);
    private final int rounds = Setting.number("rounds", 3);
    private final String heap = "-Xmx" + System.getProperty("bench.heap", "256m");

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        Path csv = csv(directory);
        List<Effort.Seen> ours = new ArrayList<>();
        List<Effort.Seen> copy = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Database database = cluster.fresh("bench");
            ImportRound.Plan plan = new ImportRound.Plan(csv.toAbsolutePath().toString(), rows, database);
            ours.add(new Child(directory, cluster).run(ImportRound.class, heap, plan, Effort.Seen.class));
            copy.add(copy(database, directory, cluster));
            System.err.printf(
                    "round %d: %,.0f rows/s, by \\copy %,.0f rows/s%n",
                    round, ours.getLast().perSecond(), copy.getLast().perSecond());
            if (Bench.STATEMENTS > 0) {
                cluster.statements(Bench.STATEMENTS).forEach(System.err::println);
            }
        }
        Report report = new Report("import", "%,d rows of CSV, %s, %d rounds".formatted(rows, heap, rounds));
        Costs.put(report.row("waybill"), "rows/s", ours);
        Costs.put(report.row("\\copy"), "rows/s", copy);
        report.ratio("copy", "rows/s", "waybill", "\\copy");
        return report;
    }

    private Path csv(Path directory) throws IOException {
        Path csv = directory.resolve("products-" + rows + ".csv");
        if (Files.exists(csv)) {
            return csv;
        }
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("sku,name,description,price,currency,stock,vendor,categories,tags\n");
            for (int row = 1; row <= rows; row++) {
                out.write(
                        "SKU-%09d,Product number %d,\"A thing, of which we have many, in colour %d\",%d.%02d,EUR,%d,Maker %d,Home > Room %d,new|sale\n"
                                .formatted(row, row, row % 17, row % 500, row % 100, row % 70, row % 300, row % 40));
            }
        }
        return csv;
    }

    /** Copies out what the import has written, empties the tables, and copies it in again. */
    private Effort.Seen copy(Database database, Path directory, Cluster cluster) throws IOException {
        try (Connection connection = database.single().getConnection()) {
            for (String table : TABLES) {
                try (OutputStream out = Files.newOutputStream(file(directory, table))) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut(
                                    "COPY (SELECT %s FROM %s) TO STDOUT".formatted(columns(database, table), table),
                                    out);
                }
            }
            database.jdbc().sql("TRUNCATE " + String.join(", ", TABLES)).update();
            cluster.checkpoint();
            Postmaster postmaster = Postmaster.of(cluster.pidFile());
            Effort start = Effort.now(database, postmaster);
            for (String table : TABLES) {
                try (InputStream in = Files.newInputStream(file(directory, table))) {
                    long unused = connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY %s (%s) FROM STDIN".formatted(table, columns(database, table)), in, 1 << 16);
                }
            }
            return Effort.now(database, postmaster).since(start, rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path file(Path directory, String table) {
        return directory.resolve(table + ".copy");
    }

    private static String columns(Database database, String table) {
        return database.jdbc()
                .sql(COLUMNS)
                .param("table", table)
                .query(String.class)
                .single();
    }
}
