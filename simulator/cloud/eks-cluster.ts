import type { Properties } from "../../insight/graph";
import { type Place, Refusal, type RemoteChild, type RemoteRef, type ResourceRequest } from "./cloud";
import { jsonText } from "./unknown";

/** The component of `@pulumi/eks` that registers children by itself. */
export const EKS_CLUSTER = "eks:index:Cluster";

/** What a child has once it is registered: its inputs and what the cloud answered. */
export type StateOf = (child: RemoteRef) => Properties;

/** What the component registers, and what it then gives back. */
export interface EksConstruction {
    /** In the order of registration. */
    readonly children: readonly RemoteChild[];
    /** The control plane among them. */
    readonly cluster: RemoteRef;
    /** The component's outputs besides `eksCluster`, which is the control plane itself. */
    readonly outputs: (stateOf: StateOf) => Properties;
}

/**
 * What the real component (`@pulumi/eks` 4.3) registers and answers for the arguments that the platform uses: default
 * node group and security groups skipped, add-ons off.
 *
 * @throws {Refusal} for arguments that would register more: better refused than answered wrongly
 */
export function constructEksCluster(request: ResourceRequest, place: Place): EksConstruction {
    refuse(request);
    const { inputs, name } = request;
    const cluster = { type: "aws:eks/cluster:Cluster", name: `${name}-eksCluster` };
    return {
        cluster,
        children: childrenOf(name, inputs, cluster, place),
        outputs: (stateOf) => {
            const kubeconfig = kubeconfigOf(stateOf(cluster), place);
            const vpcConfig = stateOf(cluster).vpcConfig as Properties | undefined;
            return {
                kubeconfig,
                kubeconfigJson: jsonText(kubeconfig),
                clusterSecurityGroupId: vpcConfig?.clusterSecurityGroupId,
            };
        },
    };
}

/**
 * Registers the children one after another and gives back the component's outputs.
 *
 * @param register gives back the state of the child
 */
export function constructed(
    { children, cluster, outputs }: EksConstruction,
    register: (child: RemoteChild, inputs: Properties) => Properties,
): Properties {
    const states = new ChildStates();
    for (const child of children) states.add(child, register(child, child.inputs(states.of)));
    return { ...outputs(states.of), eksCluster: states.of(cluster) };
}

/** States of the children registered so far. */
export class ChildStates {
    readonly #states = new Map<string, Properties>();

    add({ type, name }: RemoteRef, state: Properties): void {
        this.#states.set(`${type}::${name}`, state);
    }

    readonly of: StateOf = ({ type, name }) => {
        const state = this.#states.get(`${type}::${name}`);
        if (!state) throw new Error(`${type} "${name}" must be listed before what is made from it.`);
        return state;
    };
}

/** Arguments that make the component register children which are not modelled here. */
const MUST_SKIP: Readonly<Record<string, unknown>> = {
    skipDefaultNodeGroup: true,
    skipDefaultSecurityGroups: true,
    useDefaultVpcCni: true,
    createOidcProvider: false,
};

function refuse({ name, inputs }: ResourceRequest): void {
    for (const [property, value] of Object.entries(MUST_SKIP)) {
        if (inputs[property] === value) continue;
        throw new Refusal(`eks.Cluster "${name}": only ${property}: ${String(value)} is simulated.`);
    }
    for (const property of ["corednsAddonOptions", "kubeProxyAddonOptions"]) {
        if ((inputs[property] as Properties | undefined)?.enabled === false) continue;
        throw new Refusal(`eks.Cluster "${name}": only ${property}: { enabled: false } is simulated.`);
    }
    const roles = inputs.instanceRoles;
    if (inputs.authenticationMode === "API" && Array.isArray(roles) && roles.length > 0) {
        throw new Refusal(`eks.Cluster "${name}": instanceRoles does not support non-empty values with API.`);
    }
    if (inputs.publicAccessCidrs !== undefined && inputs.endpointPublicAccess !== true) {
        throw new Refusal(
            `eks.Cluster "${name}": publicAccessCidrs can only be set when endpointPublicAccess is true.`,
        );
    }
}

