package dev.waybill.shared.reviewpack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.StoredFile;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the generating job does to its pack, each in a chunk of the job and so under its lease. The file that an attempt
 * writes is known before it is written: whatever crashes, it is either the pack's file or removed.
 */
public final class PackWriting {

    private final FileStore files;

    PackWriting(FileStore files) {
        this.files = files;
    }

    /** The pack that the process generates; empty when it was enqueued without one. */
    public Optional<ReviewPack> pack(JdbcClient tx, long workspaceId, long processId) {
        return PackRows.ofProcess(tx, workspaceId, processId);
    }

    /**
     * Announces the file that this attempt writes, and removes what an attempt before it left.
     *
     * @param file an id that no file has yet
     */
    public void begin(JdbcClient tx, ReviewPack pack, UUID file) {
        UUID left = PackRows.writing(tx, pack.workspaceId(), pack.id());
        PackRows.writes(tx, pack.workspaceId(), pack.id(), file);
        if (left != null) {
            files.delete(pack.workspaceId(), left);
        }
    }

    /**
     * Makes the written file the pack's.
     *
     * @param file the one that was announced
     * @param summary what is in it, an object
     * @param lifetime from now on
     */
    public void commit(JdbcClient tx, ReviewPack pack, StoredFile file, JsonNode summary, Duration lifetime) {
        if (!PackRows.ready(tx, pack.workspaceId(), pack.id(), file, summary, lifetime)) {
            throw new IllegalStateException("review pack " + pack.id() + " does not wait for file " + file.id());
        }
    }
}
