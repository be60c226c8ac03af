package dev.waybill.shared.database;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A JVM that uses the cluster of its first argument until it is ended. */
final class EmbeddedPostgresUser {

    private EmbeddedPostgresUser() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(
                EmbeddedPostgres.Options.in(Path.of(args[0])).withFsync(false));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        System.out.println("port " + postgres.port());
        new CountDownLatch(1).await();
    }
}
