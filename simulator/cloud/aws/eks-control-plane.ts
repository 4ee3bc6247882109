import type { Properties } from "../../../insight/graph";
import type { Account, LiveResource } from "../account";
import { type Answer, digits, physicalName, Refusal } from "../cloud";
import { clusterGone } from "../kubernetes/cluster-gone";
import { valuesAt } from "../paths";
import type { ResourceType } from "../resource-type";
import { arn } from "./answers";
import { all, type Check, oneOf, tags, text } from "./checks";
import { makeCreatorEntry } from "./eks-access";
import { KUBELET_SKEW, minorOf, NEWEST, versionProblems } from "./eks-versions";
import { policiesOf, roleFor } from "./iam";
import { logGroupOf, makeLogGroup } from "./logs";
import { ENCRYPTED_BY, GUARDED_BY } from "./references";
import { took } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

/** The control plane has an interface in two of its subnets. Source: EKS networking requirements (two to four). */
const INTERFACES = 2;

const answerCluster: Answer = (request, place) => {
    const name = physicalName(request);
    const vpcConfig = request.inputs.vpcConfig as Properties | undefined;
    return {
        id: name,
        outputs: {
            name,
            arn: arn(place, "eks", `cluster/${name}`),
            endpoint: `https://${digits(request.urn, 32).toUpperCase()}.gr7.${place.region}.eks.amazonaws.com`,
            certificateAuthority: { data: Buffer.from(`certificate of ${name}`).toString("base64") },
            vpcConfig: { ...vpcConfig, clusterSecurityGroupId: `sg-${digits(`${request.urn}/security-group`, 17)}` },
            status: "ACTIVE",
            platformVersion: "eks.1",
        },
    };
};

/** The security group that EKS makes for a cluster and its nodes. */
export function securityGroupOf(cluster: LiveResource): string {
    return String((cluster.outputs.vpcConfig as Properties).clusterSecurityGroupId);
}

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

const logTypes: Check = ({ enabledClusterLogTypes }) =>
    [enabledClusterLogTypes].flat().flatMap((type) => oneOf("type", LOG_TYPES, "InvalidParameterException")({ type }));

const endpoints: Check = ({ vpcConfig }) => {
    const { endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs } = (vpcConfig ?? {}) as Properties;
    const problems: string[] = [];
    if (endpointPrivateAccess === false && endpointPublicAccess === false) {
        problems.push("InvalidParameterException: Private and public endpoint access cannot both be false.");
    }
    if (publicAccessCidrs !== undefined && endpointPublicAccess === false) {
        problems.push("InvalidParameterException: publicAccessCidrs cannot be set when public access is off.");
    }
    return problems;
};

const cluster: ResourceType = {
    answer: answerCluster,
    seconds: took(
        513,
        600,
        180,
        "DevopsArtFactory/terraform-provisioning#47 (creation); estimate: a new minor 8 to 12 minutes, deletion 2 to 4",
    ),
    replaces: [
        ...["name", "roleArn", "bootstrapSelfManagedAddons", "outpostConfig"],
        ...["kubernetesNetworkConfig.serviceIpv4Cidr", "kubernetesNetworkConfig.ipFamily", "encryptionConfig"],
        "accessConfig.bootstrapClusterCreatorAdminPermissions",
    ],
    autoname: { property: "name", max: 100 },
    references: {
        roleArn: { to: [TYPES.role], missing: "InvalidParameterException" },
        "vpcConfig.subnetIds": { to: [TYPES.subnet], missing: "InvalidParameterException" },
        "vpcConfig.securityGroupIds": GUARDED_BY,
        "encryptionConfig.provider.keyArn": ENCRYPTED_BY,
    },
    check: all(
        text("name", /^[0-9A-Za-z][\w-]{0,99}$/, "InvalidParameterException", "at most 100 letters, digits, - and _"),
        ({ version }) => versionProblems(version),
        logTypes,
        endpoints,
        ({ accessConfig }) =>
            oneOf(
                "authenticationMode",
                ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"],
                "InvalidParameterException",
            )((accessConfig ?? {}) as Properties),
        ({ upgradePolicy }) =>
            oneOf(
                "supportType",
                ["STANDARD", "EXTENDED"],
                "InvalidParameterException",
            )((upgradePolicy ?? {}) as Properties),
        tags,
    ),
    creating: (own, account) => {
        refuseZones(own, account);
        const role = roleFor("eks.amazonaws.com", own.inputs.roleArn, "InvalidParameterException", account);
        if (!policiesOf(account, role.id).includes("AmazonEKSClusterPolicy")) {
            throw new Refusal(`InvalidParameterException: The role ${role.id} needs AmazonEKSClusterPolicy attached.`);
        }
        makeNetwork(own, account);
        makeCreatorEntry(own, account);
        const logs = logGroupOf(own);
        if (logs !== undefined && !account.get(TYPES.logGroup, logs)) makeLogGroup(account, logs, `cluster ${own.id}`);
    },
    updating: refuseVersion,
    deleting: (own, account) => {
        if (own.inputs.deletionProtection === true) {
            throw new Refusal(
                `InvalidRequestException: The cluster ${own.id} has deletion protection: turn it off first.`,
            );
        }
        for (const made of madeWith(own, account)) account.unmake(made);
        clusterGone(account, own.id);
    },
};

