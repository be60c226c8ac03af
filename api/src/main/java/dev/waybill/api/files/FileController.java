package dev.waybill.api.files;

import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Takes files, for jobs that are given their id. */
@RestController
final class FileController {

    private final Uploads uploads;

    FileController(Uploads uploads) {
        this.uploads = uploads;
    }

    @Route(
            id = "uploadFile",
            summary = "Stores a file for a job that is given its id",
            body = FileShape.class,
            answers = 201)
    @PostMapping(path = "/api/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    FileView upload(Scope scope, Query query, MultipartHttpServletRequest request) throws IOException {
        query.done();
        return FileView.of(uploads.store(scope, request));
    }
}
