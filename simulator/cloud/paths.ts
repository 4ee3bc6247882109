import { isRecord } from "./records";

/** Every value at a path of names, such as "vpcConfig.subnetIds". Lists on the way are gone through. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
    let found: readonly unknown[] = [value];
    for (const key of path.split(".")) {
        found = found.flatMap(items).flatMap((item) => {
            const next = isRecord(item) ? item[key] : undefined;
            return next === undefined || next === null ? [] : [next];
        });
    }
    return found.flatMap(items);
}

function items(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value.flatMap(items) : [value];
}
