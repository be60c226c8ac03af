package dev.waybill.worker.reviewpack;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads everything as it was at one moment, whatever is written meanwhile. */
final class Snapshot {

    private final TransactionTemplate transaction;

    Snapshot(PlatformTransactionManager transactionManager) {
        transaction = new TransactionTemplate(transactionManager);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setReadOnly(true);
    }

    /** What the reading gives. Nothing may be written in it, not even progress. */
    <T> T read(Reading<T> reading) throws IOException {
        try {
            T result = transaction.execute(status -> {
                try {
                    return reading.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return java.util.Objects.requireNonNull(result);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Reads from the database, and writes files. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }
}
