package dev.waybill.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Gives failed rows back, ready to be corrected and uploaded again; whatever their number, in constant memory. */
@RestController
final class FailedRowsController {

    private static final int AT_A_TIME = 500;

    private final ProcessReader reader;
    private final ProcessAnswers answers;

    FailedRowsController(ProcessReader reader, ProcessAnswers answers) {
        this.reader = reader;
        this.answers = answers;
    }

    @Route(
            id = "downloadFailedRows",
            summary = "The rows that failed, as CSV",
            query = ProcessShapes.FailedRowsQuery.class,
            media = "text/csv",
            traits = Trait.ATTACHED)
    @GetMapping("/api/processes/{id}/items.csv")
    void failedRows(@PathVariable("id") ProcessId id, Scope scope, Query query, HttpServletResponse response)
            throws IOException {
        query.oneOf("status", List.of("error"));
        query.done();
        answers.find(scope, id);
        FailedRows rows = new FailedRows();
        forEachFailed(scope, id, item -> rows.add(source(item)));
        response.setContentType("text/csv;charset=utf-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"process-" + id + "-errors.csv\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // not closed here: after a failure the container must cut the connection, not end the file as if it were whole
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
        csv.writeRecord(rows.header());
        forEachFailed(
                scope,
                id,
                item -> csv.writeRecord(rows.line(source(item), text(item.errorCode()), text(item.message()))));
        csv.flush();
    }

    private void forEachFailed(Scope scope, ProcessId id, Consumer<ProcessItem> work) {
        long after = -1;
        List<ProcessItem> page = reader.items(scope, id, "error", after, AT_A_TIME);
        while (!page.isEmpty()) {
            page.forEach(work);
            after = page.getLast().itemIndex();
            page = reader.items(scope, id, "error", after, AT_A_TIME);
        }
    }

    private static JsonNode source(ProcessItem item) {
        return Objects.requireNonNullElseGet(item.afterState(), MissingNode::getInstance);
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
