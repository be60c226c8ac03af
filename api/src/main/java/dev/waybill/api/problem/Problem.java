package dev.waybill.api.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatusCode;

/**
 * Why a request was refused: what the problem document says, before it is bound to a request.
 *
 * @param status HTTP status, 400 or above
 * @param reasonCode stable code
 * @param title the same for every occurrence of the code
 * @param detail short sentence for people about this occurrence; no stack trace, SQL, path or secret
 * @param errors what is wrong, by place
 * @param members further members of the document
 * @param headers further headers of the answer
 */
public record Problem(
        HttpStatusCode status,
        String reasonCode,
        String title,
        String detail,
        List<FieldError> errors,
        Map<String, Object> members,
        Map<String, String> headers) {

    public Problem {
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
        headers = Map.copyOf(headers);
    }

    public static Problem of(Reason reason, String detail) {
        return of(reason, detail, List.of());
    }

    public static Problem of(Reason reason, String detail, List<FieldError> errors) {
        return new Problem(reason.status(), reason.code(), reason.title(), detail, errors, Map.of(), Map.of());
    }

    /** With other places of what is wrong. */
    public Problem withErrors(List<FieldError> newErrors) {
        return new Problem(status, reasonCode, title, detail, newErrors, members, headers);
    }

    /** With one more member. */
    public Problem with(String member, Object value) {
        return new Problem(status, reasonCode, title, detail, errors, plus(members, member, value), headers);
    }

    /** With one more header. */
    public Problem withHeader(String header, String value) {
        return new Problem(status, reasonCode, title, detail, errors, members, plus(headers, header, value));
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
