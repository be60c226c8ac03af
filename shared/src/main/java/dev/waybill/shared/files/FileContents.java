package dev.waybill.shared.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** Keeps the bytes of files somewhere; what is known about a file is a row of {@code files} wherever its bytes are. */
interface FileContents {

    /** What the row says of a file that is kept here. */
    String place();

    /** Begins to keep a file's bytes. When the transaction that it is called in rolls back, they are forgotten. */
    Target begin(long workspaceId, UUID id) throws IOException;

    /**
     * Reads a file that is kept here as a whole.
     *
     * @param size of the file, in bytes
     * @param offset how many bytes to leave out at the start
     */
    InputStream open(long workspaceId, UUID id, long size, long offset) throws IOException;

    /** Forgets what is kept of a file, if anything is: when the transaction that it is called in commits. */
    void delete(long workspaceId, UUID id);

    /** Takes a file's bytes, one piece after the other. Closed before it is complete it keeps nothing that is read. */
    interface Target extends Closeable {

        void write(byte[] piece) throws IOException;

        /** All was written: from now on it can be read, and survives a crash. */
        void complete() throws IOException;
    }
}
