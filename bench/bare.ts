import * as pulumi from "@pulumi/pulumi";

import type { Properties } from "../insight/graph";

/** What the bare loop registers. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly custom: boolean;
    readonly inputs: Properties;
}

type ResourceClass = new (name: string, args: Properties) => pulumi.Resource;

/**
 * The floor that any program pays: a loop that registers resources through the SDK's classes under the SDK's own mocks,
 * with plain values as inputs, no parents, no dependencies, and nothing recorded.
 */
export async function runBare(registrations: Iterable<Registration>): Promise<void> {
    await pulumi.runtime.setMocks(
        {
            newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
            call: ({ token }) => {
                throw new Error(`The bare loop calls no function, not even ${token}.`);
            },
        },
        "groundwork",
        "bench",
        false,
    );
    registerAll(registrations);
    await pulumi.runtime.disconnect();
}

/** Registers resources one after another, each as if it were alone. */
export function registerAll(registrations: Iterable<Registration>): void {
    for (const registration of registrations) register(registration);
}

function register({ type, name, custom, inputs }: Registration): void {
    if (!custom) {
        new pulumi.ComponentResource(type, name, inputs);
        return;
    }
    const Class = classOf(type);
    if (Class) new Class(name, inputs);
    else new Generic(type, name, inputs);
}

/** Stands in for a class that no provider package has. */
class Generic extends pulumi.CustomResource {}

const classes = new Map<string, ResourceClass | undefined>();

function classOf(type: string): ResourceClass | undefined {
    if (!classes.has(type)) classes.set(type, loadClass(type));
    return classes.get(type);
}

/** The provider's class for a type token, or undefined for a type that has none, such as a custom Kubernetes kind. */
function loadClass(type: string): ResourceClass | undefined {
    const [pkg = "", path = "", name = ""] = type.split(":");
    if (pkg === "pulumi" && path === "providers") return classIn(`@pulumi/${name}`, "Provider");
    if (pkg === "aws") return classIn(`@pulumi/aws/${path.split("/")[0] ?? ""}`, name);
    // "rbac.authorization.k8s.io/v1" is the module "rbac/v1".
    if (pkg === "kubernetes") return classIn(`@pulumi/kubernetes/${path.replace(/\.[^/]*/, "")}`, name);
    return undefined;
}

function classIn(path: string, name: string): ResourceClass | undefined {
    try {
        return (require(path) as Record<string, ResourceClass | undefined>)[name];
    } catch {
        return undefined;
    }
}
