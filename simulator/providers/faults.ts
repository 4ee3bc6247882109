import { createHash } from "node:crypto";

import { Refusal } from "../cloud/cloud";

/** One call on its way from the engine to the cloud. */
export interface Operation {
    readonly kind: "create" | "update" | "read" | "delete";
    readonly urn: string;
    readonly type: string;
    readonly name: string;
}

/** Something that goes wrong. It throws a `Refusal`, or waits. */
export type Fault = (operation: Operation) => void | Promise<void>;

/** When a fault strikes: on the way there nothing is done; on the way back it is done and nobody learns of it. */
export interface Faults {
    readonly before?: Fault;
    readonly after?: Fault;
}

/** What stands between the engine and the cloud. Faults come and go while a rehearsal runs. */
export class Weather {
    #faults: Faults = {};

    /** Puts these faults in the place of all others. */
    set(faults: Faults): void {
        this.#faults = faults;
    }

    /** Ends all faults. */
    clear(): void {
        this.#faults = {};
    }

    /** Does something in the cloud, with whatever goes wrong around it. */
    async around<T>(operation: Operation, act: () => T): Promise<T> {
        await this.#faults.before?.(operation);
        const result = act();
        await this.#faults.after?.(operation);
        return result;
    }
}

/** Fails one call: the k-th of its kind in a run (from 1), or the one for a resource whose URN or name this is. */
export function failAt(target: number | string, kind: Operation["kind"] = "create"): Fault {
    let count = 0;
    return (operation) => {
        if (operation.kind !== kind) return;
        count += 1;
        const { urn, name } = operation;
        if (target === count || target === urn || target === name) {
            throw new Refusal(`InternalFailure: the ${kind} of "${name}" failed, as asked (number ${count}).`);
        }
    };
}

/** How often the AWS SDK asks again in its standard retry mode, the first time included. */
const ATTEMPTS = 3;

/**
 * Throttles a share of all calls. Each call is made up to three times, as the AWS SDK does by default; the same calls are
 * throttled in every run.
 *
 * @param share 0 to 1
 * @param salt another one throttles other calls
 */
export function throttle(share: number, salt = ""): Fault & { readonly throttled: () => number } {
    const tries = new Map<string, number>();
    let throttled = 0;
    const fault: Fault = ({ kind, urn }) => {
        for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
            const call = `${kind} ${urn}`;
            const number = (tries.get(call) ?? 0) + 1;
            tries.set(call, number);
            if (chance(`${salt}${call} ${number}`) >= share) return;
            throttled += 1;
        }
        throw new Refusal(`ThrottlingException: Rate exceeded, ${ATTEMPTS} times in a row.`);
    };
    return Object.assign(fault, { throttled: () => throttled });
}

/** A number from 0 to 1 that belongs to a text. */
function chance(text: string): number {
    return createHash("sha256").update(text).digest().readUInt32BE(0) / 0x1_0000_0000;
}
