package dev.waybill.api.files;

import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FileTooLarge;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;

/** Brings uploaded files into the store. */
public final class Uploads {

    /** Name of the part that holds the file. */
    public static final String PART = "file";

    private final FileStore store;

    Uploads(FileStore store) {
        this.store = store;
    }

    /**
     * Stores the request's one file, whatever its size in constant memory.
     *
     * @throws RequestRefused {@code invalid_input} without exactly one part {@code file}, {@code too_large}
     */
    public StoredFile store(Scope scope, MultipartRequest request) throws IOException {
        MultipartFile part = onlyFile(request);
        String name = Objects.requireNonNullElse(part.getOriginalFilename(), "");
        try (InputStream content = part.getInputStream()) {
            return store.store(
                    new NewFile(workspace(scope), scope.userId(), name, part.getContentType()),
                    content,
                    Long.MAX_VALUE);
        } catch (FileTooLarge refused) {
            throw new RequestRefused(
                    Reason.TOO_LARGE,
                    "A file may have %,d bytes".formatted(refused.maxSize()),
                    List.of(new FieldError("/" + PART, "is larger than %,d bytes".formatted(refused.maxSize()))));
        }
    }

    /**
     * The stored file.
     *
     * @throws RequestRefused {@code invalid_input} when the workspace has none with this id
     */
    public StoredFile find(Scope scope, UUID id) {
        return store.find(workspace(scope), id).orElseThrow(() -> {
            String detail = "There is no file " + id;
            return new RequestRefused(Reason.INVALID_INPUT, detail, List.of(new FieldError("/file_id", detail)));
        });
    }

    /** Its content; the caller closes. */
    public InputStream open(Scope scope, StoredFile file) {
        return store.open(workspace(scope), file.id());
    }

    /** Forgets a file that nothing refers to. */
    public void forget(Scope scope, StoredFile file) {
        store.delete(workspace(scope), file.id());
    }

    private static MultipartFile onlyFile(MultipartRequest request) {
        List<MultipartFile> files = request.getFiles(PART);
        boolean others = request.getMultiFileMap().keySet().stream()
                .anyMatch(name -> !name.equals(PART) && !name.equals("input"));
        if (files.size() != 1 || others) {
            throw new RequestRefused(
                    Reason.INVALID_INPUT,
                    "One part named file must hold the file",
                    List.of(new FieldError("/" + PART, files.isEmpty() ? "is required" : "must be the only file")));
        }
        return files.getFirst();
    }

    private static long workspace(Scope scope) {
        return Objects.requireNonNull(scope.workspaceId(), "a request has a workspace");
    }
}
