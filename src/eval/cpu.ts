/** Seconds of processor time of this process since then: on a busy machine, time on the wall says nothing. */
export function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}
