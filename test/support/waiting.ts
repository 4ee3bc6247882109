import type { Fault } from "../../simulator/providers/faults";

/** A fault that holds one creation up until it is released. */
export interface Waiting {
    readonly wait: Fault;
    /** Resolves when the creation has come so far. */
    readonly reached: Promise<void>;
    release(): void;
}

/** Holds the k-th creation up, from 1. */
export function waitingAt(k: number): Waiting {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
        release = resolve;
    });
    let reach = (): void => undefined;
    const reached = new Promise<void>((resolve) => {
        reach = resolve;
    });
    let count = 0;
    const wait: Fault = ({ kind }) => {
        if (kind === "create") count += 1;
        if (kind !== "create" || count !== k) return;
        reach();
        return released;
    };
    return { wait, reached, release: () => release() };
}
