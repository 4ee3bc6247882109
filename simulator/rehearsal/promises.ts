import { described } from "../cloud/account";
import type { Engine } from "../engine/engine";
import type { Outcome } from "../engine/outcome";
import type { Life } from "./life";
import { type BrokenPromise, changes, inWords, promised, shortUrn } from "./step";

/** The policy pack lets the stack pass. */
export function refusesNothing(outcome: Outcome): BrokenPromise | undefined {
    const mandatory = outcome.policyFindings.filter(({ level }) => level === "mandatory");
    return promised("No policy refuses it.", mandatory.map(shown));
}

/** Nothing is judged more weakly before an update than in it: every value that a rule needs is known. */
export function judgesAll(outcome: Outcome): BrokenPromise | undefined {
    const weakened = outcome.policyFindings.filter(
        ({ message }) => message.includes("can't run policy") || message.includes("cannot be judged yet"),
    );
    return promised("No rule has to wait for the update.", weakened.map(shown));
}

function shown({ policy, urn, message }: Outcome["policyFindings"][number]): string {
    return `${policy}: ${urn === undefined ? "the stack" : shortUrn(urn)}: ${message}`;
}

/** The update does what the preview said. */
export function sameSteps(announced: Outcome, done: Outcome): BrokenPromise | undefined {
    const said = new Set(announced.steps.map(inWords));
    const did = new Set(done.steps.map(inWords));
    return promised("The update does what the preview said.", [
        ...[...said].filter((step) => !did.has(step)).map((step) => `announced and not done: ${step}`),
        ...[...did].filter((step) => !said.has(step)).map((step) => `done and not announced: ${step}`),
    ]);
}

/** The state holds what the preview announced, and nothing else. */
export async function isWhole(
    { engine }: { readonly engine: Pick<Engine, "exportState"> },
    announced: Outcome,
): Promise<BrokenPromise | undefined> {
    const { deployment } = await engine.exportState();
    const held = new Set((deployment.resources ?? []).map(({ urn }) => String(urn)));
    const said = new Set(announced.steps.map(({ urn }) => urn));
    return promised("The stack holds what the preview announced.", [
        ...[...said].filter((urn) => !held.has(urn)).map((urn) => `announced and not there: ${shortUrn(urn)}`),
        ...[...held]
            .filter((urn) => !said.has(urn) && !urn.includes("::default_"))
            .map((urn) => `there and not announced: ${shortUrn(urn)}`),
    ]);
}

/** An unchanged program changes nothing. */
export function changesNothing(outcome: Outcome): BrokenPromise | undefined {
    return promised("It changes nothing.", changes(outcome));
}

/** Each resource of the program exists once in the cloud. */
export function noDuplicates({ account }: Pick<Life, "account">): BrokenPromise | undefined {
    const byUrn = new Map<string, string[]>();
    for (const { urn, type, id, madeFor } of account.own) {
        if (madeFor !== undefined) continue;
        const [own = urn] = urn.split("#");
        byUrn.set(own, [...(byUrn.get(own) ?? []), `${type} ${id}`]);
    }
    const twice = [...byUrn].filter(([, ids]) => ids.length > 1);
    return promised(
        "Each resource exists once.",
        twice.map(([urn, ids]) => `${shortUrn(urn)}: ${ids.join(", ")}`),
    );
}

/** The cloud is empty. */
export function nothingExists({ account }: Pick<Life, "account">, promise: string): BrokenPromise | undefined {
    return promised(promise, account.own.map(described));
}

/** What must live through every update: to make it anew is an outage, or loses data. */
const NEVER_REPLACED = [
    "aws:ec2/vpc:Vpc",
    "aws:ec2/subnet:Subnet",
    "aws:eks/cluster:Cluster",
    "aws:kms/key:Key",
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "kubernetes:core/v1:Namespace",
    "pulumi:providers:kubernetes",
];

/** An edit replaces nothing whose replacement is an outage. */
export function replacesNothingDear(outcome: Outcome): BrokenPromise | undefined {
    const replaced = outcome.steps.filter(({ op, type }) => op.includes("replace") && NEVER_REPLACED.includes(type));
    return promised("Network, cluster, keys, data and namespaces live on.", replaced.map(inWords));
}

/** What is upgraded after the control plane. */
const AFTER_CONTROL_PLANE = ["aws:eks/addon:Addon", "aws:eks/nodeGroup:NodeGroup"];

/** The control plane is upgraded before its add-ons and its nodes. */
export function upgradesInOrder(outcome: Outcome): BrokenPromise | undefined {
    const updated = outcome.steps.filter(({ op, failed }) => op === "update" && !failed);
    const late = updated.filter(
        ({ type }, i) =>
            type === "aws:eks/cluster:Cluster" &&
            updated.slice(0, i).some((before) => AFTER_CONTROL_PLANE.includes(before.type)),
    );
    return promised("The control plane is upgraded first.", late.map(inWords));
}
