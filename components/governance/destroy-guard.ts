import * as resourcegroups from "@pulumi/aws/resourcegroups";
import * as pulumi from "@pulumi/pulumi";

import { nameProblems } from "../internal/names";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";

/** Arguments of {@link DestroyGuard}. */
export interface DestroyGuardArgs {
    /** Whether the guard refuses to be deleted, and everything it stands before with it. */
    readonly protect: boolean;
    /** Tags for the group. They win over its own. */
    readonly tags?: Tags;
}

/**
 * Refuses the destruction of a stack as a whole.
 *
 * Pulumi's `protect` guards one resource: `pulumi destroy` deletes all others before it reports the protected ones. It
 * goes from dependants to dependencies, and spares what a resource depends on that it could not delete. So a protected
 * resource that depends on everything else is asked first, refuses, and nothing is deleted.
 *
 * That resource is an AWS resource group of everything that carries the stack's tag: the place to look for what a stack
 * has, and for what is left of one. It costs nothing.
 *
 * @example
 * ```ts
 * new DestroyGuard("guard", { protect: true }, { dependsOn: [network, cluster] });
 * ```
 */
export class DestroyGuard extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:DestroyGuard";

    /** Name of the resource group. */
    public readonly resourceGroupName: pulumi.Output<string>;

    constructor(name: string, args: DestroyGuardArgs, opts?: pulumi.ComponentResourceOptions) {
        const problems = new Problems(`DestroyGuard "${name}"`);
        problems.add(nameProblems("name", name));
        problems.throwIfAny();
        super(DestroyGuard.__pulumiType, name, args, opts);

        const tags = componentTags("destroy-guard", name, args.tags);
        const stack = { Key: "groundwork:stack", Values: [tags["groundwork:stack"]] };
        const group = new resourcegroups.Group(
            `${name}-group`,
            {
                description: "Everything of one stack. Its deletion is refused first.",
                resourceQuery: {
                    type: "TAG_FILTERS_1_0",
                    query: JSON.stringify({ ResourceTypeFilters: ["AWS::AllSupported"], TagFilters: [stack] }),
                },
                tags,
            },
            { parent: this, protect: args.protect },
        );
        this.resourceGroupName = group.name;
        this.registerOutputs({ resourceGroupName: this.resourceGroupName });
    }
}
