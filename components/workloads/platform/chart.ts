/** A Helm chart at one version, and where it says so. */
export interface Chart {
  /** The chart's name in its repository, or the whole `oci://` address where there is none. */
  readonly chart: string;
  /** Address of the repository; absent where the chart's own address is `oci://`. */
  readonly repository?: string;
  readonly version: string;
  /** What the chart installs, where it is numbered by itself. */
  readonly appVersion: string;
  /** Where chart and version were read. */
  readonly source: string;
}
