/** The CPU time of a process and its children, as Linux counts it. Other systems have no /proc: then it is not known. */
import { existsSync, readdirSync, readFileSync } from "node:fs";

const isCounted = existsSync("/proc/self/schedstat");

/**
 * User and system time so far, in µs; null where it is not counted.
 * @param {number | null} pid
 * @returns {number | null}
 */
export function cpuMicroseconds(pid) {
  if (pid === null || !isCounted) return null;
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + ownMicroseconds(one), 0);
}

/**
 * Of all its threads. `stat` tells the same in steps of 10 ms, too coarse for a round; `schedstat` tells it in ns.
 * @param {number} pid
 */
function ownMicroseconds(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const ns = threads.map(thread => Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[0]));
  return ns.reduce((sum, one) => sum + one, 0) / 1_000;
}

/**
 * Process ids of the children, in no order; none where there is no /proc.
 * @param {number} parent
 * @returns {number[]}
 */
export function childrenOf(parent) {
  if (!isCounted) return [];
  const all = readdirSync("/proc").filter(name => /^\d+$/.test(name));
  return all.map(Number).filter(pid => parentOf(pid) === parent);
}

/**
 * @param {number} pid
 * @returns {number} NaN for a process that has ended.
 * @see proc_pid_stat(5): the second field is a name in brackets that may hold brackets and spaces; the fourth is the parent.
 */
function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** @param {string} path @returns {string} empty for what has ended meanwhile. */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
