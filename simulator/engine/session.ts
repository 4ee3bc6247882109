import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Where Linux tells about its processes. */
const PROCESSES = "/proc";

/**
 * Numbers of the processes in the session that a process began, whether or not it still lives. The engine gives each
 * of its plugins a group of its own, and they outlive an engine that is killed; but they stay in its session.
 *
 * Linux alone tells: elsewhere there are none.
 */
export function membersOfSession(leader: number): readonly number[] {
    if (!existsSync(PROCESSES)) return [];
    const processes = readdirSync(PROCESSES).filter((name) => /^\d+$/.test(name));
    return processes.map(Number).filter((pid) => sessionOf(pid) === leader);
}

function sessionOf(pid: number): number | undefined {
    try {
        // "pid (name) state parent group session": a name may hold anything, so the rest is counted from its end.
        const stat = readFileSync(`${PROCESSES}/${pid}/stat`, "utf8");
        const [, , , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return Number(session);
    } catch {
        // It has just ended.
        return undefined;
    }
}
