package dev.waybill.api.files;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FilesAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The route of files. */
@AutoConfiguration(after = {HttpAutoConfiguration.class, FilesAutoConfiguration.class})
@ConditionalOnBean({JsonBody.class, FileStore.class})
public class FilesApiAutoConfiguration {

    @Bean
    Uploads uploads(FileStore store) {
        return new Uploads(store);
    }

    @Bean
    FileController fileController(Uploads uploads) {
        return new FileController(uploads);
    }
}
