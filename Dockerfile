# Images by tag: where yours can be looked up, name their digests too (docs/install.md, "In containers").
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -DskipTests -Dspotless.check.skip -Darchive.skip package
RUN java -Djarmode=tools -jar target/wonbooks.jar extract --layers --destination layers

FROM eclipse-temurin:17-jre-noble
RUN useradd --system --uid 10001 --home-dir /wonbooks wonbooks \
    && install --directory --owner wonbooks --mode 700 /wonbooks/data
WORKDIR /wonbooks
# What changes seldom first: a new version of Wonbooks is then a small layer beside the old libraries.
COPY --from=build /build/layers/dependencies .
COPY --from=build /build/layers/snapshot-dependencies .
COPY --from=build /build/layers/application .
COPY bin bin
COPY routes routes
# By the JVM that will read it.
RUN bin/wonbooks --archive
USER 10001
ENV SPRING_PROFILES_ACTIVE=production
# Out of memory: stop and be restarted, the work is in the database. No heap dump: it would hold tokens.
ENV JAVA_OPTS="-XX:+ExitOnOutOfMemoryError"
# H2's file, where no other database is named; all else may be read-only.
VOLUME /wonbooks/data
EXPOSE 8080
# It becomes the JVM, which so gets the signal to stop.
ENTRYPOINT ["bin/wonbooks"]
