package dev.waybill.shared.files;

import java.util.UUID;

/** The workspace has no such file. */
public final class FileNotFound extends RuntimeException {

    private final long workspaceId;
    private final UUID id;

    public FileNotFound(long workspaceId, UUID id) {
        super("workspace " + workspaceId + " has no file " + id);
        this.workspaceId = workspaceId;
        this.id = id;
    }

    public long workspaceId() {
        return workspaceId;
    }

    public UUID id() {
        return id;
    }

    public String reasonCode() {
        return "file_not_found";
    }
}
