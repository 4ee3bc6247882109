import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { GraphResource, ResourceGraph } from "../../../insight/graph";
import { Account } from "../../../simulator/cloud/account";
import { EKS_CLUSTER } from "../../../simulator/cloud/eks-cluster";
import { EksProvider } from "../../../simulator/providers/eks";
import { Weather } from "../../../simulator/providers/faults";
import { plainOf, structOf } from "../../../simulator/providers/values";
import { ACCOUNT } from "../../support/deploy";
import { FakeEngine } from "../../support/fake-engine";
import { stackGraph } from "../../support/stacks";

const VERSIONS = { aws: "7.48.0", kubernetes: "4.34.2" };
const provider = new EksProvider({ account: new Account(ACCOUNT), weather: new Weather() }, VERSIONS);

let graph: ResourceGraph;
let component: GraphResource;
let engine: FakeEngine;
let response: proto.ConstructResponse;
beforeAll(async () => {
    graph = await stackGraph("dev");
    const [found] = graph.ofType(EKS_CLUSTER);
    if (!found) throw new Error("dev has no cluster.");
    component = found;
    engine = new FakeEngine("groundwork", "dev", ACCOUNT);
    await engine.start();
    response = await provider.construct(
        requestFor(component.name, component.inputs)
            .setParent(component.parent ?? "")
            .setDependenciesList(statedBy(component)),
    );
});
afterAll(() => engine.stop());

function requestFor(name: string, inputs: GraphResource["inputs"]): proto.ConstructRequest {
    return new proto.ConstructRequest()
        .setType(EKS_CLUSTER)
        .setName(name)
        .setInputs(structOf(inputs))
        .setMonitorendpoint(engine.address);
}

/** URNs that a resource depends on. */
function statedBy({ dependencies }: GraphResource): string[] {
    return [...new Set(dependencies.map(({ urn }) => urn))];
}

/** A registration as the graph of a plan has it, without the order of what it depends on. */
function asPlanned(request: RegisterResourceRequest) {
    const properties = request.getPropertydependenciesMap().getEntryList() as [string, unknown][];
    const through = properties.flatMap(([property]) => {
        const urns = request.getPropertydependenciesMap().get(property)?.getUrnsList() ?? [];
        return urns.map((urn) => ({ urn, property }));
    });
    const own = request.getDependenciesList().filter((urn) => !statedBy(component).includes(urn));
    return {
        type: request.getType(),
        name: request.getName(),
        custom: request.getCustom(),
        parent: request.getParent(),
        inputs: plainOf(request.getObject()),
        dependsOn: own.sort(),
        through,
        protect: request.getProtect(),
    };
}

describe("the component of @pulumi/eks", () => {
    it("registers itself first, then the children of the plan, in the plan's order and with the plan's inputs", () => {
        const [own, ...children] = engine.requests;
        expect([own?.getType(), own?.getName(), own?.getParent()]).toEqual([
            component.type,
            component.name,
            component.parent,
        ]);
        const below = graph.resources.filter((one) => graph.ancestorsOf(one).includes(component));
        expect(below.length).toBeGreaterThan(3);
        expect(engine.registered.map(({ urn }) => urn)).toEqual([component, ...below].map(({ urn }) => urn));
        expect(children.map(asPlanned)).toEqual(
            below.map(({ type, name, custom, parent, inputs, dependencies, options }) => ({
                ...{ type, name, custom, parent, inputs: plainOf(structOf(inputs)) },
                dependsOn: [...new Set(dependencies.map(({ urn }) => urn))].sort(),
                through: dependencies.filter(({ property }) => property !== undefined),
                protect: options.protect,
            })),
        );
    });

    it("lets its children wait for what it waits for itself, and names their SDK", () => {
        expect(statedBy(component).length).toBeGreaterThan(0);
        for (const child of engine.requests.slice(1)) {
            expect(child.getDependenciesList()).toEqual(expect.arrayContaining(statedBy(component)));
            const versions = [VERSIONS.aws, VERSIONS.kubernetes];
            if (child.getCustom()) expect(versions).toContain(child.getVersion());
        }
    });

    it("gives back the plan's outputs, and the control plane as what they depend on", () => {
        const controlPlane = graph.ofType("aws:eks/cluster:Cluster")[0];
        const state = plainOf(response.getState());
        const { kubeconfig, kubeconfigJson, clusterSecurityGroupId } = component.outputs;
        expect(state).toMatchObject({ kubeconfig, kubeconfigJson, clusterSecurityGroupId });
        expect(state.eksCluster).toMatchObject({ urn: controlPlane?.urn, packageVersion: VERSIONS.aws });
        expect(response.getUrn()).toBe(component.urn);
        expect(engine.outputs.get(component.urn)).toEqual(response.getState()?.toJavaScript());
        for (const property of Object.keys(state)) {
            expect(response.getStatedependenciesMap().get(property)?.getUrnsList()).toEqual([controlPlane?.urn]);
        }
    });

    it("refuses what would register more, before it registers a child", async () => {
        const before = engine.requests.length;
        const inputs = { ...component.inputs, skipDefaultNodeGroup: false };
        await expect(provider.construct(requestFor("more", inputs))).rejects.toThrow(/skipDefaultNodeGroup/);
        expect(engine.requests.slice(before).map((request) => request.getType())).toEqual([EKS_CLUSTER]);
    });

    it("is the only one", async () => {
        const request = new proto.ConstructRequest().setType("eks:index:ManagedNodeGroup").setName("nodes");
        await expect(provider.construct(request)).rejects.toThrow('eks:index:ManagedNodeGroup "nodes"');
    });
});
