import { readFileSync } from "node:fs";

import { type JudgedResource, judge } from "../policies/judge";
import { defaultSettings } from "../policies/public";

/** What the pack takes inside a process that has loaded it. */
export interface PackTimes {
    readonly resources: number;
    /** Seconds of each run over all of them. */
    readonly seconds: readonly number[];
}

const RESOURCES = 500;
const RUNS = 5;

/** Judges the resources in a file, repeated until there are about 500, several times. */
export async function timePack(file = ""): Promise<PackTimes> {
    const resources = repeatTo(RESOURCES, JSON.parse(readFileSync(file, "utf8")) as JudgedResource[]);
    const settings = defaultSettings("2026-06-15");
    const seconds: number[] = [];
    for (let run = 0; run < RUNS; run++) {
        const start = performance.now();
        await judge("dev", resources, settings);
        seconds.push((performance.now() - start) / 1000);
    }
    return { resources: resources.length, seconds };
}

/** Copies under other URNs, which keep their dependencies and parents among each other. */
function repeatTo(count: number, resources: readonly JudgedResource[]): JudgedResource[] {
    const copies = Math.max(1, Math.round(count / resources.length));
    return Array.from({ length: copies }, (_, copy) => resources.map((resource) => renamed(resource, copy))).flat();
}

function renamed(resource: JudgedResource, copy: number): JudgedResource {
    if (copy === 0) return resource;
    const other = (urn: string): string => `${urn}-${copy}`;
    const { urn, name, parent, dependencies } = resource;
    return {
        ...resource,
        urn: other(urn),
        name: other(name),
        ...(parent === undefined ? {} : { parent: other(parent) }),
        dependencies: dependencies.map((dependency) => ({ ...dependency, urn: other(dependency.urn) })),
    };
}
