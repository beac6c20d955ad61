import type { Application } from "../../components/workloads/delivery/application";
import type { Parsed } from "../../infra/read-config";
import type { Finding } from "../../policies/finding";
import type { Usage } from "../preview/cost/lines";
import type { Environment } from "./agreement";
import type { Project } from "./project-file";

/** What a program makes of the settings in one of its stack files. */
export interface Runnable {
  readonly region: string;
  /** Twelve digits, where the stack file names the account. */
  readonly accountId: string | undefined;
  /** Tags on everything. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the physical names that the program gives begin with. */
  readonly prefix: string;
  /** Physical names that the operator has chosen instead. */
  readonly chosenNames: readonly string[];
  /** What a month is expected to use. */
  readonly usage: Usage;
  /** What the stack file leaves open without being wrong. */
  readonly notices: readonly Finding[];
  /** What Argo CD brings to the cluster, beside what the program registers; absent where it brings nothing. */
  readonly delivered?: Application;
  /** What bootstrap must know of it; absent where the stack is no environment. */
  readonly environment?: Environment;
  /** Registers everything and returns the stack's outputs. Operator secrets are never decrypted: a mark stands for each. */
  readonly run: () => Readonly<Record<string, unknown>>;
}

/** A stack as the offline tools evaluate it, whichever program it is of. */
export interface Stack extends Runnable {
  readonly name: string;
  /** Its file, relative to the folder of the main project. */
  readonly file: string;
  readonly project: Project;
}

/** Reads what stands under `config:` of a stack file. */
export type ReadConfig = (config: Readonly<Record<string, unknown>>, stack: string) => Parsed<Runnable>;
