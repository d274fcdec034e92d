# Headroom's command: docker build -t headroom . && docker run --rm headroom --help
#
# The embedded store is left out, because the licence of DynamoDB Local does not let others redistribute it. Serve in
# front of another container instead: serve --bind 0.0.0.0 --upstream http://dynamodb-local:8000

FROM maven:3.9.12-eclipse-temurin-25 AS build
WORKDIR /headroom
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -pl cli -am -DskipTests -Dverification.skip package \
    && rm -r cli/target/unchecked/headroom/store

FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin headroom
COPY --from=build /headroom/cli/target/unchecked/headroom/lib /opt/headroom/lib
USER 10001
WORKDIR /work
EXPOSE 8000
ENTRYPOINT ["java", "-Xlog:disable", "-XX:MaxRAMPercentage=75", "-cp", "/opt/headroom/lib/*", "dev.headroom.cli.Headroom"]
CMD ["--help"]
