package dev.waybill.standalone.faults;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.testkit.faults.Census;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A worker of the soak; configured by properties of its JVM. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SoakTypes.class)
class SoakWorker {

    public static void main(String[] args) {
        Census.start();
        new SpringApplicationBuilder(SoakWorker.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.keep-alive=true")
                .run(args);
    }

    @Bean
    Job<SoakInput> soakShortJob(ProcessQueue queue) {
        return new SoakJob(SoakTypes.SHORT, queue);
    }

    @Bean
    Job<SoakInput> soakEffectsJob(ProcessQueue queue) {
        return new SoakJob(SoakTypes.EFFECTS, queue);
    }

    @Bean
    Job<SoakInput> soakReviewJob(ProcessQueue queue) {
        return new SoakJob(SoakTypes.REVIEW, queue);
    }

    @Bean
    Job<SoakInput> soakParentJob(ProcessQueue queue) {
        return new SoakJob(SoakTypes.PARENT, queue);
    }
}
