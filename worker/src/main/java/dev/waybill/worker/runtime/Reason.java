package dev.waybill.worker.runtime;

import java.io.IOException;
import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What people get to see of an exception that a job let pass: a stable code and a short sentence without stack, SQL or
 * secret.
 */
record Reason(String code, String sentence) {

    private static final int LONGEST = 300;

    static Reason of(Throwable failure) {
        if (failure instanceof DataAccessException
                || failure instanceof SQLException
                || failure instanceof TransactionException) {
            return new Reason("database_error", "The database refused or lost a statement of the job");
        }
        if (failure instanceof OutOfMemoryError) {
            return new Reason("out_of_memory", "The job needed more memory than its worker has");
        }
        String code = failure instanceof IOException ? "io_error" : "unexpected_error";
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return new Reason(code, message == null || message.isBlank() ? name : name + ": " + firstLine(message));
    }

    private static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
