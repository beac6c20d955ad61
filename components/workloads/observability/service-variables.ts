import type { ObservabilitySettings } from "./settings";

/** Spring tells its figures to nobody, and no distribution of durations, unless it is told to. */
const figures = {
  MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: "health,prometheus",
  // Of `percentiles-histogram`: with an underscore for the hyphen it would be an entry of `percentiles`, whose values
  // are numbers, and no service would start. https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.typesafe-configuration-properties.relaxed-binding.environment-variables
  MANAGEMENT_METRICS_DISTRIBUTION_PERCENTILESHISTOGRAM_HTTP_SERVER_REQUESTS: "true",
};

/** One object on every line, from Spring Boot 3.4 on: https://docs.spring.io/spring-boot/reference/features/logging.html */
const structured = { LOGGING_STRUCTURED_FORMAT_CONSOLE: "logstash" };

/** Variables of Spring's services, so that whoever collects their logs and figures can take them apart. */
export function serviceVariables({
  logs,
  metrics,
}: Pick<ObservabilitySettings, "logs" | "metrics">): Readonly<Record<string, string>> {
  return {
    ...(metrics === "prometheus" ? figures : {}),
    ...(logs === "none" ? {} : structured),
  };
}
