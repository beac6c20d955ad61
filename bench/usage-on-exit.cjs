// Loaded into the measured process: tells the bench, over file descriptor 3, what the process used.
const { writeSync } = require("node:fs");
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ maxRss: maxRSS * 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 }));
});
