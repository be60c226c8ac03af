package dev.waybill.shared.files;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a file before its content is read.
 *
 * @param workspaceId the workspace that will own it
 * @param userId who brings it; null when no person does
 * @param name any text: what looks like a path is cut to its last part, control characters are dropped
 * @param contentType as its bringer declares it; null when undeclared
 * @param id chosen by its bringer, who then finds it whatever crashes; no other file may have it; null lets the store choose
 */
public record NewFile(
        long workspaceId,
        @Nullable Long userId,
        String name,
        @Nullable String contentType,
        @Nullable UUID id) {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_TYPE = 127;

    public NewFile {
        name = plainName(name);
        contentType = contentType == null || contentType.isBlank() ? null : cut(contentType.strip(), LONGEST_TYPE);
    }

    /** A file whose id the store chooses. */
    public NewFile(long workspaceId, @Nullable Long userId, String name, @Nullable String contentType) {
        this(workspaceId, userId, name, contentType, null);
    }

    private static String plainName(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String visible =
                last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "").strip();
        boolean nameless = visible.isEmpty() || visible.equals(".") || visible.equals("..");
        return nameless ? "file" : cut(visible, LONGEST_NAME);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }
}
