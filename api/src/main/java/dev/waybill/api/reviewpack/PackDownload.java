package dev.waybill.api.reviewpack;

import dev.waybill.api.http.EntityTag;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.files.FileNotFound;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.reviewpack.PackStatus;
import dev.waybill.shared.reviewpack.ReviewPack;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Sends a pack's file, or a part of it, in constant memory. */
final class PackDownload {

    private static final int BUFFER_BYTES = 1 << 16;

    private final FileStore files;

    PackDownload(FileStore files) {
        this.files = files;
    }

    /**
     * Answers the request.
     *
     * @throws RequestRefused 409 {@code not_ready} or {@code generation_failed}, 410 {@code expired}, 416
     *     {@code range_not_satisfiable}
     */
    void send(ReviewPack pack, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ReviewPack.PackFile file = pack.file();
        if (pack.status() != PackStatus.READY || file == null) {
            throw pack.status() == PackStatus.READY ? PackProblems.expired(pack.id()) : PackProblems.withoutFile(pack);
        }
        String tag = "\"" + file.sha256() + "\"";
        if (EntityTag.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            headers(response, tag);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> range = range(request, tag, file.size());
        ByteRange part = range.orElse(new ByteRange(0, file.size() - 1));
        try (InputStream content = files.open(pack.workspaceId(), file.id(), part.first())) {
            headers(response, tag);
            describe(response, file);
            range.ifPresent(asked -> partial(response, asked, file.size()));
            response.setContentLengthLong(part.length());
            if (!request.getMethod().equals("HEAD")) {
                copy(content, part.length(), response.getOutputStream());
            }
        } catch (FileNotFound gone) {
            throw PackProblems.expired(pack.id());
        }
    }

    /** A range counts only while the file is the one that If-Range names, and only when a body is asked for. */
    private static Optional<ByteRange> range(HttpServletRequest request, String tag, long size) {
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        if (!request.getMethod().equals("GET")
                || (ifRange != null && !ifRange.strip().equals(tag))) {
            return Optional.empty();
        }
        try {
            return ByteRange.of(request.getHeader(HttpHeaders.RANGE), size);
        } catch (ByteRange.Unsatisfiable beyond) {
            throw PackProblems.rangeBeyond(size);
        }
    }

    private static void headers(HttpServletResponse response, String tag) {
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    private static void describe(HttpServletResponse response, ReviewPack.PackFile file) {
        response.setContentType("application/zip");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // our own name, letters, digits and hyphens only
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.name() + "\"");
    }

    private static void partial(HttpServletResponse response, ByteRange range, long size) {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(range.first(), range.last(), size));
    }

    private static void copy(InputStream content, long length, OutputStream target) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = length;
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the file ended %,d bytes early".formatted(left));
            }
            target.write(buffer, 0, read);
            left -= read;
        }
        target.flush();
    }
}
