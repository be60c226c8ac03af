package dev.waybill.shared.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps files, a port: by default in PostgreSQL, so that any number of pods works with nothing set up, or in a directory
 * that they share. A stored file never changes. All methods work inside and outside a transaction.
 */
public interface FileStore {

    /**
     * Stores the content while it is read, in constant memory. The stream is not closed.
     *
     * @param maxSize in bytes; {@link FilesProperties#maxSize()} bounds it in any case
     * @throws FileTooLarge when there is more; nothing is left behind
     * @throws IOException when the content cannot be read; nothing is left behind
     */
    StoredFile store(NewFile file, InputStream content, long maxSize) throws IOException;

    /** The file, if the workspace has it as a whole. */
    Optional<StoredFile> find(long workspaceId, UUID id);

    /**
     * Its content, read piece by piece as it is asked for; nothing is held in between.
     *
     * @param offset how many bytes to leave out at the start
     * @throws FileNotFound when the workspace does not have it
     * @throws java.io.UncheckedIOException when its content is gone
     */
    InputStream open(long workspaceId, UUID id, long offset);

    /** Its whole content. */
    default InputStream open(long workspaceId, UUID id) {
        return open(workspaceId, id, 0);
    }

    /** Forgets it; false when the workspace does not have it. Who reads it at the moment may get an IOException. */
    boolean delete(long workspaceId, UUID id);
}
