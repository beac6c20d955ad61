import { connect } from "node:net";

/** Whether somebody listens on a port of this machine. */
export function isPortTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const settle = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.setTimeout(2_000, () => {
      settle(false);
    });
    socket.on("connect", () => {
      settle(true);
    });
    socket.on("error", () => {
      settle(false);
    });
  });
}
