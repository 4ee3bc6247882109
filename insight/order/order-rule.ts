import type { GraphResource } from "../graph";
import type { Stack } from "./stack";

/** One thing that must be created before another, and destroyed after it. */
export interface OrderRule {
    /** Short name, such as "nodes-after-pod-network". */
    readonly id: string;
    /** What must be so, as one sentence. */
    readonly description: string;
    /** What happens otherwise, with the evidence. */
    readonly why: string;
    /** The resources that it is about. */
    readonly appliesTo: (resource: GraphResource, stack: Stack) => boolean;
    /** What such a resource must depend on, directly or not. What the stack does not have is left out. */
    readonly needs: (resource: GraphResource, stack: Stack) => readonly GraphResource[];
    /**
     * What stays in the account, and bills, when the resource is not deleted by itself, such as "a load balancer". Then it
     * does not help that it dies with the cluster.
     */
    readonly leavesBehind?: string;
}