function refuseZones({ inputs }: LiveResource, account: Account): void {
    const ids = valuesAt(inputs, "vpcConfig.subnetIds").map(String);
    const zones = new Set(ids.map((id) => account.get(TYPES.subnet, id)?.inputs.availabilityZone));
    if (zones.size >= 2) return;
    throw new Refusal("InvalidParameterException: Subnets specified must be in at least two different AZs.");
}

/** The security group of the cluster, and the control plane's own interfaces. */
function makeNetwork(own: LiveResource, account: Account): void {
    const madeFor = `cluster ${own.id}`;
    const group = securityGroupOf(own);
    const subnets = valuesAt(own.inputs, "vpcConfig.subnetIds").map(String);
    const vpcId = account.get(TYPES.subnet, subnets[0] ?? "")?.inputs.vpcId;
    const named = { inputs: { vpcId, cluster: own.id }, madeFor };
    account.make({ type: TYPES.securityGroup, id: group, name: `eks-cluster-sg-${own.id}`, ...named });
    for (const [index, subnetId] of subnets.slice(0, INTERFACES).entries()) {
        const id = `eni-${digits(`${own.urn}/eni-${index}`, 17)}`;
        const inputs = { subnetId, securityGroups: [group], cluster: own.id };
        account.make({ type: TYPES.networkInterface, id, name: `Amazon EKS ${own.id}`, inputs, madeFor });
    }
}

/** Add-ons, entries and associations go with their cluster. Its security group stays while something else uses it. */
function madeWith(own: LiveResource, account: Account): readonly LiveResource[] {
    const parts: readonly string[] = [
        TYPES.addon,
        TYPES.accessEntry,
        TYPES.accessPolicyAssociation,
        TYPES.podIdentityAssociation,
    ];
    const inside = account.resources.filter(
        ({ type, inputs, madeFor }) =>
            (parts.includes(type) && inputs.clusterName === own.id) ||
            (madeFor !== undefined && inputs.cluster === own.id),
    );
    const group = securityGroupOf(own);
    const used = account.resources.some(
        (other) =>
            !inside.includes(other) &&
            (valuesAt(other.inputs, "securityGroups").includes(group) || other.inputs.sourceSecurityGroupId === group),
    );
    return inside.filter(({ type }) => !used || type !== TYPES.securityGroup);
}

function refuseVersion(own: LiveResource, next: Properties, account: Account): void {
    const [from, to] = [minorOf(own.inputs.version ?? NEWEST), minorOf(next.version ?? own.inputs.version ?? NEWEST)];
    if (to < from || to > from + 1) {
        throw new Refusal(
            `InvalidParameterException: Unsupported Kubernetes minor version update from 1.${from} to 1.${to}: one up at a time.`,
        );
    }
    const behind = account
        .ofType(TYPES.nodeGroup)
        .find(
            ({ inputs }) => inputs.clusterName === own.id && minorOf(inputs.version ?? `1.${from}`) < to - KUBELET_SKEW,
        );
    if (!behind) return;
    throw new Refusal(
        `InvalidParameterException: The nodes of ${behind.id} are at ${shown(behind.inputs.version)}, too far behind 1.${to}.`,
    );
}

/** The control plane, by resource type. */
export const EKS_CONTROL_PLANE: Readonly<Record<string, ResourceType>> = { [TYPES.cluster]: cluster };
