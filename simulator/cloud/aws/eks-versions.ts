import { shown } from "./shown";

/**
 * Kubernetes minors that EKS offers in November 2026, standard or extended support, oldest first.
 * Source: Amazon EKS Kubernetes release calendar: 14 months of standard support, then 12 of extended.
 */
const MINORS = ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"];

/** How many minors nodes may be behind the control plane. Source: Kubernetes version skew policy. */
export const KUBELET_SKEW = 3;

/** What is wrong with a version, in EKS' words. */
export function versionProblems(version: unknown): readonly string[] {
    if (version === undefined || MINORS.includes(shown(version))) return [];
    return [
        `InvalidParameterException: unsupported Kubernetes version ${shown(version)}: EKS has ${MINORS.join(", ")}.`,
    ];
}

/** The number behind "1.": minors are compared by it. */
export function minorOf(version: unknown): number {
    return Number(String(version).split(".")[1]);
}

/** The version that a cluster gets that asks for none. */
export const NEWEST = MINORS.at(-1) ?? "";