function clusterInputsOf(name: string, inputs: Properties, role: Properties): Properties {
    return {
        name: inputs.name,
        version: inputs.version,
        accessConfig: {
            authenticationMode: inputs.authenticationMode,
            // The component fixes it: the principal that creates the cluster administers it.
            bootstrapClusterCreatorAdminPermissions: true,
        },
        bootstrapSelfManagedAddons: inputs.bootstrapSelfManagedAddons ?? true,
        enabledClusterLogTypes: inputs.enabledClusterLogTypes,
        encryptionConfig: { provider: { keyArn: inputs.encryptionConfigKeyArn }, resources: ["secrets"] },
        roleArn: role.arn,
        vpcConfig: {
            subnetIds: inputs.subnetIds,
            endpointPrivateAccess: inputs.endpointPrivateAccess,
            endpointPublicAccess: inputs.endpointPublicAccess,
            ...(inputs.publicAccessCidrs === undefined ? {} : { publicAccessCidrs: inputs.publicAccessCidrs }),
        },
        upgradePolicy: inputs.upgradePolicy,
        deletionProtection: inputs.deletionProtection,
        tags: { Name: `${name}-eksCluster`, ...(inputs.tags as Properties | undefined) },
    };
}

function childrenOf(name: string, inputs: Properties, cluster: RemoteRef, place: Place): readonly RemoteChild[] {
    const role = { type: "aws:iam/role:Role", name: `${name}-eksRole-role` };
    const attachment = { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: `${name}-eksRole-4b490823` };
    const serviceRole = { type: "eks:index:ServiceRole", name: `${name}-eksRole` };
    const policyArn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
    const trust = {
        Version: "2012-10-17",
        Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: ["eks.amazonaws.com"] } }],
    };
    return [
        { ...serviceRole, custom: false, inputs: () => ({ service: "eks.amazonaws.com", tags: inputs.tags }) },
        {
            ...role,
            within: [serviceRole],
            custom: true,
            inputs: () => ({
                assumeRolePolicy: JSON.stringify(trust),
                description: "Allows EKS to manage clusters on your behalf.",
                tags: inputs.tags,
            }),
        },
        {
            ...attachment,
            within: [serviceRole],
            custom: true,
            inputs: (stateOf) => ({ policyArn, role: stateOf(role).name }),
            dependsOn: [{ ...role, property: "role" }],
        },
        {
            ...cluster,
            custom: true,
            inputs: (stateOf) => clusterInputsOf(name, inputs, stateOf(role)),
            dependsOn: [{ ...role, property: "roleArn" }, attachment],
        },
        {
            type: "pulumi:providers:kubernetes",
            name: `${name}-eks-k8s`,
            custom: true,
            inputs: (stateOf) => ({ kubeconfig: jsonText(kubeconfigOf(stateOf(cluster), place)) }),
            dependsOn: [{ ...cluster, property: "kubeconfig" }],
        },
    ];
}

function kubeconfigOf(cluster: Properties, { region }: Place): Properties {
    const authority = cluster.certificateAuthority as Properties | undefined;
    const name = String(cluster.name);
    return {
        apiVersion: "v1",
        kind: "Config",
        clusters: [
            {
                name: "kubernetes",
                cluster: { server: cluster.endpoint, "certificate-authority-data": authority?.data },
            },
        ],
        contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
        "current-context": "aws",
        users: [
            {
                name: "aws",
                user: {
                    exec: {
                        apiVersion: "client.authentication.k8s.io/v1beta1",
                        command: "aws",
                        args: ["--region", region, "eks", "get-token", "--cluster-name", name],
                    },
                },
            },
        ],
    };
}
