# What a service image would be without any thought: the fast-jar of Quarkus and Java's defaults.
FROM piprio-build/jre:25
COPY . /opt/piprio/app/
ENTRYPOINT ["java", "-Xmx256m", "-jar", "/opt/piprio/app/quarkus-run.jar"]
