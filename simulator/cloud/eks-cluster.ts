import type { Properties } from "../../insight/graph";
import { answerFor } from "./answers";
import { type CloudAnswer, digits, type Place, Refusal, type RemoteChild, type ResourceRequest } from "./cloud";

/** The component of `@pulumi/eks` that registers children by itself. */
export const EKS_CLUSTER = "eks:index:Cluster";

/**
 * What the real component (`@pulumi/eks` 4.3) answers and registers for the arguments that the platform uses: default
 * node group and security groups skipped, add-ons off. Arguments that would register more are refused rather than
 * answered wrongly.
 */
export function constructEksCluster(
    request: ResourceRequest,
    place: Place,
): { readonly answer: CloudAnswer; readonly children: readonly RemoteChild[] } {
    const { inputs, name } = request;
    refuse(request);
    const clusterInputs = clusterInputsOf(name, inputs, place);
    const clusterName = `${name}-eksCluster`;
    const made = answerFor(
        { urn: `${request.urn}/cluster`, type: "aws:eks/cluster:Cluster", name: clusterName, inputs: clusterInputs },
        place,
    );
    const eksCluster = { ...clusterInputs, ...made.outputs };
    const kubeconfig = kubeconfigOf(eksCluster, place);
    return {
        answer: {
            id: "",
            outputs: {
                eksCluster,
                kubeconfig,
                kubeconfigJson: JSON.stringify(kubeconfig),
                clusterSecurityGroupId: `sg-${digits(`${request.urn}/cluster-security-group`, 17)}`,
            },
        },
        children: childrenOf(name, inputs, clusterInputs, kubeconfig),
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

function clusterInputsOf(name: string, inputs: Properties, place: Place): Properties {
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
        roleArn: `arn:aws:iam::${place.accountId}:role/${name}-eksRole-role`,
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

function childrenOf(
    name: string,
    inputs: Properties,
    clusterInputs: Properties,
    kubeconfig: Properties,
): readonly RemoteChild[] {
    const role = { type: "aws:iam/role:Role", name: `${name}-eksRole-role` };
    const attachment = { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: `${name}-eksRole-4b490823` };
    const cluster = { type: "aws:eks/cluster:Cluster", name: `${name}-eksCluster` };
    const serviceRole = { type: "eks:index:ServiceRole", name: `${name}-eksRole` };
    const policyArn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
    const trust = {
        Version: "2012-10-17",
        Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: ["eks.amazonaws.com"] } }],
    };
    return [
        { ...serviceRole, custom: false, inputs: { service: "eks.amazonaws.com", tags: inputs.tags } },
        {
            ...role,
            within: [serviceRole],
            custom: true,
            inputs: {
                assumeRolePolicy: JSON.stringify(trust),
                description: "Allows EKS to manage clusters on your behalf.",
                tags: inputs.tags,
            },
        },
        {
            ...attachment,
            within: [serviceRole],
            custom: true,
            inputs: { policyArn, role: role.name },
            dependsOn: [{ ...role, property: "role" }],
        },
        {
            ...cluster,
            custom: true,
            inputs: clusterInputs,
            dependsOn: [{ ...role, property: "roleArn" }, attachment],
        },
        {
            type: "pulumi:providers:kubernetes",
            name: `${name}-eks-k8s`,
            custom: true,
            inputs: { kubeconfig: JSON.stringify(kubeconfig) },
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
