# One image for every role; the command chooses it. Build the jars first: mvn -B package
FROM eclipse-temurin:25.0.1_8-jre AS layers
WORKDIR /layers
COPY api/target/api-*-exec.jar api.jar
COPY worker/target/worker-*-exec.jar worker.jar
COPY dashboard-config/target/dashboard-config-*-exec.jar dashboard.jar
# what changes seldom comes first, so that a new version of ours is a few small layers
RUN for role in api worker dashboard; do \
        java -Djarmode=tools -jar "$role.jar" extract --layers --destination "$role"; \
    done

FROM eclipse-temurin:25.0.1_8-jre
RUN useradd --system --uid 10001 --home-dir /waybill --shell /usr/sbin/nologin waybill
WORKDIR /waybill
COPY docker/healthy /usr/local/bin/healthy
COPY --from=layers /layers/api/dependencies/ api/
COPY --from=layers /layers/worker/dependencies/ worker/
COPY --from=layers /layers/dashboard/dependencies/ dashboard/
COPY --from=layers /layers/api/snapshot-dependencies/ api/
COPY --from=layers /layers/worker/snapshot-dependencies/ worker/
COPY --from=layers /layers/dashboard/snapshot-dependencies/ dashboard/
COPY --from=layers /layers/api/application/ api/
COPY --from=layers /layers/worker/application/ worker/
COPY --from=layers /layers/dashboard/application/ dashboard/
# root owns all of it: the node can change nothing, and needs no writable directory but /tmp
USER 10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
ENTRYPOINT ["java", "-jar"]
CMD ["api/api.jar"]
