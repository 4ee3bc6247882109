import type { Properties } from "../../insight/graph";
import type { Account, LiveResource } from "./account";
import type { Answer, Place } from "./cloud";

/** How long the cloud takes, in seconds, in the middle of what people report. */
export interface Seconds {
    readonly create: number;
    readonly update: number;
    readonly delete: number;
    /** Where the figures come from. */
    readonly source: string;
}

/** An input that holds the id, ARN or name of another resource. */
export interface Reference {
    /** Types that it may name. */
    readonly to: readonly string[];
    /**
     * The error by which the cloud refuses to delete what is named while this resource exists, such as
     * "DependencyViolation". Without it the cloud lets the other one go.
     */
    readonly holds?: string;
    /** The error for a name that nothing has, such as "InvalidSubnetID.NotFound". Without it any name will do. */
    readonly missing?: string;
}

/** What the cloud knows of one resource type. */
export interface ResourceType {
    /** Id and outputs of a new resource. */
    readonly answer: Answer;
    readonly seconds: Seconds;
    /** As `seconds`, where it depends on the inputs: one chart takes longer than another. */
    readonly secondsOf?: (inputs: Properties) => Seconds;
    /** Paths of inputs whose change makes a new resource, such as "vpcConfig.subnetIds". */
    readonly replaces: readonly string[];
    /** The input that the provider fills with a generated name when the program gives none, and its longest value. */
    readonly autoname?: { readonly property: string; readonly max: number };
    /** By path of the input. A path goes through lists: "vpcConfig.subnetIds" are all the ids. */
    readonly references?: Readonly<Record<string, Reference>>;
    /** What is wrong with the inputs, whatever else exists: each in the cloud's own words. Unknown values are left out. */
    readonly check?: (inputs: Properties, place: Place) => readonly string[];
    /**
     * Outputs that follow from what they were, such as a version that counts up; all others follow from the inputs, by
     * `answer`. A preview does not know those that become others.
     */
    readonly renews?: (old: Pick<LiveResource, "inputs" | "outputs">, next: Properties) => Properties;
    /**
     * Runs when all references exist. Throws a `Refusal` for what the account does not allow, and makes what the cloud
     * makes by itself, such as network interfaces.
     */
    readonly creating?: (resource: LiveResource, account: Account) => void;
    /** As `creating`, for a change. */
    readonly updating?: (resource: LiveResource, next: Properties, account: Account) => void;
    /** Runs when nothing holds the resource any more. Throws to keep it, and unmakes what the cloud made with it. */
    readonly deleting?: (resource: LiveResource, account: Account) => void;
    /** Runs when the resource is gone. Makes again what services make again, and what the provider leaves behind. */
    readonly deleted?: (resource: LiveResource, account: Account) => void;
}
