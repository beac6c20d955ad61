import { systemClock } from "../../functions/waiting-room/clock";
import { usage, wishOf, type Settings } from "./arguments";
import { sendCrowd } from "./crowd";
import { event, startServer, type Running, type ServerSettings } from "./server";

export interface Surroundings {
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Runs the waiting room until it is interrupted; the exit code. */
export async function runWaitingRoom(args: readonly string[], around: Surroundings): Promise<0 | 1 | 2> {
  const wish = wishOf(args);
  if (wish.kind === "help") {
    around.print(`${usage}\n`);
    return 0;
  }
  if (wish.kind === "wrong") {
    around.printError(`${wish.problem}\nnpm run waiting-room -- --help says more.\n`);
    return 2;
  }
  const { settings } = wish;
  try {
    const running = await startServer(serverSettingsOf(settings));
    await untilInterrupted(running, settings, around);
    return 0;
  } catch (error) {
    around.printError(`${problemOf(error, settings)}\n`);
    return 1;
  }
}

function serverSettingsOf({ port, memory, rate, capacity, lottery, visitors }: Settings): ServerSettings {
  const openAt = systemClock.now() + lottery * 1_000;
  return {
    port,
    memory,
    mode: lottery > 0 ? "PRE" : "QUEUE",
    config: {
      rate,
      capacity,
      // Before a rush the operator says so, so that it does not begin with blocks of one.
      firstLease: visitors > 0 ? 32 : 1,
      ...(lottery > 0 && { openAt }),
      message: {
        ko: "좌석은 아직 충분합니다. 예매는 한 사람당 두 장까지 가능합니다.",
        en: "There are still plenty of seats. Two tickets for each person.",
      },
    },
  };
}

async function untilInterrupted(
  { origin, platform, stop }: Running,
  { visitors }: Settings,
  { interrupted, print }: Surroundings,
): Promise<void> {
  print(`The shop, behind the waiting room   ${origin}/shop/
The waiting page                    ${origin}/vwr/${event}/
The operator's view                 ${origin}/operator
Ctrl-C stops it.
`);
  if (visitors > 0)
    print(
      `${String(visitors)} simulated visitors are coming. Open the shop to queue behind them, and the operator's view to watch.\n`,
    );
  const crowd = sendCrowd(event, visitors, { call: platform.call, origin, signal: interrupted });
  await new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve();
    interrupted.addEventListener("abort", () => {
      resolve();
    });
  });
  await crowd;
  await stop();
  print("Stopped.\n");
}

function problemOf(error: unknown, { port }: Settings): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${String(port)} is in use: choose another one with --port.`;
  if (code === "EACCES") return `Port ${String(port)} is not for you: choose one from 1024 with --port.`;
  return error instanceof Error ? error.message : String(error);
}
