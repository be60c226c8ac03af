package dev.waybill.shared.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * In a directory that all nodes share: {@code <workspace>/<two digits of the id>/<id>}. A file is written under another
 * name, forced to the disk, and renamed, so that it is there as a whole or not at all.
 */
final class DirectoryContents implements FileContents {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryContents.class);

    private final Path root;

    /** @throws IllegalArgumentException when nothing can be written there */
    DirectoryContents(Path root) {
        this.root = root.toAbsolutePath().normalize();
        try {
            Files.createDirectories(this.root);
            Files.delete(Files.createTempFile(this.root, "start-", ".tmp"));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "waybill.files.directory must be a directory that this node may write to: " + this.root, e);
        }
    }

    @Override
    public String place() {
        return "directory";
    }

    @Override
    public Target begin(long workspaceId, UUID id) throws IOException {
        Path file = path(workspaceId, id);
        Files.createDirectories(file.getParent());
        afterTransaction(TransactionSynchronization.STATUS_ROLLED_BACK, file);
        return new Unfinished(file);
    }

    @Override
    public InputStream open(long workspaceId, UUID id, long size, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(path(workspaceId, id), StandardOpenOption.READ);
        try {
            return Channels.newInputStream(channel.position(Math.clamp(offset, 0, size)));
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public void delete(long workspaceId, UUID id) {
        Path file = path(workspaceId, id);
        if (!afterTransaction(TransactionSynchronization.STATUS_COMMITTED, file)) {
            remove(file);
        }
    }

    private Path path(long workspaceId, UUID id) {
        String name = id.toString();
        return root.resolve(Long.toString(workspaceId))
                .resolve(name.substring(0, 2))
                .resolve(name);
    }

    /** Removes the file when the transaction ends in that way; false when there is no transaction. */
    private static boolean afterTransaction(int ending, Path file) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return false;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == ending) {
                    remove(file);
                }
            }
        });
        return true;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Could not remove the content of a file that is deleted: {}", file, e);
        }
    }

    /** A file under its other name. */
    private static final class Unfinished implements Target {

        private final Path file;
        private final Path unfinished;
        private final FileChannel channel;

        Unfinished(Path file) throws IOException {
            this.file = file;
            this.unfinished = file.resolveSibling(file.getFileName() + ".part");
            this.channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public void write(byte[] piece) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(piece);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void complete() throws IOException {
            channel.force(true);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
