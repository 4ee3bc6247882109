import type * as pulumi from "@pulumi/pulumi";

import { Platform } from "../../components";
import { readPlatform } from "../../stacks/platform/config";
import { MISTAKES, REMOVED } from "./mistakes";

/** Mistakes that a program can make: what `@pulumi/eks` registers by itself, it does not reach. */
export const PLANTED = MISTAKES.filter(
    ([, type, , change]) => change !== REMOVED && type !== "aws:eks/cluster:Cluster" && !type.startsWith("pulumi:"),
);

/** The platform of the example stacks with these mistakes in it. */
export function plantedProgram(mistakes = PLANTED): () => void {
    return () => void new Platform("ml", readPlatform(), { transformations: [planting(mistakes)] });
}

function planting(mistakes: typeof PLANTED): pulumi.ResourceTransformation {
    return ({ type, name, props, opts }) => {
        const own = mistakes.filter(([, ownType, ownName]) => ownType === type && ownName === name);
        const made = own.reduce<Record<string, unknown>>(
            (inputs, [, , , change]) => (change === REMOVED ? inputs : change(inputs)),
            props,
        );
        return { props: made, opts };
    };
}
