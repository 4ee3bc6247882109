import type { Properties } from "../../../../insight/graph";
import type { CustomKind } from "./custom-kinds";

/** A value that turns something on: on when it is true, or when it is what `is` says. */
export interface Switch {
    readonly path: string;
    /** Its value when the release gives none. */
    readonly by: unknown;
    readonly is?: unknown;
}

/** Pods that a chart starts. Paths are keys of the chart's values, joined by dots. */
export interface ChartPods {
    readonly name: string;
    readonly kind: "Deployment" | "StatefulSet" | "DaemonSet" | "Job";
    /** Where the values of these pods stand: nodeSelector, tolerations, affinity, resources, replicas. "" is the top. */
    readonly at: string;
    /** Replicas unless the values say so. */
    readonly replicas: number;
    /** Where the resources stand, when not under `at`. */
    readonly resourcesAt?: string;
    /** What the chart requests by default; nothing for many. */
    readonly requests?: Readonly<Record<string, string>>;
    /** Defaults of the values under `at`. */
    readonly defaults?: Properties;
    /** The value that turns these pods on, with its default. */
    readonly when?: Switch;
    /** Whether they need more of the host than Pod Security "baseline" allows. */
    readonly privileged?: boolean;
    /** The extended resource that they offer on their node. */
    readonly offers?: string;
    /** Whether an operator starts them after the release: Helm does not wait for them then. */
    readonly later?: boolean;
    /** The values that ask for a volume of one's own: its size, what turns it on, and the storage class. */
    readonly volume?: { readonly size: string; readonly by?: string; readonly when?: string };
}

/** An admission webhook of a chart. */
export interface ChartWebhook {
    readonly name: string;
    /** Resource types that it is called for, such as "core/v1:Service"; a group with "/*" is every kind of it. */
    readonly kinds: readonly string[];
    /** Name in {@link Chart.pods} of what answers it. */
    readonly pods: string;
    readonly service: string;
    /** The value that turns it on, with its default. */
    readonly when?: Switch;
}

/** What a Helm chart installs, as far as others meet it. */
export interface Chart {
    /** Versions that the table was read from. */
    readonly versions: readonly string[];
    /** Where a release may come from, without "https://". */
    readonly repositories: readonly string[];
    /**
     * The definitions that it brings. Helm never deletes what stands in a chart's folder "crds", nor what is annotated
     * to be kept; other templates go with the release.
     */
    readonly definitions?: {
        readonly kinds: readonly CustomKind[];
        readonly from: "folder" | "kept templates" | "templates";
        readonly when?: Switch;
    };
    /** Custom resources that its templates hold: their kinds must be known before. */
    readonly needs?: readonly {
        readonly group: string;
        readonly kind: string;
        readonly version: string;
        readonly when?: Switch;
    }[];
    readonly webhooks?: readonly ChartWebhook[];
    /** Finalizers that its controller takes away, by "group/Kind", with the pods that do. */
    readonly finalizers?: {
        readonly pods: string;
        readonly of: Readonly<Record<string, string>>;
    };
    readonly pods: readonly ChartPods[];
    /** Path under which placement values for all pods stand, used where those of one are empty. */
    readonly shared?: string;
    /** How long the install takes. Unit: seconds. */
    readonly installSeconds: number;
    /** Where the table comes from. */
    readonly source: string;
}

/** A value by path: the release's, else the default. */
export function valueAt(values: Properties, path: string): unknown {
    let at: unknown = values;
    for (const key of path.split(".")) {
        if (at === null || typeof at !== "object") return undefined;
        at = (at as Properties)[key];
    }
    return at;
}

/** Whether something that depends on a value is on. */
export function isOn(values: Properties, when: Switch | undefined): boolean {
    if (when === undefined) return true;
    const value = valueAt(values, when.path) ?? when.by;
    return "is" in when ? value === when.is : value === true || value === "true";
}
